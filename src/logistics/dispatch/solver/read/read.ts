import { basename, extname } from 'node:path';
import type { Instance } from './benchmark.ts';
import { readLiLim } from './li-lim.ts';
import { readSartoriBuriol } from './sartori-buriol.ts';
import { readSolomon } from './solomon.ts';

export const FORMATS = { 'li-lim': readLiLim, solomon: readSolomon, 'sartori-buriol': readSartoriBuriol };

export type Format = keyof typeof FORMATS;

/** The problem in a benchmark file; the format is told from the text when it is not given. */
export function readInstance(
  text: string,
  path: string,
  objective: 'cost' | 'fleet',
  format?: Format,
): Instance {
  return FORMATS[format ?? formatOf(text)](text, basename(path, extname(path)), objective);
}

function formatOf(text: string): Format {
  if (text.startsWith('NAME:')) return 'sartori-buriol';
  return /^\s*VEHICLE/m.test(text) ? 'solomon' : 'li-lim';
}
