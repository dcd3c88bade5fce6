import { area, kinks, polygon } from '@turf/turf';
import type { LonLat } from '../../shared/geo.ts';

/** Below this a zone is a slip of the hand. */
const SMALLEST_M2 = 100;

const same = (a: LonLat, b: LonLat) => a.lon === b.lon && a.lat === b.lat;

/** The ring without its closing corner and without corners given twice in a row. */
export function openRing(ring: readonly LonLat[]): LonLat[] {
  const corners = ring.filter((corner, i) => i === 0 || !same(corner, ring[i - 1]!));
  while (corners.length > 1 && same(corners[0]!, corners.at(-1)!)) corners.pop();
  return corners;
}

/** Why an open ring bounds no area, in a sentence for people; null when it does. */
export function ringTrouble(ring: readonly LonLat[]): string | null {
  if (ring.length < 3) return 'A zone needs at least three different corners.';
  const shape = polygon([[...ring, ring[0]!].map(({ lon, lat }) => [lon, lat])]);
  const [crossing] = kinks(shape).features;
  if (crossing) {
    const [lon, lat] = crossing.geometry.coordinates as [number, number];
    return `The outline touches or crosses itself at ${lon.toFixed(5)}, ${lat.toFixed(5)} (longitude, latitude).`;
  }
  return area(shape) < SMALLEST_M2 ? `A zone covers at least ${SMALLEST_M2} square metres.` : null;
}
