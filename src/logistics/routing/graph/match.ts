import { cumulativeM, distanceM, nearestOnSegment } from '../../../shared/geo.ts';
import type { LonLat } from '../../../shared/geo.ts';
import type { Match, MatchedPoint, TracePoint } from '../routing-engine.ts';
import type { Search } from './search.ts';
import type { Snap, Snapper } from './snap.ts';
import { layersOf, likeliest, steppedBack } from './trace-states.ts';
import type { State } from './trace-states.ts';
import { appendPiece, findWay, pushPlace } from './way.ts';

/** A fix that the line passes at `line[at]`. */
interface Anchor {
  index: number;
  snap: Snap;
  at: number;
  followers: number[];
  /** Whether the line runs on over streets to the next anchor. */
  joined: boolean;
}

/** The streets a trace was driven on; gaps that no street explains are bridged straight. */
export function matchTrace(search: Search, snapper: Snapper, trace: readonly TracePoint[]): Match {
  const line: LonLat[] = [];
  const anchors: Anchor[] = [];
  for (const run of layersOf(search, snapper, trace)) {
    const states = heldForward(likeliest(run));
    run.forEach(({ index, followers }, i) => {
      const state = states[i]!;
      if (i > 0) appendStretch(search, states[i - 1]!, state, line);
      pushPlace(line, state.snap.at);
      anchors.push({ index, followers, snap: state.snap, at: line.length - 1, joined: i < run.length - 1 });
    });
  }
  const sums = cumulativeM(line);
  const points = place(trace, anchors, { line, sums, nameOf: (snap) => snapper.nameOf(snap) });
  return { points, line, distanceM: sums.at(-1) ?? 0 };
}

/** States that never go back along an edge. */
function heldForward(states: readonly State[]): State[] {
  const held: State[] = [];
  states.forEach((state, i) => {
    const last = held.at(-1);
    const before = states[i - 1];
    const moved =
      before && (steppedBack(before, state) || (before.edge === state.edge && state.m >= before.m));
    held.push(last && moved && last.edge === state.edge && state.m < last.m ? last : state);
  });
  return held;
}

function appendStretch(search: Search, from: State, to: State, line: LonLat[]): void {
  if (from === to) return;
  for (const piece of findWay(search, [from], [to])?.pieces ?? []) appendPiece(search.network, piece, line);
}

interface MatchLine {
  line: readonly LonLat[];
  sums: Float64Array;
  nameOf: (snap: Snap) => string | undefined;
}

function place(
  trace: readonly TracePoint[],
  anchors: readonly Anchor[],
  on: MatchLine,
): (MatchedPoint | null)[] {
  const points: (MatchedPoint | null)[] = trace.map(() => null);
  anchors.forEach((anchor, i) => {
    const street = on.nameOf(anchor.snap);
    const last = anchor.joined ? anchors[i + 1]!.at : anchor.at;
    const put = (index: number, from: number, to: number) => {
      const fix = trace[index]!.at;
      points[index] = { ...nearestOnLine(fix, on, from, to), street };
    };
    put(anchor.index, anchor.at, anchor.at);
    for (const index of anchor.followers) put(index, anchor.at, last);
  });
  return points;
}

/** The place nearest to `p` on `line[from..to]`. */
function nearestOnLine(p: LonLat, { line, sums }: MatchLine, from: number, to: number): MatchedPoint {
  const start = line[from]!;
  let best: MatchedPoint = { at: start, distanceM: distanceM(p, start), alongM: sums[from]! };
  for (let i = from; i < to; i++) {
    const { at, t, distanceM: off } = nearestOnSegment(p, line[i]!, line[i + 1]!);
    if (off < best.distanceM) best = { at, distanceM: off, alongM: sums[i]! + t * (sums[i + 1]! - sums[i]!) };
  }
  return best;
}
