import { gzipSync } from 'node:zlib';
import Flatbush from 'flatbush';
import type { TileKey } from './graph-protocol.ts';
import { AREA_KINDS } from './graph/road-source.ts';
import type { AreaKind } from './graph/road-source.ts';
import { joinedStreets } from './graph/joined-streets.ts';
import { DEGREE, streetName } from './graph/road-graph.ts';
import type { RoadGraph } from './graph/road-graph.ts';
import { ROAD_CLASSES } from './graph/road-tags.ts';
import type { RoadClass } from './graph/road-tags.ts';
import { tileLabels } from './graph/tile-labels.ts';
import type { TileLabel } from './graph/tile-labels.ts';
import { deltas, simplified, TILE_EXTENT, TILE_MARGIN, visiblePieces } from './graph/tile-line.ts';
import type { FlatLine } from './graph/tile-line.ts';

/** A map tile to draw: widest roads last; coordinates are first point, then steps. */
export interface BasemapTile {
  extent: number;
  areas: [AreaKind, ...number[]][];
  roads: [RoadClass, ...number[]][];
  labels: TileLabel[];
}

/** From which zoom on a class of road is drawn. */
const FROM_ZOOM: Record<RoadClass, number> = {
  motorway: 0,
  trunk: 0,
  primary: 8,
  secondary: 10,
  tertiary: 11,
  unclassified: 12,
  residential: 13,
  living_street: 13,
  service: 15,
  pedestrian: 14,
  track: 14,
  cycleway: 15,
  path: 15,
  footway: 15,
  steps: 16,
};
const LABELS_FROM_ZOOM = 14;
/** Tile units; a tile is drawn 256 pixels wide, so this is half a pixel. */
const TOLERANCE = 8;
const CACHED_TILES = 512;

/** Draws tiles out of the graph. One instance per graph: it keeps the latest tiles. */
export class BasemapTiles {
  readonly #graph: RoadGraph;
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #areaX: Float64Array;
  readonly #areaY: Float64Array;
  readonly #streets: Flatbush;
  readonly #cache = new Map<string, Uint8Array<ArrayBuffer>>();

  constructor(graph: RoadGraph) {
    this.#graph = graph;
    this.#x = Float64Array.from(graph.lon, mercatorX);
    this.#y = Float64Array.from(graph.lat, mercatorY);
    this.#areaX = Float64Array.from(graph.areaLon, mercatorX);
    this.#areaY = Float64Array.from(graph.areaLat, mercatorY);
    this.#streets = boxesOf(graph.pointStart, this.#x, this.#y);
  }

  /** The tile as gzipped JSON, from the cache when it was drawn lately. */
  gzipped(key: TileKey): Uint8Array<ArrayBuffer> {
    const name = `${key.z}/${key.x}/${key.y}`;
    const bytes =
      this.#cache.get(name) ?? Uint8Array.from(gzipSync(JSON.stringify(this.tile(key)), { level: 5 }));
    this.#cache.delete(name);
    this.#cache.set(name, bytes);
    if (this.#cache.size > CACHED_TILES) this.#cache.delete(this.#cache.keys().next().value!);
    return bytes;
  }

  tile(key: TileKey): BasemapTile {
    const chains = joinedStreets(this.#graph, this.#streetsIn(key)).map((arcs) => ({
      street: arcs[0]! >> 1,
      line: this.#line(arcs, key),
    }));
    const roads: BasemapTile['roads'] = [];
    for (const { street, line } of chains) {
      const roadClass = ROAD_CLASSES[this.#graph.roadClass[street]!]!;
      for (const piece of visiblePieces(line)) {
        const drawn = deltas(simplified(piece, TOLERANCE));
        if (drawn) roads.push([roadClass, ...drawn]);
      }
    }
    const named = chains.flatMap(({ street, line }) => {
      const text = streetName(this.#graph, street);
      return text ? visiblePieces(line).map((piece) => ({ text, line: piece })) : [];
    });
    const labels = key.z < LABELS_FROM_ZOOM ? [] : tileLabels(named);
    return { extent: TILE_EXTENT, areas: this.#areas(key), roads, labels };
  }

  /** Streets that touch the tile and are drawn at its zoom, smallest class first. */
  #streetsIn({ z, x, y }: TileKey): number[] {
    const { roadClass } = this.#graph;
    const margin = TILE_MARGIN / TILE_EXTENT;
    const scale = 2 ** z;
    return this.#streets
      .search(
        (x - margin) / scale,
        (y - margin) / scale,
        (x + 1 + margin) / scale,
        (y + 1 + margin) / scale,
        (street) => {
          return FROM_ZOOM[ROAD_CLASSES[roadClass[street]!]!] <= z;
        },
      )
      .sort((a, b) => roadClass[b]! - roadClass[a]! || a - b);
  }

  #line(arcs: readonly number[], key: TileKey): FlatLine {
    const { pointStart } = this.#graph;
    return arcs.flatMap((arc, i) => {
      const line = inTile(this.#x, this.#y, pointStart[arc >> 1]!, pointStart[(arc >> 1) + 1]!, key);
      const along = arc & 1 ? reversedLine(line) : line;
      return i === 0 ? along : along.slice(2);
    });
  }

  #areas(key: TileKey): BasemapTile['areas'] {
    const { areaKind, areaStart } = this.#graph;
    const areas: BasemapTile['areas'] = [];
    areaKind.forEach((kind, area) => {
      const ring = inTile(this.#areaX, this.#areaY, areaStart[area]!, areaStart[area + 1]!, key);
      if (!touchesTile(ring)) return;
      const drawn = deltas(simplified(ring, TOLERANCE));
      if (drawn && drawn.length > 6) areas.push([AREA_KINDS[kind]!, ...drawn]);
    });
    return areas;
  }
}

const mercatorX = (lon: number) => lon / DEGREE / 360 + 0.5;
const mercatorY = (lat: number) => {
  const sin = Math.sin((lat / DEGREE) * (Math.PI / 180));
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
};

function boxesOf(start: Uint32Array, x: Float64Array, y: Float64Array): Flatbush {
  const tree = new Flatbush(start.length - 1);
  for (let line = 0; line < start.length - 1; line++) {
    const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number];
    for (let i = start[line]!; i < start[line + 1]!; i++) {
      box[0] = Math.min(box[0], x[i]!);
      box[1] = Math.min(box[1], y[i]!);
      box[2] = Math.max(box[2], x[i]!);
      box[3] = Math.max(box[3], y[i]!);
    }
    tree.add(...box);
  }
  tree.finish();
  return tree;
}

function inTile(
  xs: Float64Array,
  ys: Float64Array,
  from: number,
  to: number,
  { z, x, y }: TileKey,
): FlatLine {
  const scale = 2 ** z;
  const line: FlatLine = [];
  for (let i = from; i < to; i++)
    line.push((xs[i]! * scale - x) * TILE_EXTENT, (ys[i]! * scale - y) * TILE_EXTENT);
  return line;
}

function touchesTile(ring: FlatLine): boolean {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    west = Math.min(west, ring[i]!);
    east = Math.max(east, ring[i]!);
    north = Math.min(north, ring[i + 1]!);
    south = Math.max(south, ring[i + 1]!);
  }
  return east >= 0 && west <= TILE_EXTENT && south >= 0 && north <= TILE_EXTENT;
}

function reversedLine(line: FlatLine): FlatLine {
  const out: FlatLine = [];
  for (let i = line.length - 2; i >= 0; i -= 2) out.push(line[i]!, line[i + 1]!);
  return out;
}
