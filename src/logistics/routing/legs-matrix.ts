import type { LonLat } from '../../shared/geo.ts';
import { bipartiteTour, chunked, completeTour, without } from './leg-tours.ts';
import type { Tour } from './leg-tours.ts';
import type { Matrix, MatrixRequest } from './routing-engine.ts';
import { RoutingError } from './routing-errors.ts';

export interface Leg {
  durationMs: number;
  distanceM: number;
}

/** Legs of the route through the points; rejects with `no_route`, or with the index of a point off the streets. */
export type AskLegs = (points: LonLat[]) => Promise<Leg[]>;

const STEPS_PER_ROUTE = 120;
const ROUTES_AT_ONCE = 3;

/**
 * A matrix from an engine that only routes: long routes through the places whose legs are the cells. A route that fails is
 * asked again in halves until the leg without a way is alone.
 */
export async function matrixByLegs({ sources, targets }: MatrixRequest, ask: AskLegs): Promise<Matrix> {
  const square =
    sources.length === targets.length && sources.every((source, i) => samePlace(source, targets[i]!));
  const places = square ? [...sources] : [...sources, ...targets];
  const firstTarget = square ? 0 : sources.length;
  const cells = sources.length * targets.length;
  const durationsS = new Float64Array(cells).fill(Infinity);
  const distancesM = new Float64Array(cells).fill(Infinity);
  const refused = new Set<number>();
  const take = (from: number, to: number, leg: Leg) => {
    const target = to - firstTarget;
    if (from >= sources.length || target < 0) return;
    durationsS[from * targets.length + target] = leg.durationMs / 1000;
    distancesM[from * targets.length + target] = leg.distanceM;
  };
  const walk = async (tour: Tour): Promise<void> => {
    for (const part of without(tour, refused)) await walkPart(part);
  };
  const walkPart = async (part: Tour): Promise<void> => {
    try {
      const legs = await ask(part.map((place) => places[place]!));
      legs.forEach((leg, i) => take(part[i]!, part[i + 1]!, leg));
    } catch (error) {
      const problem = error instanceof RoutingError ? error.problem : undefined;
      if (problem === 'point_not_snappable' || problem === 'out_of_area') {
        refused.add(part[(error as RoutingError).index!]!);
        await walk(part);
      } else if (problem === 'no_route') {
        if (part.length === 2) return;
        const middle = part.length >> 1;
        await walk(part.slice(0, middle + 1));
        await walk(part.slice(middle));
      } else throw error;
    }
  };
  const tour = square ? completeTour(places.length) : bipartiteTour(sources.length, targets.length);
  const open = chunked(tour, STEPS_PER_ROUTE);
  const worker = async () => {
    for (let part = open.shift(); part; part = open.shift()) await walk(part);
  };
  await Promise.all(Array.from({ length: ROUTES_AT_ONCE }, worker));
  if (square) places.forEach((_, i) => refused.has(i) || take(i, i, { durationMs: 0, distanceM: 0 }));
  const off = (first: number, count: number) =>
    Array.from({ length: count }, (_, i) => i).filter((i) => refused.has(first + i));
  return {
    durationsS,
    distancesM,
    unsnapped: { sources: off(0, sources.length), targets: off(firstTarget, targets.length) },
  };
}

const samePlace = (a: LonLat, b: LonLat) => a.lon === b.lon && a.lat === b.lat;
