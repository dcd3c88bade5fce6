import type { LonLat } from '../../shared/geo.ts';
import type { Matrix, MatrixRequest } from './routing-engine.ts';

export interface MatrixCacheOptions {
  /** Places remembered at a time; the table takes 8 bytes per pair. */
  places?: number;
  /** Everything is asked anew after this, since an engine's streets may change under it. */
  maxAgeMs?: number;
  now?: () => number;
}

const PLACES = 1000;
const MAX_AGE_MS = 3_600_000;
/** Places that agree to 5 decimals (about a metre) are one place. */
const DECIMALS = 5;

/** Travel times between places asked before, for one engine and profile; the place not used for longest makes room. */
export class MatrixCache {
  readonly #capacity: number;
  readonly #maxAgeMs: number;
  readonly #now: () => number;
  /** NaN: not known. */
  readonly #seconds: Float32Array;
  readonly #metres: Float32Array;
  readonly #offStreet: Uint8Array;
  readonly #slots = new Map<string, number>();
  #filledAtMs: number;

  constructor({ places = PLACES, maxAgeMs = MAX_AGE_MS, now = Date.now }: MatrixCacheOptions = {}) {
    this.#capacity = places;
    this.#maxAgeMs = maxAgeMs;
    this.#now = now;
    this.#seconds = new Float32Array(places * places).fill(Number.NaN);
    this.#metres = new Float32Array(places * places).fill(Number.NaN);
    this.#offStreet = new Uint8Array(places);
    this.#filledAtMs = now();
  }

  /** The matrix, with `ask` called for what is not known: at most once for new sources and once for new targets. */
  async through(request: MatrixRequest, ask: (request: MatrixRequest) => Promise<Matrix>): Promise<Matrix> {
    const keys = new Set([...request.sources, ...request.targets].map(keyOf));
    if (keys.size > this.#capacity) return ask(request);
    if (this.#now() - this.#filledAtMs > this.#maxAgeMs) this.#forgetAll();
    const table = new Table(request, this.#known(request));
    for (const part of table.missing()) table.put(part, await ask(table.requestFor(part)));
    this.#remember(request, table.matrix, keys);
    return table.matrix;
  }

  #known({ sources, targets }: MatrixRequest): Matrix {
    const rows = sources.map((place) => this.#slots.get(keyOf(place)));
    const columns = targets.map((place) => this.#slots.get(keyOf(place)));
    const cells = (table: Float32Array) =>
      Float64Array.from(
        rows.flatMap((row) =>
          columns.map((column) =>
            row === undefined || column === undefined ? Number.NaN : table[row * this.#capacity + column]!,
          ),
        ),
      );
    const off = (slots: (number | undefined)[]) =>
      slots.flatMap((slot, index) => (slot !== undefined && this.#offStreet[slot] ? [index] : []));
    return {
      durationsS: cells(this.#seconds),
      distancesM: cells(this.#metres),
      unsnapped: { sources: off(rows), targets: off(columns) },
    };
  }

  #remember({ sources, targets }: MatrixRequest, matrix: Matrix, inUse: ReadonlySet<string>): void {
    const rows = sources.map((place) => this.#slotOf(keyOf(place), inUse));
    const columns = targets.map((place) => this.#slotOf(keyOf(place), inUse));
    rows.forEach((row, r) => {
      columns.forEach((column, c) => {
        const cell = r * columns.length + c;
        this.#seconds[row * this.#capacity + column] = matrix.durationsS[cell]!;
        this.#metres[row * this.#capacity + column] = matrix.distancesM[cell]!;
      });
    });
    for (const r of matrix.unsnapped.sources) this.#offStreet[rows[r]!] = 1;
    for (const c of matrix.unsnapped.targets) this.#offStreet[columns[c]!] = 1;
  }

  #slotOf(key: string, inUse: ReadonlySet<string>): number {
    const slot = this.#slots.get(key) ?? this.#freeSlot(inUse);
    this.#slots.delete(key);
    this.#slots.set(key, slot);
    return slot;
  }

  #freeSlot(inUse: ReadonlySet<string>): number {
    if (this.#slots.size < this.#capacity) return this.#slots.size;
    const oldest = [...this.#slots.keys()].find((key) => !inUse.has(key))!;
    const slot = this.#slots.get(oldest)!;
    this.#slots.delete(oldest);
    for (const table of [this.#seconds, this.#metres]) {
      table.fill(Number.NaN, slot * this.#capacity, (slot + 1) * this.#capacity);
      for (let row = 0; row < this.#capacity; row++) table[row * this.#capacity + slot] = Number.NaN;
    }
    this.#offStreet[slot] = 0;
    return slot;
  }

  #forgetAll(): void {
    this.#slots.clear();
    this.#seconds.fill(Number.NaN);
    this.#metres.fill(Number.NaN);
    this.#offStreet.fill(0);
    this.#filledAtMs = this.#now();
  }
}

const keyOf = ({ lon, lat }: LonLat): string => `${lon.toFixed(DECIMALS)} ${lat.toFixed(DECIMALS)}`;

/** A rectangle of a matrix, by source and target indexes. */
interface Part {
  rows: number[];
  columns: number[];
}

/** A matrix under way. */
class Table {
  readonly matrix: Matrix;
  readonly #request: MatrixRequest;
  constructor(request: MatrixRequest, matrix: Matrix) {
    this.#request = request;
    this.matrix = matrix;
  }

  /** Rows of which nothing is known, then the columns the other rows lack. */
  missing(): Part[] {
    const width = this.#request.targets.length;
    const lacking = (row: number) => range(width).filter((column) => this.#lacks(row * width + column));
    const rows = range(this.#request.sources.length).map((row) => ({ row, columns: lacking(row) }));
    const fresh = rows.filter(({ columns }) => columns.length === width).map(({ row }) => row);
    const partly = rows.filter(({ columns }) => columns.length > 0 && columns.length < width);
    const parts: Part[] = [
      { rows: fresh, columns: range(width) },
      { rows: partly.map(({ row }) => row), columns: [...new Set(partly.flatMap(({ columns }) => columns))] },
    ];
    return parts.filter((part) => part.rows.length > 0 && part.columns.length > 0);
  }

  requestFor({ rows, columns }: Part): MatrixRequest {
    const { sources, targets, profile } = this.#request;
    return { sources: rows.map((r) => sources[r]!), targets: columns.map((c) => targets[c]!), profile };
  }

  put({ rows, columns }: Part, answer: Matrix): void {
    const width = this.#request.targets.length;
    rows.forEach((row, r) => {
      columns.forEach((column, c) => {
        this.matrix.durationsS[row * width + column] = answer.durationsS[r * columns.length + c]!;
        this.matrix.distancesM[row * width + column] = answer.distancesM[r * columns.length + c]!;
      });
    });
    const { unsnapped } = this.matrix;
    unsnapped.sources = union(
      unsnapped.sources,
      answer.unsnapped.sources.map((r) => rows[r]!),
    );
    unsnapped.targets = union(
      unsnapped.targets,
      answer.unsnapped.targets.map((c) => columns[c]!),
    );
  }

  #lacks(cell: number): boolean {
    return Number.isNaN(this.matrix.durationsS[cell]!);
  }
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const union = (a: number[], b: number[]) => [...new Set([...a, ...b])].sort((x, y) => x - y);
