import { DISC_PX, type CourierMark } from './courier-mark.ts';
import { labelsWithRoom, type Box, type Label } from './label-room.ts';
import type { Palette } from './palette.ts';

interface Caption extends Label {
  mark: CourierMark;
  text: string;
}

const GAP_PX = 5;
const HEIGHT_PX = 17;
const RIM_PX = 2;

/** What a disc takes of the canvas. */
export const discBox = ({ x, y }: { x: number; y: number }, radius = DISC_PX): Box => ({
  left: x - radius - RIM_PX,
  top: y - radius - RIM_PX,
  right: x + radius + RIM_PX,
  bottom: y + radius + RIM_PX,
});

/** Paints under the couriers what is to say of them, where there is room; of two, the one that lies on top says it. */
export function paintCaptions(
  context: CanvasRenderingContext2D,
  marks: readonly CourierMark[],
  taken: readonly Box[],
  look: Palette,
): void {
  context.save();
  context.font = `600 11px ${look.sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const captions: Caption[] = [];
  for (const mark of marks) {
    if (mark.caption === null) continue;
    const box = under(mark, context.measureText(mark.caption).width / 2 + GAP_PX);
    captions.unshift({ mark, text: mark.caption, box, must: mark.look === 'selected' });
  }
  for (const caption of labelsWithRoom(captions, taken)) paintCaption(context, caption, look);
  context.restore();
}

const under = ({ x, y }: CourierMark, halfPx: number): Box => ({
  left: x - halfPx,
  top: y + DISC_PX + GAP_PX,
  right: x + halfPx,
  bottom: y + DISC_PX + GAP_PX + HEIGHT_PX,
});

function paintCaption(context: CanvasRenderingContext2D, { mark, text, box }: Caption, look: Palette): void {
  context.globalAlpha = mark.look === 'faint' ? 0.7 : 1;
  context.beginPath();
  context.roundRect(box.left, box.top, box.right - box.left, HEIGHT_PX, 4);
  context.fillStyle = look.surface;
  context.fill();
  context.strokeStyle = look.line;
  context.lineWidth = 1;
  context.stroke();
  context.fillStyle = look.inkSoft;
  context.fillText(text, mark.x, box.top + 9);
}
