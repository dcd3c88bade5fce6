import { Marker, Polyline, type Map as LeafletMap } from 'leaflet';
import { useEffect, useRef } from 'preact/hooks';
import { effect, useSignal, type Signal } from '@preact/signals';
import type { LonLat } from '../../src/shared/geo.ts';
import type { TrackView } from '../../src/shared/page-views.ts';
import { now } from '../parts/clock.ts';
import { aheadOnLine, measured, type MeasuredLine } from '../parts/glide-line.ts';
import { Glider } from '../parts/glide.ts';
import { MapBack } from '../parts/map-back.tsx';
import { following, type Following } from '../parts/map-follow.ts';
import { makeMap, point, reducedMotion, removeMap } from '../parts/map.ts';
import { courierPin, doorPin, markCourier, storePin } from '../parts/pins.ts';
import { Age, ageOf } from '../parts/position-age.tsx';
import { say } from '../parts/say.ts';
import { isOver, midNameOf, nameOf } from './answer.ts';
import { tell } from './say.ts';

interface Shown {
  marker: Marker;
  glider: Glider;
  at: string;
  line: MeasuredLine | null;
}

/** What the map shows besides the streets. */
interface Drawn {
  map: LeafletMap;
  route: Polyline;
  store: Marker | null;
  courier: Shown | null;
  follow: Following;
}

function draw(element: HTMLElement, view: TrackView, moved: Signal<boolean>): Drawn {
  const courier = view.courier ? tell('mapCourier', { name: view.courier.name }) : '';
  const centre = view.dropoff.at ?? view.pickup.at!;
  const map = makeMap(element, { label: tell('mapLabel', { courier }), centre, zoom: 15, inPage: true });
  const route = new Polyline([], { className: 'track-route', weight: 5, interactive: false }).addTo(map);
  const pinned = (at: LonLat | null, icon: ReturnType<typeof doorPin>, title: string): Marker | null =>
    at && new Marker(point(at), { icon, title, alt: title }).addTo(map);
  pinned(view.dropoff.at, doorPin(), tell('yourDoor'));
  return {
    map,
    route,
    store: pinned(view.pickup.at, storePin(), view.storeName),
    courier: null,
    follow: following(map, 56, moved),
  };
}

function newCourier(drawn: Drawn, at: LonLat, name: string): Shown {
  const title = tell('courierHere', { name });
  const icon = courierPin(name);
  const marker = new Marker(point(at), { icon, title, alt: title, zIndexOffset: 1000 }).addTo(drawn.map);
  const glider = new Glider((place) => {
    marker.setLatLng(point(place));
    if (shown.line) drawn.route.setLatLngs(aheadOnLine(shown.line, place).map(point));
    const element = marker.getElement();
    if (element && place.headingDeg !== null)
      markCourier(element, ageOf(shown.at, now.peek()), place.headingDeg);
  }, reducedMotion());
  const shown: Shown = { marker, glider, at: '', line: null };
  return shown;
}

function placeCourier(drawn: Drawn, view: TrackView): void {
  const { position, line } = view;
  if (!position) {
    drawn.courier?.glider.stop();
    drawn.courier?.marker.remove();
    drawn.courier = null;
    return;
  }
  const courier = (drawn.courier ??= newCourier(drawn, position, nameOf(view)));
  courier.at = position.at;
  courier.line = line.length > 1 ? measured(line) : null;
  courier.glider.follow(line);
  courier.glider.push(
    { lon: position.lon, lat: position.lat, atMs: Date.parse(position.at) },
    position.headingDeg,
  );
}

/** What belongs on the screen: courier and door while live, store and door before, the door after. */
function placesOf(view: TrackView): LonLat[] {
  const other = view.position ?? (isOver(view) ? null : view.pickup.at);
  return [other, view.dropoff.at].filter((place) => place !== null);
}

function update(drawn: Drawn, view: TrackView): void {
  if (!drawn.courier) drawn.route.setLatLngs(view.line.map(point));
  placeCourier(drawn, view);
  if (view.line.length === 0) drawn.route.setLatLngs([]);
  const before = view.position === null && !isOver(view);
  if (drawn.store) drawn.store.setOpacity(before ? 1 : 0);
  drawn.follow.follow(placesOf(view));
}

/** Courier, door and the customer's own part of the route; the age of the position stands below in words. */
export function TrackMap({ view }: { view: TrackView }) {
  const element = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const moved = useSignal(false);
  useEffect(() => {
    const made = draw(element.current!, view, moved);
    drawn.current = made;
    made.follow.show(placesOf(view));
    const stop = effect(() => {
      const courier = made.courier?.marker.getElement();
      if (courier && made.courier) markCourier(courier, ageOf(made.courier.at, now.value));
      else void now.value;
    });
    return () => {
      stop();
      made.courier?.glider.stop();
      removeMap(made.map);
    };
  }, []);
  useEffect(() => {
    if (drawn.current) update(drawn.current, view);
  }, [view]);
  return (
    <>
      <div ref={element} class="track-canvas" />
      <MapBack moved={moved} onBack={() => drawn.current!.follow.back(placesOf(view))} />
      <MapNote view={view} />
    </>
  );
}

function MapNote({ view }: { view: TrackView }) {
  if (isOver(view)) return null;
  if (!view.position) return <p class="track-map-note soft">{tell('liveSoon', { name: midNameOf(view) })}</p>;
  return (
    <p class="track-map-note">
      <span>
        <strong>{nameOf(view)}</strong> {view.courier && say(`vehicle_${view.courier.vehicle}`)}
      </span>
      <Age at={view.position.at} zone={view.dropoff.zone} />
    </p>
  );
}
