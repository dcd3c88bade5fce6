import type { LonLat } from '../../shared/geo.ts';

/** A line in Google's encoded polyline format with 5 decimals (latitude first), as OSRM and VROOM give geometries. */
export function encodePolyline(line: readonly LonLat[]): string {
  let [lat, lon, text] = [0, 0, ''];
  for (const point of line) {
    const [nextLat, nextLon] = [Math.round(point.lat * 1e5), Math.round(point.lon * 1e5)];
    text += encoded(nextLat - lat) + encoded(nextLon - lon);
    [lat, lon] = [nextLat, nextLon];
  }
  return text;
}

function encoded(step: number): string {
  let rest = step < 0 ? ~(step << 1) : step << 1;
  let text = '';
  for (; rest >= 0x20; rest >>= 5) text += String.fromCharCode((0x20 | (rest & 0x1f)) + 63);
  return text + String.fromCharCode(rest + 63);
}
