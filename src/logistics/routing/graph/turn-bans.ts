import { BAN_BIKE, BAN_CAR } from './road-graph.ts';
import type { RawStreet, RoadSource, SourceRestriction } from './road-source.ts';

/** Turn restrictions as forbidden pairs of arcs; an `only_` one becomes a ban on every other way out of the node. */
export function bansOf(source: RoadSource, streets: readonly RawStreet[]) {
  const ends = arcsAtNodes(streets);
  const wayIndex = new Map(source.ways.map((way, index) => [way.id, index]));
  const from: number[] = [];
  const to: number[] = [];
  const who: number[] = [];
  for (const restriction of source.restrictions) {
    const profiles = (restriction.freesCars ? 0 : BAN_CAR) | (restriction.freesBikes ? 0 : BAN_BIKE);
    if (profiles === 0) continue;
    for (const [a, b] of forbiddenPairs(restriction, streets, ends, wayIndex)) {
      from.push(a);
      to.push(b);
      who.push(profiles);
    }
  }
  return { banFrom: Uint32Array.from(from), banTo: Uint32Array.from(to), banFor: Uint8Array.from(who) };
}

/** Arcs leaving each node of the source. */
function arcsAtNodes(streets: readonly RawStreet[]): Map<number, number[]> {
  const leaving = new Map<number, number[]>();
  const add = (node: number, arc: number) => {
    const arcs = leaving.get(node);
    if (arcs) arcs.push(arc);
    else leaving.set(node, [arc]);
  };
  streets.forEach((street, index) => {
    add(street.nodes[0]!, 2 * index);
    add(street.nodes.at(-1)!, 2 * index + 1);
  });
  return leaving;
}

function forbiddenPairs(
  restriction: SourceRestriction,
  streets: readonly RawStreet[],
  leaving: Map<number, number[]>,
  wayIndex: Map<number, number>,
): [number, number][] {
  const out = leaving.get(restriction.viaNode) ?? [];
  const wayOf = (arc: number) => streets[arc >> 1]!.way;
  const fromWay = wayIndex.get(restriction.fromWay);
  const toWay = wayIndex.get(restriction.toWay);
  const sources = out.filter((arc) => wayOf(arc) === fromWay).map((arc) => arc ^ 1);
  const named = out.filter((arc) => wayOf(arc) === toWay);
  if (named.length === 0) return [];
  const banned = restriction.kind === 'no' ? named : out.filter((arc) => !named.includes(arc));
  // A way that runs on through the node could be meant in either direction; going straight on along it never is.
  const straightOn = (a: number, b: number) => fromWay === toWay && a !== (b ^ 1);
  return sources.flatMap((a) => banned.filter((b) => !straightOn(a, b)).map((b): [number, number] => [a, b]));
}
