import { effect, useSignal } from '@preact/signals';
import { Marker, Polyline } from 'leaflet';
import { useEffect, useRef } from 'preact/hooks';
import type { LonLat } from '../../src/shared/geo.ts';
import { now } from '../parts/clock.ts';
import { aheadOnLine, measured, placeOnLine } from '../parts/glide-line.ts';
import { MapBack } from '../parts/map-back.tsx';
import { following, type Following } from '../parts/map-follow.ts';
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
  const view = useRef<Following | null>(null);
  const moved = useSignal(false);
  const at = stop.place.at!;
  const route = useSignal(line);
  useEffect(() => void (route.value = line), [line]);
  const placesWith = (here: LonLat | null): LonLat[] => (here ? [here, at] : [at]);
  useEffect(() => {
    const map = makeMap(element.current!, { label: ask('mapLabel'), centre: at, zoom: 15, inPage: true });
    const way = new Polyline([], { className: 'stop-way', weight: 5, interactive: false }).addTo(map);
    const icon = stop.kind === 'dropoff' ? doorPin() : storePin();
    new Marker(point(at), { icon, title: stop.place.address, alt: stop.place.address }).addTo(map);
    const self = new Marker(point(at), { icon: courierPin(courier), title: ask('you'), alt: ask('you') });
    view.current = following(map, 40, moved);
    const stopFollowing = effect(() => {
      const fix = gps.last.value;
      way.setLatLngs(wayTo(at, fix, route.value).map(point));
      if (!fix) return void self.remove();
      self.setLatLng(point(fix)).addTo(map);
      markCourier(self.getElement()!, ageOf(fix.at, now.peek()), fix.headingDeg ?? null);
      view.current!.follow(placesWith(fix));
    });
    return () => {
      stopFollowing();
      removeMap(map);
    };
  }, []);
  return (
    <>
      <div ref={element} class="stop-canvas" />
      <MapBack moved={moved} onBack={() => view.current!.back(placesWith(gps.last.value))} />
    </>
  );
}
