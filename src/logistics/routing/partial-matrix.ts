import type { Matrix, MatrixRequest } from './routing-engine.ts';

/** A rectangle of a matrix, by source and target indexes. */
export interface Part {
  rows: number[];
  columns: number[];
}

/** A matrix under way: NaN where nothing is known yet. */
export class PartialMatrix {
  readonly matrix: Matrix;
  readonly #request: MatrixRequest;
  constructor(request: MatrixRequest, matrix: Matrix) {
    this.#request = request;
    this.matrix = matrix;
  }

  /** Rows of which nothing is known, then the columns the other rows lack. */
  missing(): Part[] {
    const width = this.#request.targets.length;
    const fresh: number[] = [];
    const partly: number[] = [];
    const lacked = new Uint8Array(width);
    for (let row = 0; row < this.#request.sources.length; row++) {
      const count = this.#lacksIn(row);
      if (count === width) fresh.push(row);
      else if (count > 0) {
        partly.push(row);
        for (let column = 0; column < width; column++)
          if (this.#lacks(row * width + column)) lacked[column] = 1;
      }
    }
    const parts: Part[] = [
      { rows: fresh, columns: range(width) },
      { rows: partly, columns: range(width).filter((column) => lacked[column]) },
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

  #lacksIn(row: number): number {
    const width = this.#request.targets.length;
    let count = 0;
    for (let cell = row * width; cell < (row + 1) * width; cell++) if (this.#lacks(cell)) count++;
    return count;
  }

  #lacks(cell: number): boolean {
    return Number.isNaN(this.matrix.durationsS[cell]!);
  }
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const union = (a: number[], b: number[]) => [...new Set([...a, ...b])].sort((x, y) => x - y);
