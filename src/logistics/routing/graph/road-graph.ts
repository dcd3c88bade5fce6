import { distanceM } from '../../../shared/geo.ts';
import type { LonLat } from '../../../shared/geo.ts';
import type { Bbox } from '../routing-engine.ts';

/** Coordinates are stored as whole 1e-7 degrees, as OSM does. */
export const DEGREE = 1e7;

/**
 * A city's streets as flat arrays. A street is a piece of road between two junctions; it is travelled by arcs:
 * `2 * street` along its points, `2 * street + 1` against them.
 */
export interface RoadGraph {
  label: string;
  attribution: string;
  builtAt: string;
  bbox: Bbox;
  nodeCount: number;
  /** Per street: end nodes. */
  from: Uint32Array;
  to: Uint32Array;
  /** Points of street s: lon/lat[pointStart[s] .. pointStart[s + 1]). */
  pointStart: Uint32Array;
  lon: Int32Array;
  lat: Int32Array;
  lengthM: Float64Array;
  roadClass: Uint8Array;
  carKmh: Uint8Array;
  access: Uint8Array;
  /** Index into `names`; 0 is nameless. */
  name: Uint32Array;
  names: string[];
  /** Nodes no car passes. */
  barriers: Uint32Array;
  /** Forbidden turns, arc to arc; `banFor` has bit 1 for cars, 2 for bikes. */
  banFrom: Uint32Array;
  banTo: Uint32Array;
  banFor: Uint8Array;
  /** Flatbush over all line segments in local metres; segment i lies on `segmentStreet[i]` after point i + segmentStreet[i]. */
  segmentTree: ArrayBufferLike;
  segmentStreet: Uint32Array;
  addressLabels: string[];
  addressLon: Int32Array;
  addressLat: Int32Array;
  /** Rings for the basemap: kind is an index of AREA_KINDS. */
  areaKind: Uint8Array;
  areaStart: Uint32Array;
  areaLon: Int32Array;
  areaLat: Int32Array;
}

export const BAN_CAR = 1;
export const BAN_BIKE = 2;

export const streetCount = (graph: RoadGraph): number => graph.from.length;
export const reverseOf = (arc: number): number => arc ^ 1;
export const tailOf = (graph: RoadGraph, arc: number): number =>
  arc & 1 ? graph.to[arc >> 1]! : graph.from[arc >> 1]!;
export const headOf = (graph: RoadGraph, arc: number): number =>
  arc & 1 ? graph.from[arc >> 1]! : graph.to[arc >> 1]!;

export function pointAt(graph: RoadGraph, index: number): LonLat {
  return { lon: graph.lon[index]! / DEGREE, lat: graph.lat[index]! / DEGREE };
}

export function streetName(graph: RoadGraph, street: number): string | undefined {
  return graph.names[graph.name[street]!] || undefined;
}

const METRES_PER_DEGREE = 111_195;

/** Degrees to metres east and north of the map's centre: a plane good enough to order candidates in. */
export function planeOf(bbox: Bbox): (lon: number, lat: number) => [x: number, y: number] {
  const lon0 = (bbox[0] + bbox[2]) / 2;
  const lat0 = (bbox[1] + bbox[3]) / 2;
  const kx = METRES_PER_DEGREE * Math.cos((lat0 * Math.PI) / 180);
  return (lon, lat) => [(lon - lon0) * kx, (lat - lat0) * METRES_PER_DEGREE];
}

/** Metres along the points `first..last` (indexes into lon/lat of one street). */
export function lengthBetween(graph: RoadGraph, first: number, last: number): number {
  let sum = 0;
  for (let point = first; point < last; point++)
    sum += distanceM(pointAt(graph, point), pointAt(graph, point + 1));
  return sum;
}
