import type { LonLat } from '../../shared/geo.ts';
import { PartialMatrix, type Part } from './partial-matrix.ts';
import type { Matrix, MatrixRequest } from './routing-engine.ts';

export interface MatrixCacheOptions {
  /** Places remembered at a time; the table takes 8 bytes per pair. */
  places?: number;
  /** Everything is asked anew after this, since an engine's streets may change under it. */
  maxAgeMs?: number;
  now?: () => number;
}

const PLACES = 2048;
const FIRST_PLACES = 256;
const MAX_AGE_MS = 3_600_000;
/** Places that agree to 5 decimals (about a metre) are one place. */
const DECIMALS = 5;

/** Travel times between places asked before, for one engine and profile; the place not used for longest makes room. */
export class MatrixCache {
  readonly #capacity: number;
  readonly #maxAgeMs: number;
  readonly #now: () => number;
  /** Rows of the tables: as many as were ever needed, up to the capacity. */
  #width: number;
  /** NaN: not known. */
  #seconds: Float32Array;
  #metres: Float32Array;
  readonly #offStreet: Uint8Array;
  readonly #slots = new Map<string, number>();
  #filledAtMs: number;

  constructor({ places = PLACES, maxAgeMs = MAX_AGE_MS, now = Date.now }: MatrixCacheOptions = {}) {
    this.#capacity = places;
    this.#maxAgeMs = maxAgeMs;
    this.#now = now;
    this.#width = Math.min(places, FIRST_PLACES);
    this.#seconds = unknown(this.#width);
    this.#metres = unknown(this.#width);
    this.#offStreet = new Uint8Array(places);
    this.#filledAtMs = now();
  }

  /** The matrix, with `ask` called for what is not known: at most once for new sources and once for new targets. */
  async through(request: MatrixRequest, ask: (request: MatrixRequest) => Promise<Matrix>): Promise<Matrix> {
    const keys = new Set([...request.sources, ...request.targets].map(keyOf));
    if (keys.size > this.#capacity) return ask(request);
    if (this.#now() - this.#filledAtMs > this.#maxAgeMs) this.#forgetAll();
    const table = new PartialMatrix(request, this.#known(request));
    const missing = table.missing();
    for (const part of missing) table.put(part, await ask(table.requestFor(part)));
    this.#remember(request, table.matrix, missing, keys);
    return table.matrix;
  }

  #known({ sources, targets }: MatrixRequest): Matrix {
    const rows = sources.map((place) => this.#slots.get(keyOf(place)));
    const columns = targets.map((place) => this.#slots.get(keyOf(place)));
    const size = rows.length * columns.length;
    const durationsS = new Float64Array(size).fill(Number.NaN);
    const distancesM = new Float64Array(size).fill(Number.NaN);
    let cell = 0;
    for (const row of rows) {
      for (const column of columns) {
        if (row !== undefined && column !== undefined) {
          durationsS[cell] = this.#seconds[row * this.#width + column]!;
          distancesM[cell] = this.#metres[row * this.#width + column]!;
        }
        cell++;
      }
    }
    const off = (slots: (number | undefined)[]) =>
      slots.flatMap((slot, index) => (slot !== undefined && this.#offStreet[slot] ? [index] : []));
    return { durationsS, distancesM, unsnapped: { sources: off(rows), targets: off(columns) } };
  }

  /** Keeps what was asked for, and notes that all of the request was used. */
  #remember(
    { sources, targets }: MatrixRequest,
    matrix: Matrix,
    asked: readonly Part[],
    inUse: ReadonlySet<string>,
  ): void {
    const rowSlots = sources.map((place) => this.#slotOf(keyOf(place), inUse));
    const columnSlots = targets.map((place) => this.#slotOf(keyOf(place), inUse));
    for (const { rows, columns } of asked) {
      for (const r of rows) {
        for (const c of columns) {
          const cell = r * columnSlots.length + c;
          const at = rowSlots[r]! * this.#width + columnSlots[c]!;
          this.#seconds[at] = matrix.durationsS[cell]!;
          this.#metres[at] = matrix.distancesM[cell]!;
        }
      }
    }
    for (const r of matrix.unsnapped.sources) this.#offStreet[rowSlots[r]!] = 1;
    for (const c of matrix.unsnapped.targets) this.#offStreet[columnSlots[c]!] = 1;
  }

  #slotOf(key: string, inUse: ReadonlySet<string>): number {
    const slot = this.#slots.get(key) ?? this.#freeSlot(inUse);
    this.#slots.delete(key);
    this.#slots.set(key, slot);
    return slot;
  }

  #freeSlot(inUse: ReadonlySet<string>): number {
    if (this.#slots.size < this.#capacity) {
      if (this.#slots.size === this.#width) this.#grow();
      return this.#slots.size;
    }
    const oldest = this.#oldestBut(inUse);
    const slot = this.#slots.get(oldest)!;
    this.#slots.delete(oldest);
    for (const table of [this.#seconds, this.#metres]) {
      table.fill(Number.NaN, slot * this.#width, (slot + 1) * this.#width);
      for (let row = 0; row < this.#width; row++) table[row * this.#width + slot] = Number.NaN;
    }
    this.#offStreet[slot] = 0;
    return slot;
  }

  #oldestBut(inUse: ReadonlySet<string>): string {
    for (const key of this.#slots.keys()) if (!inUse.has(key)) return key;
    throw new Error('every place is in use');
  }

  #grow(): void {
    const width = Math.min(this.#capacity, 2 * this.#width);
    const wider = (table: Float32Array) => {
      const grown = unknown(width);
      for (let row = 0; row < this.#width; row++)
        grown.set(table.subarray(row * this.#width, (row + 1) * this.#width), row * width);
      return grown;
    };
    this.#seconds = wider(this.#seconds);
    this.#metres = wider(this.#metres);
    this.#width = width;
  }

  #forgetAll(): void {
    this.#slots.clear();
    this.#seconds.fill(Number.NaN);
    this.#metres.fill(Number.NaN);
    this.#offStreet.fill(0);
    this.#filledAtMs = this.#now();
  }
}

const unknown = (width: number) => new Float32Array(width * width).fill(Number.NaN);

const keyOf = ({ lon, lat }: LonLat): string => `${lon.toFixed(DECIMALS)} ${lat.toFixed(DECIMALS)}`;
