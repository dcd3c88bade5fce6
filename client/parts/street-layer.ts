import { GridLayer, type Coords, type DoneCallback } from 'leaflet';
import { drawLabels, type StreetLabel } from './street-labels.ts';
import {
  lookOf,
  PAINT_ORDER,
  roadWidth,
  streetPalette,
  type RoadLook,
  type StreetPalette,
} from './street-style.ts';

/** A tile of /tiles/{z}/{x}/{y}.json: each shape is its class, a first point and then steps from point to point. */
export interface StreetTile {
  extent: number;
  areas?: ['water' | 'park', ...number[]][];
  roads: [string, ...number[]][];
  labels?: StreetLabel[];
}

function trace(path: Path2D, steps: readonly number[], scale: number): void {
  let [x, y] = [steps[0]! * scale, steps[1]! * scale];
  path.moveTo(x, y);
  for (let i = 2; i + 1 < steps.length; i += 2) {
    x += steps[i]! * scale;
    y += steps[i + 1]! * scale;
    path.lineTo(x, y);
  }
}

function pathsByLook(tile: StreetTile, sidePx: number): Map<RoadLook, Path2D> {
  const scale = sidePx / tile.extent;
  const paths = new Map<RoadLook, Path2D>();
  for (const [roadClass, ...steps] of tile.roads) {
    const name = lookOf(roadClass);
    const path = paths.get(name) ?? new Path2D();
    paths.set(name, path);
    trace(path, steps, scale);
  }
  return paths;
}

function drawAreas(
  context: CanvasRenderingContext2D,
  tile: StreetTile,
  sidePx: number,
  look: StreetPalette,
): void {
  for (const [kind, ...steps] of tile.areas ?? []) {
    const ring = new Path2D();
    trace(ring, steps, sidePx / tile.extent);
    context.fillStyle = look[kind];
    context.fill(ring);
  }
}

function drawRoads(
  context: CanvasRenderingContext2D,
  tile: StreetTile,
  sidePx: number,
  zoom: number,
  look: StreetPalette,
): void {
  const paths = pathsByLook(tile, sidePx);
  const order = PAINT_ORDER.filter((name) => look.roads[name].fromZoom <= zoom);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const name of order) {
    const path = paths.get(name);
    if (!path || name === 'path') continue;
    context.strokeStyle = look.casing;
    context.lineWidth = roadWidth(look.roads[name], zoom) + 1.5;
    context.stroke(path);
  }
  for (const name of order) {
    const path = paths.get(name);
    if (!path) continue;
    context.strokeStyle = look.roads[name].fill;
    context.lineWidth = roadWidth(look.roads[name], zoom);
    context.stroke(path);
  }
}

/** The streets drawn by ourselves from the server's road tiles, in the theme's colours; asks nobody else for anything. */
export class StreetLayer extends GridLayer {
  readonly #tiles = new Map<string, Promise<StreetTile>>();

  protected override createTile(coords: Coords, done: DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas');
    void this.#serve(canvas, coords, done);
    return canvas;
  }

  async #serve(canvas: HTMLCanvasElement, coords: Coords, done: DoneCallback): Promise<void> {
    try {
      await this.#paint(canvas, coords);
      done(undefined, canvas);
    } catch (error) {
      done(error as Error, canvas);
    }
  }

  async #paint(canvas: HTMLCanvasElement, coords: Coords): Promise<void> {
    const tile = await this.#load(coords);
    const side = this.getTileSize().x;
    const density = Math.min(2, window.devicePixelRatio || 1);
    canvas.width = canvas.height = side * density;
    const context = canvas.getContext('2d')!;
    const look = streetPalette();
    context.scale(density, density);
    context.fillStyle = look.ground;
    context.fillRect(0, 0, side, side);
    drawAreas(context, tile, side, look);
    drawRoads(context, tile, side, coords.z, look);
    if (coords.z >= 15) drawLabels(context, tile.labels ?? [], side / tile.extent, side, look);
  }

  #load({ z, x, y }: Coords): Promise<StreetTile> {
    const key = `${z}/${x}/${y}`;
    const known = this.#tiles.get(key);
    if (known) return known;
    const asked = fetch(`/tiles/${key}.json`).then((response) => {
      if (!response.ok) throw new Error(`Tile ${key}: ${response.status}`);
      return response.json() as Promise<StreetTile>;
    });
    this.#tiles.set(key, asked);
    asked.catch(() => this.#tiles.delete(key));
    if (this.#tiles.size > 400) this.#tiles.delete(this.#tiles.keys().next().value!);
    return asked;
  }
}
