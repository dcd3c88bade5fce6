import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Objective = 'fleet' | 'distance';

export interface BestKnown {
  vehicles: number;
  distance: number;
}

/** The best published plan of an instance under an objective; undefined when none is published for that objective. */
export type Lookup = (instance: string, objective: Objective) => BestKnown | undefined;

/** Reads the tables of best known plans in the data folder: Li & Lim, Solomon and Gehring-Homberger, Sartori-Buriol. */
export function bestKnown(folder: string): Lookup {
  const table = new Map<string, BestKnown>();
  const put = (name?: string, objective?: Objective, vehicles?: string, distance?: string) => {
    if (name && distance)
      table.set(keyOf(name, objective!), { vehicles: Number(vehicles), distance: Number(distance) });
  };
  for (const row of cells(join(folder, 'bks/li-lim-pdptw-bks.csv'), ','))
    put(row[1], 'fleet', row[5], row[6]);
  for (const row of cells(join(folder, 'bks/vrptw-bks.csv'), ','))
    put(row[1], row[5] === 'distance' ? 'distance' : 'fleet', row[6], row[7]);
  for (const row of cells(join(folder, 'sartori-buriol/bks.dat'), ';')) put(row[0], 'fleet', row[2], row[3]);
  return (instance, objective) => table.get(keyOf(instance, objective));
}

const keyOf = (instance: string, objective: Objective) => `${instance.toLowerCase()}/${objective}`;

const cells = (file: string, separator: string): string[][] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split(/\r?\n/)
        .slice(1)
        .map((row) => row.split(separator))
    : [];
