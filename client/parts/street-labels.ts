import type { StreetPalette } from './street-style.ts';

/** A street's name in a tile. */
export interface StreetLabel {
  text: string;
  x: number;
  y: number;
  /** Clockwise degrees. */
  deg: number;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const LINE_PX = 14;

/** The upright box round a turned text. */
function boxOf(x: number, y: number, widthPx: number, turn: number): Box {
  const [cos, sin] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))];
  const halfWide = (widthPx * cos + LINE_PX * sin) / 2;
  const halfHigh = (widthPx * sin + LINE_PX * cos) / 2;
  return { left: x - halfWide, top: y - halfHigh, right: x + halfWide, bottom: y + halfHigh };
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Writes the names that fit: a name that would be cut at the tile's edge or lie on another one is left out. */
export function drawLabels(
  context: CanvasRenderingContext2D,
  labels: readonly StreetLabel[],
  scale: number,
  sidePx: number,
  look: StreetPalette,
): void {
  const taken: Box[] = [];
  context.font = '500 11px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineWidth = 3;
  context.strokeStyle = look.halo;
  context.fillStyle = look.label;
  for (const { text, x, y, deg } of labels) {
    const turn = (deg * Math.PI) / 180;
    const box = boxOf(x * scale, y * scale, context.measureText(text).width, turn);
    const cut = box.left < 0 || box.top < 0 || box.right > sidePx || box.bottom > sidePx;
    if (cut || taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    context.save();
    context.translate(x * scale, y * scale);
    context.rotate(turn);
    context.strokeText(text, 0, 0);
    context.fillText(text, 0, 0);
    context.restore();
  }
}
