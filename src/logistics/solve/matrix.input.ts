import { z } from 'zod';

/** A square matrix as it came, in memory that threads can share; row = from. */
export interface GivenMatrix {
  size: number;
  cells: Int32Array;
}

const MOST = 2 ** 31 - 1;

type Fault = { path: number[]; message: string };

/** 400 MB; a body as large as we take holds less. */
const MOST_ROWS = 10_000;

/** Reads rows of whole numbers, a million of them in some milliseconds; names the first row or cell that is wrong. */
function readMatrix(rows: unknown): GivenMatrix | Fault {
  if (!Array.isArray(rows) || rows.length === 0) return { path: [], message: 'is a list of rows' };
  const size = rows.length;
  if (size > MOST_ROWS) return { path: [], message: `has at most ${MOST_ROWS} rows` };
  const odd = rows.findIndex((row) => !Array.isArray(row) || row.length !== size);
  if (odd >= 0) return { path: [odd], message: `has ${size} numbers, as the matrix has ${size} rows` };
  return readCells(rows as unknown[][], size);
}

function readCells(rows: unknown[][], size: number): GivenMatrix | Fault {
  const cells = new Int32Array(new SharedArrayBuffer(size * size * 4));
  for (let from = 0; from < size; from++) {
    const row = rows[from]!;
    for (let to = 0; to < size; to++) {
      const cell = row[to];
      if (!Number.isInteger(cell) || (cell as number) < 0 || (cell as number) > MOST)
        return { path: [from, to], message: 'is a whole number from 0 up' };
      cells[from * size + to] = cell as number;
    }
  }
  return { size, cells };
}

/** The schema of it; the document shows a list of lists. */
export const matrixField = z
  .unknown()
  .transform((rows, context): GivenMatrix => {
    const read = readMatrix(rows);
    if ('cells' in read) return read;
    context.addIssue({ code: 'custom', ...read });
    return z.NEVER;
  })
  .meta({
    type: 'array',
    items: { type: 'array', items: { type: 'integer', minimum: 0 } },
    description: 'Square, row = from, column = to.',
  });
