import type { LonLat } from '../../shared/geo.ts';

export interface Place {
  label: string;
  at: LonLat;
  kind: 'street' | 'address';
}

/** Names to places and back, as far as the loaded streets know them. */
export abstract class Geocoder {
  /** Best first; matches the beginnings of words before anything inside them. */
  abstract search(text: string, limit: number): Promise<Place[]>;
  /** The nearest street that has a name; null when there is none within half a kilometre. */
  abstract reverse(at: LonLat): Promise<Place | null>;
}
