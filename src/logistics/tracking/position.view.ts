import type { PositionView } from '../../shared/views.ts';
import type { Marker } from './stages/state.ts';

/** About one metre: finer digits only tell of noise. */
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

export function toPositionView(courierId: string, marker: Marker): PositionView {
  return {
    courierId,
    at: new Date(marker.at).toISOString(),
    lon: round(marker.lon),
    lat: round(marker.lat),
    headingDeg: marker.headingDeg === null ? null : Math.round(marker.headingDeg),
    speedMps: Math.round(marker.speedMps * 10) / 10,
    accuracyM: Math.round(marker.accuracyM),
  };
}
