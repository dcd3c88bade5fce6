import 'leaflet/dist/leaflet.css';
import './map.css';
import {
  Control,
  Map as LeafletMap,
  TileLayer,
  latLng,
  latLngBounds,
  type LatLng,
  type MapOptions,
} from 'leaflet';
import type { LonLat } from '../../src/shared/geo.ts';
import { get } from './api.ts';
import { say } from './say.ts';
import { StreetLayer } from './street-layer.ts';

/** Answer of GET /api/v1/streets. */
export interface Streets {
  bbox: [number, number, number, number];
  centre: LonLat;
  attribution: string;
  tileUrl: string | null;
}

const OSM = '© OpenStreetMap contributors';

export const point = ({ lat, lon }: LonLat): LatLng => latLng(lat, lon);

export interface MapSetUp {
  /** What screen readers call the map. */
  label: string;
  centre?: LonLat;
  zoom?: number;
  /** On a page that scrolls: one finger scrolls the page, two move the map, the wheel does nothing. */
  inPage?: boolean;
}

/** A Leaflet map with our basemap: the operator's tiles when /streets names a URL, else the streets drawn by ourselves. */
export function makeMap(element: HTMLElement, setUp: MapSetUp, options: MapOptions = {}): LeafletMap {
  element.setAttribute('role', 'region');
  element.setAttribute('aria-label', setUp.label);
  const touch = matchMedia('(pointer: coarse)').matches;
  const map = new LeafletMap(element, {
    zoomControl: false,
    attributionControl: false,
    minZoom: 9,
    maxZoom: 19,
    scrollWheelZoom: !setUp.inPage,
    dragging: !(setUp.inPage && touch),
    ...options,
  });
  map.setView(setUp.centre ? point(setUp.centre) : [0, 0], setUp.zoom ?? (setUp.centre ? 14 : 9), {
    animate: false,
  });
  const attribution = new Control.Attribution({ prefix: false }).addTo(map);
  attribution.addAttribution(OSM);
  new Control.Zoom({
    position: 'bottomright',
    zoomInTitle: say('zoomIn'),
    zoomOutTitle: say('zoomOut'),
  }).addTo(map);
  layStreets(map, attribution, !setUp.centre).catch((error: unknown) => {
    console.warn('The basemap set-up could not be read; the own streets serve.', error);
    if (!isGone(map)) ownStreets(map);
  });
  return map;
}

async function layStreets(map: LeafletMap, attribution: Control.Attribution, fit: boolean): Promise<void> {
  const streets = await get<Streets>('/streets');
  if (isGone(map)) return;
  if (streets.attribution && streets.attribution !== OSM) attribution.addAttribution(streets.attribution);
  if (fit) {
    const [west, south, east, north] = streets.bbox;
    map.fitBounds(
      [
        [south, west],
        [north, east],
      ],
      { animate: false },
    );
  }
  if (streets.tileUrl) new TileLayer(streets.tileUrl, { maxZoom: 19 }).addTo(map);
  else ownStreets(map);
}

function ownStreets(map: LeafletMap): void {
  const layer = new StreetLayer({ maxZoom: 19, maxNativeZoom: 17, minZoom: 9, keepBuffer: 3 });
  layer.addTo(map);
  const redraw = (): void => void layer.redraw();
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', redraw);
  // tiles that failed in a dead zone would stay empty
  addEventListener('online', redraw);
  map.on('unload', () => {
    dark.removeEventListener('change', redraw);
    removeEventListener('online', redraw);
  });
}

/** What Leaflet keeps to itself and a removal has to know. */
interface Inner {
  _mapPane?: HTMLElement;
  _animatingZoom?: boolean;
}

const isGone = (map: LeafletMap): boolean => (map as unknown as Inner)._mapPane === undefined;

/** Removes a map. A zoom under way ends first: Leaflet's own timer for it would fail on a removed map. */
export function removeMap(map: LeafletMap): void {
  if ((map as unknown as Inner)._animatingZoom) map.once('zoomend', () => map.remove());
  else map.remove();
}

/** Shows all these places with room around them; a single one at street level. */
export function showAll(map: LeafletMap, places: readonly LonLat[], paddingPx = 48): void {
  if (places.length === 0) return;
  const bounds = latLngBounds(places.map(point));
  map.fitBounds(bounds, { padding: [paddingPx, paddingPx], maxZoom: 16, animate: !reducedMotion() });
}

export const reducedMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
