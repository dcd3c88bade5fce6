import Flatbush from 'flatbush';
import { nearestOnSegment } from '../../../shared/geo.ts';
import type { LonLat } from '../../../shared/geo.ts';
import type { Network } from './network.ts';
import { lengthBetween, planeOf, pointAt, streetName } from './road-graph.ts';
import type { RoadGraph } from './road-graph.ts';

/** A place on a street. */
export interface Snap {
  at: LonLat;
  street: number;
  /** From the asked point. */
  distanceM: number;
  /** From the street's first point. */
  alongM: number;
}

/** A place on an edge: how far behind the edge's start. */
export interface EdgePoint {
  edge: number;
  ms: number;
  m: number;
}

const FIRST_LOOK = 8;
/** Great circle against the tangent plane and Float32 boxes: boxes may seem this much further than they are. */
const SLACK = 1.03;

/** Finds places on the streets; one instance per graph. */
export class Snapper {
  readonly #graph: RoadGraph;
  readonly #tree: Flatbush;
  readonly #plane: ReturnType<typeof planeOf>;
  constructor(graph: RoadGraph) {
    this.#graph = graph;
    this.#tree = Flatbush.from(graph.segmentTree);
    this.#plane = planeOf(graph.bbox);
  }

  /** The nearest place within `withinM` on a street the network's profile can use. */
  nearest(at: LonLat, network: Network, withinM: number): Snap | undefined {
    for (let count = FIRST_LOOK; ; count *= 4) {
      const segments = this.#segmentsNear(at, network, withinM, count);
      const best = segments.map((segment) => this.#on(segment, at)).sort(byDistance)[0];
      if (!best || best.distanceM > withinM) return undefined;
      if (segments.length < count || best.distanceM * SLACK <= this.#boxDistanceM(at, segments.at(-1)!)) {
        return this.#measured(best);
      }
    }
  }

  /** The nearest place on each of at most `limit` streets within `withinM`, nearest first. */
  around(at: LonLat, network: Network, withinM: number, limit: number): Snap[] {
    const best = new Map<number, OnSegment>();
    for (const segment of this.#segmentsNear(at, network, withinM, limit * 8)) {
      const place = this.#on(segment, at);
      const known = best.get(place.street);
      if (place.distanceM <= withinM && (!known || place.distanceM < known.distanceM))
        best.set(place.street, place);
    }
    return [...best.values()]
      .sort(byDistance)
      .slice(0, limit)
      .map((place) => this.#measured(place));
  }

  nameOf(snap: Snap): string | undefined {
    return streetName(this.#graph, snap.street);
  }

  #segmentsNear(at: LonLat, network: Network, withinM: number, count: number): number[] {
    const [x, y] = this.#plane(at.lon, at.lat);
    const { edgeOfArc } = network;
    return this.#tree.neighbors(x, y, count, withinM * SLACK, (segment) => {
      const street = this.#graph.segmentStreet[segment]!;
      return edgeOfArc[2 * street]! >= 0 || edgeOfArc[2 * street + 1]! >= 0;
    });
  }

  #ends(segment: number): [LonLat, LonLat] {
    const point = segment + this.#graph.segmentStreet[segment]!;
    return [pointAt(this.#graph, point), pointAt(this.#graph, point + 1)];
  }

  #on(segment: number, at: LonLat): OnSegment {
    const [a, b] = this.#ends(segment);
    const place = nearestOnSegment(at, a, b);
    return { segment, street: this.#graph.segmentStreet[segment]!, ...place };
  }

  #boxDistanceM(at: LonLat, segment: number): number {
    const [x, y] = this.#plane(at.lon, at.lat);
    const [a, b] = this.#ends(segment);
    const [ax, ay] = this.#plane(a.lon, a.lat);
    const [bx, by] = this.#plane(b.lon, b.lat);
    const dx = Math.max(Math.min(ax, bx) - x, 0, x - Math.max(ax, bx));
    const dy = Math.max(Math.min(ay, by) - y, 0, y - Math.max(ay, by));
    return Math.hypot(dx, dy);
  }

  #measured({ at, street, distanceM, segment, t }: OnSegment): Snap {
    const point = segment + street;
    const alongM = lengthBetween(this.#graph, this.#graph.pointStart[street]!, point);
    return { at, street, distanceM, alongM: alongM + t * lengthBetween(this.#graph, point, point + 1) };
  }
}

interface OnSegment {
  segment: number;
  street: number;
  at: LonLat;
  t: number;
  distanceM: number;
}

const byDistance = (a: OnSegment, b: OnSegment) => a.distanceM - b.distanceM;

/** Both directions of the street at the snapped place, as far as the profile may travel them. */
export function edgePointsOf(network: Network, snap: Snap): EdgePoint[] {
  const length = network.graph.lengthM[snap.street]!;
  const perM = network.msPerM[snap.street]!;
  return [0, 1].flatMap((direction) => {
    const arc = 2 * snap.street + direction;
    const edge = network.edgeOfArc[arc]!;
    if (edge < 0) return [];
    const into = Math.min(length, direction === 0 ? snap.alongM : Math.max(0, length - snap.alongM));
    return [{ edge, ms: network.offsetMs[arc]! + into * perM, m: network.offsetM[arc]! + into }];
  });
}
