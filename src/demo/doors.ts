import { distanceM, inRing, moveBy, type LonLat } from '../shared/geo.ts';
import type { ZoneView } from '../shared/views.ts';
import { rngOf } from './rng.ts';
import type { WaylightClient } from './waylight-client.ts';

/** A place somebody may want something delivered to. */
export interface Door {
  address: string;
  at: LonLat;
}

interface Tile {
  extent: number;
  labels?: { text: string; x: number; y: number }[];
}

const ZOOM = 14;
const MOST_TILES = 160;

/** Doors beside the named streets of a zone, found on the map's own tiles; the same ones every time. */
export async function doorsOf(client: WaylightClient, zone: ZoneView): Promise<Door[]> {
  const tiles = tilesOver(zone.ring).slice(0, MOST_TILES);
  const doors: Door[] = [];
  for (const [x, y] of tiles) {
    const tile = await client.open<Tile>(`/tiles/${ZOOM}/${x}/${y}.json`);
    doors.push(...doorsIn(tile, x, y));
  }
  const inside = doors.filter((door) => inRing(door.at, zone.ring));
  if (inside.length === 0) throw new Error(`no named streets are known in the zone ${zone.name}`);
  return inside;
}

function doorsIn(tile: Tile, tileX: number, tileY: number): Door[] {
  return (tile.labels ?? []).map(({ text, x, y }) => {
    const rng = rngOf('doors', tileX, tileY, text);
    const street = degreesOf(tileX + x / tile.extent, tileY + y / tile.extent);
    return { address: `${text} ${rng.int(1, 90)}`, at: moveBy(street, rng.from(0, 360), rng.from(4, 14)) };
  });
}

/** The tiles that a ring's box covers, those in its middle first. */
function tilesOver(ring: readonly LonLat[]): [number, number][] {
  const xs = ring.map((point) => tileX(point.lon));
  const ys = ring.map((point) => tileY(point.lat));
  const [west, east] = [Math.floor(Math.min(...xs)), Math.floor(Math.max(...xs))];
  const [north, south] = [Math.floor(Math.min(...ys)), Math.floor(Math.max(...ys))];
  const tiles: [number, number][] = [];
  for (let x = west; x <= east; x++) for (let y = north; y <= south; y++) tiles.push([x, y]);
  const off = ([x, y]: [number, number]) => Math.hypot(x - (west + east) / 2, y - (north + south) / 2);
  return tiles.toSorted((a, b) => off(a) - off(b));
}

const SIDE = 2 ** ZOOM;
const tileX = (lon: number) => ((lon + 180) / 360) * SIDE;
const tileY = (lat: number) => {
  const sin = Math.sin((lat * Math.PI) / 180);
  return (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * SIDE;
};

function degreesOf(x: number, y: number): LonLat {
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / SIDE))) * 180) / Math.PI;
  return { lon: (x / SIDE) * 360 - 180, lat };
}

/** The doors within reach of a place. */
export function doorsWithin(doors: readonly Door[], place: LonLat, reachM: number): Door[] {
  return doors.filter((door) => distanceM(door.at, place) <= reachM);
}
