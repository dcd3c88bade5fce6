import { angleBetweenDeg, bearingDeg } from '../../../shared/geo.ts';
import type { Profile } from '../routing-engine.ts';
import { BAN_BIKE, BAN_CAR, headOf, pointAt, reverseOf, streetCount, tailOf } from './road-graph.ts';
import type { RoadGraph } from './road-graph.ts';
import type { Links } from './strong-component.ts';
import { accessBit } from './road-tags.ts';

/** Turns from arc to arc with their price. */
export interface Turns extends Links {
  ms: Uint16Array;
}

interface TurnPrices {
  bendMs: number;
  sharpMs: number;
  uTurnMs: number;
}

/** What slowing down at a junction costs, the same to both sides, so that it holds where people drive on the left too. */
const PRICES: Record<Profile, TurnPrices> = {
  car: { bendMs: 3000, sharpMs: 6000, uTurnMs: 20_000 },
  bike: { bendMs: 1000, sharpMs: 2000, uTurnMs: 5000 },
  foot: { bendMs: 0, sharpMs: 0, uTurnMs: 0 },
};
const BEND_DEG = 35;
const SHARP_DEG = 120;

/** Which arcs the profile may travel (1 = yes). */
export function usableArcs(graph: RoadGraph, profile: Profile): Uint8Array {
  const forward = accessBit(profile, false);
  const backward = accessBit(profile, true);
  const usable = new Uint8Array(2 * streetCount(graph));
  for (let street = 0; street < graph.access.length; street++) {
    if (graph.access[street]! & forward) usable[2 * street] = 1;
    if (graph.access[street]! & backward) usable[2 * street + 1] = 1;
  }
  return usable;
}

/** Every allowed turn of the profile. Turning round is allowed only where no other way leads on. */
export function turnsOf(graph: RoadGraph, profile: Profile, usable: Uint8Array): Turns {
  const leaving = leavingArcs(graph, usable);
  const banned = banSet(graph, profile);
  const barred = new Set(profile === 'car' ? graph.barriers : []);
  const bearings = endBearings(graph);
  const start = new Uint32Array(usable.length + 1);
  const to: number[] = [];
  const ms: number[] = [];
  for (let arc = 0; arc < usable.length; arc++) {
    if (usable[arc]) {
      const node = headOf(graph, arc);
      const out = leaving.to.subarray(leaving.start[node]!, leaving.start[node + 1]!);
      const junction = streetsMeeting(arc, out) > 2;
      for (const next of out) {
        if (next === reverseOf(arc) || barred.has(node) || banned.has(arc * usable.length + next)) continue;
        to.push(next);
        ms.push(junction ? bendPrice(bearings, arc, next, PRICES[profile]) : 0);
      }
      if (to.length === start[arc]! && usable[reverseOf(arc)]) {
        to.push(reverseOf(arc));
        ms.push(PRICES[profile].uTurnMs);
      }
    }
    start[arc + 1] = to.length;
  }
  return { start, to: Uint32Array.from(to), ms: Uint16Array.from(ms) };
}

function leavingArcs(graph: RoadGraph, usable: Uint8Array): Links {
  const start = new Uint32Array(graph.nodeCount + 1);
  for (let arc = 0; arc < usable.length; arc++) if (usable[arc]) start[tailOf(graph, arc) + 1]!++;
  for (let node = 0; node < graph.nodeCount; node++) start[node + 1]! += start[node]!;
  const cursor = start.slice();
  const to = new Uint32Array(start.at(-1)!);
  for (let arc = 0; arc < usable.length; arc++) if (usable[arc]) to[cursor[tailOf(graph, arc)]!++] = arc;
  return { start, to };
}

function streetsMeeting(arc: number, leaving: Uint32Array): number {
  return new Set([arc >> 1, ...Array.from(leaving, (next) => next >> 1)]).size;
}

function banSet(graph: RoadGraph, profile: Profile): Set<number> {
  const bit = profile === 'car' ? BAN_CAR : profile === 'bike' ? BAN_BIKE : 0;
  const arcs = 2 * streetCount(graph);
  const banned = new Set<number>();
  graph.banFrom.forEach((from, i) => {
    if (graph.banFor[i]! & bit) banned.add(from * arcs + graph.banTo[i]!);
  });
  return banned;
}

/** Per street the bearing at its first and at its last point, travelling forward. */
function endBearings(graph: RoadGraph): Float32Array {
  const bearings = new Float32Array(2 * streetCount(graph));
  for (let street = 0; street < streetCount(graph); street++) {
    const first = graph.pointStart[street]!;
    const last = graph.pointStart[street + 1]! - 1;
    bearings[2 * street] = bearingDeg(pointAt(graph, first), pointAt(graph, first + 1));
    bearings[2 * street + 1] = bearingDeg(pointAt(graph, last - 1), pointAt(graph, last));
  }
  return bearings;
}

function bendPrice(bearings: Float32Array, arc: number, next: number, prices: TurnPrices): number {
  const into = arc & 1 ? bearings[arc & ~1]! + 180 : bearings[arc | 1]!;
  const out = next & 1 ? bearings[next | 1]! + 180 : bearings[next & ~1]!;
  const angle = angleBetweenDeg(into % 360, out % 360);
  if (angle < BEND_DEG) return 0;
  return angle < SHARP_DEG ? prices.bendMs : prices.sharpMs;
}
