import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface Choice {
  /** Folder below the data folder, such as li-lim/200. */
  set: string;
  /** Every so manyth file; 1 is all. */
  every: number;
  /** Only this instance, by the name of its file. */
  only?: string | undefined;
}

/** The folder of the published instances; ends the process with a sentence when there is none. */
export function dataFolder(): string {
  const folder = process.env.BENCH_DATA;
  if (folder !== undefined && existsSync(folder)) return folder;
  process.stderr.write('bench: BENCH_DATA must name the folder of the published instances\n');
  process.exit(1);
}

/** Paths of the chosen instance files, by name. */
export function instanceFiles(folder: string, { set, every, only }: Choice): string[] {
  const files = readdirSync(join(folder, set)).filter((file) => file.endsWith('.txt'));
  const chosen = only === undefined ? files : files.filter((file) => isNamed(file, only));
  if (chosen.length === 0) throw new Error(`${set} has no instance ${only ?? ''}`);
  return chosen
    .toSorted()
    .filter((_, k) => k % every === 0)
    .map((file) => join(folder, set, file));
}

const isNamed = (file: string, name: string) => basename(file, '.txt').toLowerCase() === name.toLowerCase();
