import { distanceM } from '../../../shared/geo.ts';
import type { LonLat } from '../../../shared/geo.ts';
import type { Network } from './network.ts';
import { pointAt } from './road-graph.ts';
import type { Search } from './search.ts';
import type { EdgePoint } from './snap.ts';

/** A stretch of an edge. */
export interface Piece {
  edge: number;
  fromM: number;
  toM: number;
}

export interface Way {
  ms: number;
  m: number;
  pieces: Piece[];
}

interface Junction {
  ms: number;
  m: number;
  start?: EdgePoint;
  end: EdgePoint;
}

/** After a forward `search` from `starts`: the quickest way to `ends`; undefined when it reached none of them. */
export function quickest(
  search: Search,
  starts: readonly EdgePoint[],
  ends: readonly EdgePoint[],
): Junction | undefined {
  let best: Junction | undefined;
  for (const end of ends) {
    for (const start of starts) {
      const ms = end.ms - start.ms;
      if (start.edge === end.edge && end.m >= start.m && ms >= 0 && (!best || ms < best.ms)) {
        best = { ms, m: end.m - start.m, start, end };
      }
    }
    const ms = search.ms[end.edge]! + end.ms;
    if (ms < (best?.ms ?? Infinity)) best = { ms, m: search.m[end.edge]! + end.m, end };
  }
  return best;
}

/** The quickest way from one place to another, each given by its edge points. */
export function findWay(
  search: Search,
  starts: readonly EdgePoint[],
  ends: readonly EdgePoint[],
  withinM?: number,
): Way | undefined {
  search.run(starts, { goals: ends.map((end) => end.edge), withinM });
  const best = quickest(search, starts, ends);
  if (!best) return undefined;
  return { ms: best.ms, m: best.m, pieces: piecesTo(search, starts, best) };
}

function piecesTo(search: Search, starts: readonly EdgePoint[], { start, end }: Junction): Piece[] {
  if (start) return [{ edge: end.edge, fromM: start.m, toM: end.m }];
  const { edgeM } = search.network;
  const pieces: Piece[] = [{ edge: end.edge, fromM: 0, toM: end.m }];
  let parent = search.parent[end.edge]!;
  for (; parent >= 0; parent = search.parent[parent]!)
    pieces.push({ edge: parent, fromM: 0, toM: edgeM[parent]! });
  // Both directions of a dead end lie on one edge: the way began at the later one.
  const first = starts.filter((point) => point.edge === -2 - parent).reduce((a, b) => (b.ms > a.ms ? b : a));
  pieces.push({ edge: first.edge, fromM: first.m, toM: edgeM[first.edge]! });
  return pieces.reverse();
}

/** Appends the line of a stretch: the street points strictly inside it and, at arc ends, the junctions. */
export function appendPiece(network: Network, { edge, fromM, toM }: Piece, line: LonLat[]): void {
  for (let i = network.memberStart[edge]!; i < network.memberStart[edge + 1]!; i++) {
    const arc = network.members[i]!;
    const begin = network.offsetM[arc]!;
    if (begin > toM) return;
    if (begin + network.graph.lengthM[arc >> 1]! < fromM) continue;
    appendArc(network, arc, { edge, fromM: fromM - begin, toM: toM - begin }, line);
  }
}

const SAME_PLACE_M = 0.05;

function appendArc({ graph }: Network, arc: number, { fromM, toM }: Piece, line: LonLat[]): void {
  const first = graph.pointStart[arc >> 1]!;
  const last = graph.pointStart[(arc >> 1) + 1]! - 1;
  const step = arc & 1 ? -1 : 1;
  let walkedM = 0;
  let before: LonLat | undefined;
  for (let i = arc & 1 ? last : first; i >= first && i <= last; i += step) {
    const point = pointAt(graph, i);
    if (before) walkedM += distanceM(before, point);
    before = point;
    if (walkedM > toM) return;
    if (walkedM >= fromM) pushPlace(line, point);
  }
}

/** Appends a place unless the line already ends there. */
export function pushPlace(line: LonLat[], place: LonLat): void {
  const end = line.at(-1);
  if (!end || distanceM(end, place) > SAME_PLACE_M) line.push(place);
}
