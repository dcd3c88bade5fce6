import { crc32, deflateSync } from 'node:zlib';
import type { Rng } from './rng.ts';

const WIDTH = 160;
const HEIGHT = 120;
type Colour = [number, number, number];

/** A photo of a parcel before a door, as a PNG data URL of about 1 kB. */
export function parcelPhoto(rng: Rng): string {
  const tint = () => rng.int(70, 190);
  const [wall, door]: Colour[] = [
    [tint(), tint(), tint()],
    [tint(), tint(), tint()],
  ];
  const left = rng.int(40, 90);
  const rows: Buffer[] = [];
  for (let y = 0; y < HEIGHT; y++) {
    const row = Buffer.alloc(1 + WIDTH * 3);
    for (let x = 0; x < WIDTH; x++) row.set(colourAt(x, y, left, wall!, door!), 1 + x * 3);
    rows.push(row);
  }
  return `data:image/png;base64,${png(Buffer.concat(rows)).toString('base64')}`;
}

function colourAt(x: number, y: number, left: number, wall: Colour, door: Colour): Colour {
  const inBox = x > left && x < left + 34 && y > 78 && y < 106;
  if (inBox) return Math.abs(x - left - 17) < 3 ? [222, 200, 150] : [176, 132, 84];
  if (y > 100) return [96, 96, 100];
  return x > 48 && x < 108 && y > 14 ? door : wall;
}

function png(raw: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** A scribbled name, as an SVG data URL. */
export function signature(rng: Rng): string {
  const strokes = Array.from({ length: 9 }, (_, i) => `${20 + i * 28},${rng.int(20, 80)}`).join(' ');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 280 100"><polyline points="${strokes}" fill="none" stroke="#123" stroke-width="3" stroke-linejoin="round"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
