import { effect } from '@preact/signals';
import { Marker, Polyline } from 'leaflet';
import { useEffect, useRef } from 'preact/hooks';
import type { LonLat } from '../../src/shared/geo.ts';
import { now } from '../parts/clock.ts';
import { aheadOnLine, measured, placeOnLine } from '../parts/glide-line.ts';
import { following } from '../parts/map-follow.ts';
import { makeMap, point, removeMap } from '../parts/map.ts';
import { courierPin, doorPin, markCourier, storePin } from '../parts/pins.ts';
import { ageOf } from '../parts/position-age.tsx';
import type { Gps } from './gps.ts';
import type { ProjectedStop } from './projected-home.ts';
import { ask } from './say.ts';

export interface StopMapProps {
  stop: ProjectedStop;
  line: readonly LonLat[];
  gps: Gps;
  /** Whose marker it is. */
  courier: string;
}

/** The way from here to the stop, out of the whole route. */
function wayTo(stop: LonLat, here: LonLat | null, line: readonly LonLat[]): readonly LonLat[] {
  if (!here || line.length < 2) return [];
  const rest = aheadOnLine(measured(line), here);
  if (rest.length < 2) return [];
  const way = measured(rest);
  const end = placeOnLine(way, stop);
  return end ? [...rest.filter((_, i) => way.sums[i]! < end.alongM), stop] : [];
}

/** A small map: the stop, oneself, and the way there. */
export function StopMap({ stop, line, gps, courier }: StopMapProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const at = stop.place.at!;
    const map = makeMap(element.current!, { label: ask('mapLabel'), centre: at, zoom: 15, inPage: true });
    const way = new Polyline([], { className: 'stop-way', weight: 5, interactive: false }).addTo(map);
    const icon = stop.kind === 'dropoff' ? doorPin() : storePin();
    new Marker(point(at), { icon, title: stop.place.address, alt: stop.place.address }).addTo(map);
    const self = new Marker(point(at), { icon: courierPin(courier), title: ask('you'), alt: ask('you') });
    const view = following(map, 40);
    const stopFollowing = effect(() => {
      const fix = gps.last.value;
      if (!fix) return void self.remove();
      self.setLatLng(point(fix)).addTo(map);
      way.setLatLngs(wayTo(at, fix, line).map(point));
      markCourier(self.getElement()!, ageOf(fix.at, now.peek()), fix.headingDeg ?? null);
      view.follow([fix, at]);
    });
    return () => {
      stopFollowing();
      removeMap(map);
    };
  }, []);
  return <div ref={element} class="stop-canvas" />;
}
