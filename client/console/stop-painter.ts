import type { LonLat } from '../../src/shared/geo.ts';
import type { StopKind } from '../../src/shared/states.ts';
import type { View } from './canvas-layer.ts';
import type { Standing } from './filters.ts';
import type { Palette } from './palette.ts';

export interface StopDot {
  at: LonLat;
  kind: StopKind;
  /** Places in the selected route (`1·2` when it stops here for both), or null for the stops of others. */
  order: string | null;
  label: string;
  standing: Standing;
  /** Nobody drives it yet. */
  unplanned: boolean;
  lit: boolean;
}

const TURN = Math.PI * 2;

const toneOf = (standing: Standing, look: Palette): string =>
  standing === 'late' ? look.bad : standing === 'at_risk' ? look.warn : look.ink;

/** The outline of a stop: square for a pickup, round for a door; late ones turn into a diamond, so that colour is not all. */
function outline(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  stop: StopDot,
): void {
  context.beginPath();
  if (stop.kind !== 'dropoff') {
    const half = radius + Math.max(0, (stop.order?.length ?? 0) - 2) * 3.5;
    context.roundRect(x - half, y - radius, half * 2, radius * 2, radius / 3);
  } else if (stop.standing === 'late') {
    const reach = radius * 1.3;
    context.moveTo(x, y - reach);
    context.lineTo(x + reach, y);
    context.lineTo(x, y + reach);
    context.lineTo(x - reach, y);
    context.closePath();
  } else context.arc(x, y, radius, 0, TURN);
}

/** Whether its delivery's number stands beside it: always where a person looks or must act, else close up. */
const named = ({ lit, unplanned, kind }: StopDot, zoom: number): boolean =>
  lit || unplanned || (zoom >= 15 && kind === 'dropoff');

function numeral(
  context: CanvasRenderingContext2D,
  order: string,
  { x, y }: { x: number; y: number },
  look: Palette,
): void {
  context.fillStyle = look.surface;
  context.font = `700 11px ${look.sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(order, x, y + 0.5);
}

/** In a crowd a stop that goes well is a small dot, so that the others are seen. */
export function paintDot(context: CanvasRenderingContext2D, stop: StopDot, view: View, look: Palette): void {
  const { x, y } = view.xy(stop.at);
  context.beginPath();
  context.arc(x, y, 2, 0, TURN);
  context.fillStyle = look.inkSoft;
  context.fill();
}

export function paintStop(context: CanvasRenderingContext2D, stop: StopDot, view: View, look: Palette): void {
  const { x, y } = view.xy(stop.at);
  if (x < -20 || y < -20 || x > view.widthPx + 20 || y > view.heightPx + 20) return;
  const numbered = stop.order !== null;
  outline(context, x, y, numbered ? 11 : stop.lit ? 8 : 5.5, stop);
  context.fillStyle = stop.unplanned ? look.surface : toneOf(stop.standing, look);
  context.fill();
  context.lineWidth = stop.unplanned ? 3 : 2;
  context.strokeStyle = stop.unplanned ? look.accent : look.surface;
  context.stroke();
  if (stop.order !== null) numeral(context, stop.order, { x, y }, look);
  if (named(stop, view.zoom)) tag(context, stop.label, { x, y: y + (numbered ? 20 : 16) }, look);
}

/** A small label on a surface of its own, readable over any street. */
export function tag(
  context: CanvasRenderingContext2D,
  text: string,
  { x, y }: { x: number; y: number },
  look: Palette,
  fill = look.surface,
  ink = look.ink,
): void {
  context.font = `600 11px ${look.sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const width = context.measureText(text).width + 10;
  context.beginPath();
  context.roundRect(x - width / 2, y - 8, width, 16, 4);
  context.fillStyle = fill;
  context.fill();
  context.fillStyle = ink;
  context.fillText(text, x, y + 0.5);
}

export function paintStore(
  context: CanvasRenderingContext2D,
  store: { at: LonLat; name: string },
  view: View,
  look: Palette,
): void {
  const { x, y } = view.xy(store.at);
  context.beginPath();
  context.roundRect(x - 11, y - 11, 22, 22, 5);
  context.fillStyle = look.ink;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = look.surface;
  context.stroke();
  context.fillStyle = look.surface;
  context.beginPath();
  context.moveTo(x - 6, y - 6);
  context.lineTo(x + 6, y - 6);
  context.lineTo(x + 7.5, y - 1.5);
  context.lineTo(x - 7.5, y - 1.5);
  context.closePath();
  context.fill();
  context.fillRect(x - 5.5, y, 11, 6);
  if (view.zoom >= 13) tag(context, store.name, { x, y: y + 21 }, look);
}
