import { given, onEarth, type TracePoint } from './trace-point.ts';

/** A receiver's rule of thumb: metres of error at a dilution of one. */
const METRES_PER_HDOP = 5;

/** The points of a GPX file's tracks, or of its routes when it has no tracks. */
export function readGpx(text: string): TracePoint[] {
  const tracks = pointsOf(text, 'trkpt');
  return tracks.length > 0 ? tracks : pointsOf(text, 'rtept');
}

function pointsOf(text: string, tag: 'trkpt' | 'rtept'): TracePoint[] {
  const elements = new RegExp(`<${tag}\\b([^>]*?)(?:/>|>([\\s\\S]*?)</${tag}>)`, 'gi');
  return [...text.matchAll(elements)].flatMap(([, attributes = '', inner = '']) => {
    const lon = Number(/\blon\s*=\s*["']([^"']+)/i.exec(attributes)?.[1]);
    const lat = Number(/\blat\s*=\s*["']([^"']+)/i.exec(attributes)?.[1]);
    if (!onEarth(lon, lat)) return [];
    const hdop = numberIn(inner, 'hdop');
    return [
      {
        at: Date.parse(/<time>([^<]+)/i.exec(inner)?.[1]?.trim() ?? ''),
        lon,
        lat,
        ...given('altitudeM', numberIn(inner, 'ele')),
        ...given('speedMps', numberIn(inner, 'speed')),
        ...given('accuracyM', hdop === undefined ? undefined : hdop * METRES_PER_HDOP),
      },
    ];
  });
}

function numberIn(xml: string, tag: string): number | undefined {
  const text = new RegExp(`<(?:\\w+:)?${tag}>([^<]+)`, 'i').exec(xml)?.[1];
  return text === undefined ? undefined : Number(text);
}
