/** A place on earth, WGS84 degrees. */
export interface LonLat {
  lon: number;
  lat: number;
}

export const EARTH_RADIUS_M = 6_371_008.8;
const RAD = Math.PI / 180;

/** Great-circle distance in metres (haversine; error below 0.5 % against the ellipsoid). */
export function distanceM(a: LonLat, b: LonLat): number {
  const dLat = (b.lat - a.lat) * RAD;
  const dLon = (b.lon - a.lon) * RAD;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * RAD) * Math.cos(b.lat * RAD) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Initial bearing from `a` to `b`, degrees clockwise from north, 0 <= x < 360. */
export function bearingDeg(a: LonLat, b: LonLat): number {
  const dLon = (b.lon - a.lon) * RAD;
  const y = Math.sin(dLon) * Math.cos(b.lat * RAD);
  const x =
    Math.cos(a.lat * RAD) * Math.sin(b.lat * RAD) -
    Math.sin(a.lat * RAD) * Math.cos(b.lat * RAD) * Math.cos(dLon);
  return (Math.atan2(y, x) / RAD + 360) % 360;
}

/** The point `distance` metres from `from` towards `bearing` (degrees). */
export function moveBy(from: LonLat, bearing: number, distance: number): LonLat {
  const d = distance / EARTH_RADIUS_M;
  const lat1 = from.lat * RAD;
  const lat2 = Math.asin(
    Math.sin(lat1) * Math.cos(d) + Math.cos(lat1) * Math.sin(d) * Math.cos(bearing * RAD),
  );
  const lon2 =
    from.lon * RAD +
    Math.atan2(
      Math.sin(bearing * RAD) * Math.sin(d) * Math.cos(lat1),
      Math.cos(d) - Math.sin(lat1) * Math.sin(lat2),
    );
  return { lon: lon2 / RAD, lat: lat2 / RAD };
}

/** Smallest angle between two bearings, degrees, 0..180. */
export function angleBetweenDeg(a: number, b: number): number {
  const d = Math.abs(a - b) % 360;
  return d > 180 ? 360 - d : d;
}

/** The point at fraction `t` (0..1) of the segment a-b; straight in degrees, right for segments below some kilometres. */
export function between(a: LonLat, b: LonLat, t: number): LonLat {
  return { lon: a.lon + (b.lon - a.lon) * t, lat: a.lat + (b.lat - a.lat) * t };
}

export interface OnSegment {
  at: LonLat;
  /** 0..1 along the segment. */
  t: number;
  distanceM: number;
}

/** The point of segment a-b nearest to `p`, on the local tangent plane (segments below some kilometres). */
export function nearestOnSegment(p: LonLat, a: LonLat, b: LonLat): OnSegment {
  const k = Math.cos(p.lat * RAD);
  const dx = (b.lon - a.lon) * k;
  const dy = b.lat - a.lat;
  const length2 = dx * dx + dy * dy;
  const t =
    length2 === 0 ? 0 : Math.max(0, Math.min(1, ((p.lon - a.lon) * k * dx + (p.lat - a.lat) * dy) / length2));
  const at = between(a, b, t);
  return { at, t, distanceM: distanceM(p, at) };
}

/** Running length along a line in metres: `result[i]` is the way from the first vertex to vertex i. */
export function cumulativeM(line: readonly LonLat[]): Float64Array {
  const sums = new Float64Array(line.length);
  for (let i = 1; i < line.length; i++) sums[i] = sums[i - 1]! + distanceM(line[i - 1]!, line[i]!);
  return sums;
}

/** The point `metres` along a line (clamped to its ends); `sums` from `cumulativeM`. */
export function alongLine(line: readonly LonLat[], sums: Float64Array, metres: number): LonLat {
  const last = line.length - 1;
  if (last < 1 || metres <= 0) return line[0]!;
  if (metres >= sums[last]!) return line[last]!;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const mid = (low + high) >> 1;
    if (sums[mid]! <= metres) low = mid;
    else high = mid;
  }
  const span = sums[high]! - sums[low]!;
  return between(line[low]!, line[high]!, span === 0 ? 0 : (metres - sums[low]!) / span);
}

/** Whether `p` lies in the ring (even-odd rule; the ring may be open or closed). */
export function inRing(p: LonLat, ring: readonly LonLat[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!;
    const b = ring[j]!;
    if (
      a.lat > p.lat !== b.lat > p.lat &&
      p.lon < ((b.lon - a.lon) * (p.lat - a.lat)) / (b.lat - a.lat) + a.lon
    )
      inside = !inside;
  }
  return inside;
}
