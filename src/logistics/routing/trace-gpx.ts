import type { TracePoint } from './routing-engine.ts';

/** A trace as GPX 1.1, the only form in which GraphHopper takes one. */
export function traceGpx(trace: readonly TracePoint[]): string {
  const points = trace.map(({ at, atMs }) => {
    const time = atMs === undefined ? '' : `<time>${new Date(atMs).toISOString()}</time>`;
    return `<trkpt lat="${at.lat}" lon="${at.lon}">${time}</trkpt>`;
  });
  return `<gpx version="1.1"><trk><trkseg>${points.join('')}</trkseg></trk></gpx>`;
}
