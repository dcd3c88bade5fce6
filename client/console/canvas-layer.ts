import {
  DomUtil,
  Layer,
  type LatLng,
  type LeafletEventHandlerFn,
  type Map as LeafletMap,
  type Point,
  type ZoomAnimEvent,
} from 'leaflet';
import type { LonLat } from '../../src/shared/geo.ts';
import { point } from '../parts/map.ts';

/** What a painter sees of the map: its size and how places become pixels of the canvas. */
export interface View {
  widthPx: number;
  heightPx: number;
  zoom: number;
  /** World pixel at the canvas' corner; the world pixel of a place does not change while the map is moved. */
  originX: number;
  originY: number;
  xy(place: LonLat): { x: number; y: number };
}

type Inner = LeafletMap & { _latLngToNewLayerPoint(at: LatLng, zoom: number, centre: LatLng): Point };

/** A canvas over the whole map that is painted as one picture, at most once a frame. */
export abstract class CanvasLayer extends Layer {
  readonly #canvas = document.createElement('canvas');
  #map: LeafletMap | null = null;
  #frame = 0;
  #corner: LatLng | null = null;
  #zooming = false;

  protected abstract paint(context: CanvasRenderingContext2D, view: View): void;

  override onAdd(map: LeafletMap): this {
    this.#map = map;
    this.#canvas.className = 'leaflet-zoom-animated canvas-layer';
    this.#canvas.setAttribute('aria-hidden', 'true');
    map.getPanes().overlayPane.append(this.#canvas);
    this.request();
    return this;
  }

  override onRemove(): this {
    cancelAnimationFrame(this.#frame);
    this.#canvas.remove();
    this.#map = null;
    return this;
  }

  override getEvents(): Record<string, LeafletEventHandlerFn> {
    return {
      move: () => this.request(),
      resize: () => this.request(),
      zoomanim: (event) => this.#follow(event as ZoomAnimEvent),
      zoomend: () => {
        this.#zooming = false;
        this.request();
      },
    };
  }

  /** Paints with the next frame. */
  request(): void {
    if (this.#map && !this.#frame) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  view(): View | null {
    const map = this.#map;
    if (!map) return null;
    const { x: widthPx, y: heightPx } = map.getSize();
    const zoom = map.getZoom();
    const origin = map.getPixelBounds().min!;
    const xy = (place: LonLat): { x: number; y: number } => {
      const { x, y } = map.project(point(place), zoom);
      return { x: x - origin.x, y: y - origin.y };
    };
    return { widthPx, heightPx, zoom, originX: origin.x, originY: origin.y, xy };
  }

  #paint(): void {
    this.#frame = 0;
    const map = this.#map;
    const view = this.view();
    const context = this.#canvas.getContext('2d');
    if (!map || !view || !context || this.#zooming) return;
    const density = Math.min(2, devicePixelRatio || 1);
    const [width, height] = [Math.round(view.widthPx * density), Math.round(view.heightPx * density)];
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      this.#canvas.style.width = `${view.widthPx}px`;
      this.#canvas.style.height = `${view.heightPx}px`;
    }
    DomUtil.setPosition(this.#canvas, map.containerPointToLayerPoint([0, 0]));
    this.#corner = map.containerPointToLatLng([0, 0]);
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, view.widthPx, view.heightPx);
    this.paint(context, view);
  }

  /** While the map zooms, the picture as it is grows or shrinks with it. */
  #follow({ zoom, center }: ZoomAnimEvent): void {
    const map = this.#map as Inner | null;
    if (!map || !this.#corner) return;
    this.#zooming = true;
    const to = map._latLngToNewLayerPoint(this.#corner, zoom, center);
    DomUtil.setTransform(this.#canvas, to, map.getZoomScale(zoom));
  }
}
