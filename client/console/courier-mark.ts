import type { PositionAge } from '../../src/shared/states.ts';
import type { Palette } from './palette.ts';

/** One courier to paint. */
export interface CourierMark {
  x: number;
  y: number;
  initials: string;
  headingDeg: number | null;
  age: PositionAge;
  /** Says so under the disc when the position is lost, where there is room: `last seen 14:31`. */
  caption: string | null;
  look: 'plain' | 'selected' | 'faint';
  /** Has an open red alert. */
  trouble: boolean;
  /** Not driving: on a break or off duty. */
  resting: boolean;
}

export const DISC_PX = 13;
const TURN = Math.PI * 2;

/** Paints a courier: a disc with initials, an arrow for the heading, and the age of the position as the disc's shape. */
export function paintCourier(context: CanvasRenderingContext2D, mark: CourierMark, look: Palette): void {
  const lost = mark.age === 'lost';
  const main = lost || mark.resting ? look.inkSoft : look.accent;
  context.save();
  context.translate(mark.x, mark.y);
  if (mark.look === 'faint') context.globalAlpha = 0.7;
  if (mark.look === 'selected') halo(context, look);
  if (mark.headingDeg !== null && !lost && !mark.resting) arrow(context, mark.headingDeg, main, look);
  disc(context, mark.age, main, look);
  context.fillStyle = mark.age === 'live' ? look.accentInk : main;
  if (mark.age === 'live' && mark.resting) context.fillStyle = look.surface;
  letters(context, mark.initials, look);
  if (mark.trouble) badge(context, look);
  context.restore();
}

function halo(context: CanvasRenderingContext2D, look: Palette): void {
  context.beginPath();
  context.arc(0, 0, DISC_PX + 7, 0, TURN);
  context.fillStyle = look.accent;
  context.globalAlpha = 0.22;
  context.fill();
  context.globalAlpha = 1;
}

function arrow(context: CanvasRenderingContext2D, headingDeg: number, main: string, look: Palette): void {
  context.save();
  context.rotate((headingDeg * Math.PI) / 180);
  context.beginPath();
  context.moveTo(0, -DISC_PX - 10);
  context.lineTo(8, -DISC_PX - 1);
  context.quadraticCurveTo(0, -DISC_PX - 5, -8, -DISC_PX - 1);
  context.closePath();
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.strokeStyle = look.surface;
  context.stroke();
  context.fillStyle = main;
  context.fill();
  context.restore();
}

function disc(context: CanvasRenderingContext2D, age: PositionAge, main: string, look: Palette): void {
  context.beginPath();
  context.arc(0, 0, DISC_PX + 2, 0, TURN);
  context.fillStyle = look.surface;
  context.fill();
  context.beginPath();
  context.arc(0, 0, age === 'delayed' ? DISC_PX - 1.5 : DISC_PX - 0.5, 0, TURN);
  if (age === 'live') {
    context.fillStyle = main;
    context.fill();
    return;
  }
  context.lineWidth = age === 'delayed' ? 3.5 : age === 'lost' ? 2 : 1.25;
  context.setLineDash(age === 'lost' ? [4, 3] : []);
  context.strokeStyle = main;
  context.stroke();
  context.setLineDash([]);
}

function letters(context: CanvasRenderingContext2D, text: string, look: Palette): void {
  context.font = `700 11px ${look.sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, 0, 0.5);
}

/** A red square with an exclamation mark: trouble is never only a colour. */
function badge(context: CanvasRenderingContext2D, look: Palette): void {
  context.beginPath();
  context.roundRect(5, -DISC_PX - 5, 13, 13, 3);
  context.fillStyle = look.bad;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = look.surface;
  context.stroke();
  context.fillStyle = look.surface;
  context.font = `800 10px ${look.sans}`;
  context.fillText('!', 11.5, -DISC_PX + 2);
}

export const clusterPx = (count: number): number => 13 + Math.min(10, Math.sqrt(count));

/** Paints a group of couriers that would cover each other. */
export function paintCluster(
  context: CanvasRenderingContext2D,
  at: { x: number; y: number; count: number },
  look: Palette,
): void {
  const radius = clusterPx(at.count);
  context.beginPath();
  context.arc(at.x, at.y, radius, 0, TURN);
  context.fillStyle = look.surface;
  context.fill();
  context.lineWidth = 3;
  context.strokeStyle = look.accent;
  context.stroke();
  context.fillStyle = look.ink;
  context.font = `700 12px ${look.sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(String(at.count), at.x, at.y + 0.5);
}
