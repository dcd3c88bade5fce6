import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Lookup } from './best-known.ts';
import { solveInstance, type Effort } from './solve-instance.ts';
import type { Row } from './summary.ts';

export interface Record {
  /** Every result is appended here as a JSON line the moment it is there. */
  out?: string | undefined;
  /** What is in there already with the same effort is not solved again. */
  resume?: boolean | undefined;
}

/** Solves the files one after the other and tells each result on stderr as it comes. */
export async function solveSet(
  files: readonly string[],
  known: Lookup,
  effort: Effort,
  { out, resume }: Record = {},
): Promise<Row[]> {
  const done = out !== undefined && resume ? recorded(out, effort) : new Map<string, Row>();
  const rows: Row[] = [];
  for (const [k, path] of files.entries()) {
    const name = basename(path, '.txt');
    const old = done.get(name);
    const row = old ?? (await solveInstance(path, known, effort));
    if (out !== undefined && !old)
      appendFileSync(out, `${JSON.stringify({ ...row, ...effort, wall: row.seconds })}\n`);
    process.stderr.write(`${k + 1}/${files.length} ${line(row)}${old ? ' (recorded)' : ''}\n`);
    rows.push(row);
  }
  return rows;
}

/** Recorded lines carry the effort, whose `seconds` is the budget; the time it took is `wall`. */
function recorded(out: string, effort: Effort): Map<string, Row> {
  if (!existsSync(out)) return new Map();
  const lines = readFileSync(out, 'utf8').split('\n').filter(Boolean);
  const same = lines
    .map((text) => JSON.parse(text) as Row & Effort & { wall: number })
    .filter((one) => (Object.keys(effort) as (keyof Effort)[]).every((key) => one[key] === effort[key]));
  return new Map(same.map((one) => [one.instance, { ...one, seconds: one.wall }]));
}

/** One result for a person to read. */
export function line(row: Row): string {
  const { instance, vehicles, distance, bestVehicles, gapPct, feasible, unassigned } = row;
  const best = bestVehicles === undefined ? '' : ` (best ${bestVehicles}, gap ${gapPct} %)`;
  const fault = feasible && unassigned === 0 ? '' : ` FAULTY: feasible ${feasible}, ${unassigned} unassigned`;
  return `${instance.padEnd(12)} ${vehicles} vehicles, ${distance}${best}, ${row.iterations} iterations, ${row.cpuSeconds} CPU s${fault}`;
}
