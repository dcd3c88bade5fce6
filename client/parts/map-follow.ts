import { signal } from '@preact/signals';
import { latLngBounds, Point, type Map as LeafletMap } from 'leaflet';
import type { LonLat } from '../../src/shared/geo.ts';
import { point, reducedMotion } from './map.ts';

/** Nearest that the map goes by itself, and how many levels nearer must be possible before it does. */
const NEAREST = 16;
const NEARER_BY = 2;
/** Places this close to the edge, as a share of the map, count as gone. */
const EDGE = 0.12;

export interface Following {
  /** Follows these places: the map moves when one of them leaves it, and goes nearer as they draw together. */
  follow(places: readonly LonLat[]): void;
  /** Shows these places now, and follows again. */
  show(places: readonly LonLat[]): void;
  /** The same, asked for by a button that is gone afterwards: the map has the focus then. */
  back(places: readonly LonLat[]): void;
}

/**
 * Keeps moving places on a map, with so much room around them, until a person moves or zooms it: then `moved` is set, and the
 * map is left alone.
 */
export function following(map: LeafletMap, paddingPx: number, moved = signal(false)): Following {
  const room = new Point(2 * paddingPx, 2 * paddingPx);
  let zoom = map.getZoom();
  let isZooming = false;
  map.on('dragstart', () => (moved.value = true));
  map.on('zoomstart', () => (isZooming = true));
  map.on('zoomend', () => {
    isZooming = false;
    if (map.getZoom() !== zoom) moved.value = true;
  });
  const nearestFor = (places: readonly LonLat[]): number =>
    Math.min(NEAREST, map.getBoundsZoom(latLngBounds(places.map(point)), false, room));
  const show = (places: readonly LonLat[]): void => {
    if (places.length === 0) return;
    moved.value = false;
    zoom = nearestFor(places);
    map.setView(latLngBounds(places.map(point)).getCenter(), zoom, { animate: !reducedMotion() });
  };
  return {
    show,
    back(places) {
      show(places);
      map.getContainer().focus({ preventScroll: true });
    },
    follow(places) {
      if (places.length === 0 || moved.peek() || isZooming) return;
      const inner = map.getBounds().pad(-EDGE);
      const left = !places.every((place) => inner.contains(point(place)));
      if (left || nearestFor(places) >= zoom + NEARER_BY) show(places);
    },
  };
}
