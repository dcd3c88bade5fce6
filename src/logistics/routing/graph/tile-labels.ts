import { TILE_EXTENT } from './tile-line.ts';
import type { FlatLine } from './tile-line.ts';

export interface TileLabel {
  text: string;
  x: number;
  y: number;
  /** Clockwise degrees to turn the text by, -90..90. */
  deg: number;
}

/** Width of a letter, tile units. */
const LETTER = 100;
/** A label may cut a bend by this share of its width. */
const BEND = 0.06;

/** Each name once, where its longest line in the tile is straight enough to carry it. */
export function tileLabels(lines: readonly { text: string; line: FlatLine }[]): TileLabel[] {
  const best = new Map<string, { length: number; label: TileLabel }>();
  for (const { text, line } of lines) {
    const sums = lengthsOf(line);
    const length = sums.at(-1)!;
    if (length < (best.get(text)?.length ?? text.length * LETTER)) continue;
    const label = labelOn(text, line, sums);
    if (label) best.set(text, { length, label });
  }
  return [...best.values()].map(({ label }) => label);
}

function lengthsOf(line: FlatLine): number[] {
  const sums = [0];
  for (let i = 2; i < line.length; i += 2) {
    sums.push(sums.at(-1)! + Math.hypot(line[i]! - line[i - 2]!, line[i + 1]! - line[i - 1]!));
  }
  return sums;
}

function labelOn(text: string, line: FlatLine, sums: readonly number[]): TileLabel | undefined {
  const width = text.length * LETTER;
  const middle = sums.at(-1)! / 2;
  const [x0, y0] = pointAlong(line, sums, middle - width / 2);
  const [x1, y1] = pointAlong(line, sums, middle + width / 2);
  const [x, y] = pointAlong(line, sums, middle);
  const inside = x >= 0 && y >= 0 && x < TILE_EXTENT && y < TILE_EXTENT;
  if (!inside || Math.hypot(x1 - x0, y1 - y0) < (1 - BEND) * width) return undefined;
  const deg = (Math.atan2(y1 - y0, x1 - x0) * 180) / Math.PI;
  const upright = deg > 90 ? deg - 180 : deg <= -90 ? deg + 180 : deg;
  return { text, x: Math.round(x), y: Math.round(y), deg: Math.round(upright) };
}

function pointAlong(line: FlatLine, sums: readonly number[], length: number): [number, number] {
  const i = Math.max(
    1,
    sums.findIndex((sum) => sum >= length),
  );
  const span = sums[i]! - sums[i - 1]!;
  const t = span === 0 ? 0 : (length - sums[i - 1]!) / span;
  const [x0, y0, x1, y1] = [line[2 * i - 2]!, line[2 * i - 1]!, line[2 * i]!, line[2 * i + 1]!];
  return [x0 + t * (x1 - x0), y0 + t * (y1 - y0)];
}
