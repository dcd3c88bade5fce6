import type { PlaceView } from '../../src/shared/views.ts';

/** A link that opens a place in the phone's own navigation. */
export function navigationLink(place: PlaceView, userAgent: string): string {
  const to = place.at ? `${place.at.lat},${place.at.lon}` : null;
  const query = encodeURIComponent(to ?? place.address);
  if (/iPhone|iPad|Macintosh/.test(userAgent)) return `https://maps.apple.com/?daddr=${query}`;
  if (/Android/.test(userAgent))
    return `geo:${to ?? '0,0'}?q=${encodeURIComponent(to ? `${to}(${place.address})` : place.address)}`;
  return to
    ? `https://www.openstreetmap.org/directions?to=${query}`
    : `https://www.openstreetmap.org/search?query=${query}`;
}
