import { holds } from './feasible.ts';
import { refresh } from './refresh.ts';
import { mayTake, scan } from './scan.ts';
import type { Search } from './search.ts';
import { dropAbsent, listActive, makeAbsent, place, setStops, stopsOf, type State } from './state.ts';
import { begin } from './undo.ts';

/** Pairs of requests tried in one route: long routes have too many of them. */
const PAIRS = 100;

/** Who leaves which route so that a request fits, and where it goes. */
interface Room {
  vehicle: number;
  leaving: number[];
  i: number;
  j: number;
  /** Sum of the absence counters of those who leave: the less, the easier they find another place. */
  hardness: number;
}

/**
 * Puts an absent request where one or two others make room that together are easier to place than it is, by their absence
 * counters: guided ejection (Nagata & Kobayashi 2010; Curtois et al. 2018). False when nobody easier can make room.
 */
export function makeRoom(x: Search, r: number): boolean {
  const { s, absences } = x;
  const best: Room = { vehicle: -1, leaving: [], i: 0, j: 0, hardness: absences[r]! };
  for (let k = 0; k < s.activeCount; k++) {
    const v = s.active[k]!;
    if (s.m.allowed[r * s.m.vehicles + v]) lookIn(x, r, v, best);
  }
  if (best.vehicle < 0) return false;
  for (const out of best.leaving) makeAbsent(s, out);
  dropAbsent(s, best.vehicle);
  place(s, r, best.vehicle, best.i, best.j);
  refresh(s, best.vehicle);
  s.isAbsent[r] = 0;
  s.absent[s.absent.indexOf(r)] = s.absent[--s.absentCount]!;
  listActive(s);
  begin(s);
  return true;
}

/** Tries every request of the route, then pairs of them; the route is as it was afterwards. */
function lookIn(x: Search, r: number, v: number, best: Room): void {
  const { s, absences } = x;
  const stops = stopsOf(s, v);
  const version = s.version[v]!;
  const movable = requestsIn(s, v);
  let tried = false;
  const attempt = (leaving: number[], hardness: number) => {
    if (hardness >= best.hardness) return;
    tried = true;
    if (fitsWithout(s, r, v, leaving))
      Object.assign(best, { vehicle: v, leaving, i: s.foundI, j: s.foundJ, hardness });
    for (const out of leaving) s.isAbsent[out] = 0;
    setStops(s, v, stops);
  };
  for (const a of movable) attempt([a], absences[a]!);
  const pairs = (movable.length * (movable.length - 1)) / 2;
  const share = PAIRS / pairs;
  for (let p = 0; p < movable.length; p++)
    for (let q = p + 1; q < movable.length; q++)
      if (share >= 1 || s.random.next() < share)
        attempt([movable[p]!, movable[q]!], absences[movable[p]!]! + absences[movable[q]!]!);
  if (!tried) return;
  refresh(s, v);
  // The same stops again: what is known of their places still holds.
  s.version[v] = version;
}

function fitsWithout(s: State, r: number, v: number, leaving: number[]): boolean {
  for (const out of leaving) s.isAbsent[out] = 1;
  dropAbsent(s, v);
  refresh(s, v);
  if (!mayTake(s, r, v)) return false;
  if ((!s.m.triangle || s.careful[v]) && !holds(s, v)) return false;
  return scan(s, r, v, Infinity) < Infinity;
}

/** Requests of the route none of whose stops is locked. */
function requestsIn(s: State, v: number): number[] {
  const { m } = s;
  const base = v * s.stride;
  const found: number[] = [];
  for (let k = s.locked[v]! + 1; k <= s.len[v]!; k++) {
    const r = m.requestOf[s.seq[base + k]!]!;
    if (m.delivery[r] === s.seq[base + k] && !m.bound[r]) found.push(r);
  }
  return found;
}
