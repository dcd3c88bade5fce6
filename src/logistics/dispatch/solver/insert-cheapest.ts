import type { Neighbours } from './neighbours.ts';
import { refreshInserted, type Place } from './refresh-inserted.ts';
import { mayTake, scanKnown } from './scan.ts';
import { listActive, place, type State } from './state.ts';
import { touch } from './undo.ts';

/** Share of better places passed over at random (blinks; section 5.3 of Christiaens & Vanden Berghe 2020). */
const BLINK = 0.01;
/** With more used vehicles than this only routes near the request are looked at, */
const MANY = 40;
/** those of so many stops near each of its ends, and short ones. */
const NEAR = 40;
const SHORT = 2;
/** Share of the insertions that look at every route all the same. */
const EVERYWHERE = 1 / 16;

/** Puts an absent request at its cheapest place; false when there is none. Without `near` every route is looked at. */
export function insertCheapest(s: State, r: number, near: Neighbours | undefined): boolean {
  const found: Place = { cost: Infinity, v: -1, i: 0, j: 0 };
  const many = s.activeCount > MANY;
  s.nearby = near !== undefined && many;
  if (near && many && s.random.next() >= EVERYWHERE) considerNearby(s, r, near, found);
  if (found.v < 0) for (let k = 0; k < s.activeCount; k++) consider(s, r, s.active[k]!, found);
  if (s.activeCount < s.maxActive)
    for (let g = 0; g < s.spare.length; g++) if (s.spare[g]! >= 0) consider(s, r, s.spare[g]!, found);
  if (found.v < 0) return false;
  const opens = s.len[found.v] === 0;
  touch(s, found.v);
  place(s, r, found.v, found.i, found.j);
  refreshInserted(s, r, found);
  if (opens) listActive(s);
  return true;
}

function considerNearby(s: State, r: number, near: Neighbours, found: Place): void {
  const { m, lookedAt } = s;
  const round = ++s.looks;
  for (const node of [m.pickup[r]!, m.delivery[r]!]) {
    if (node < 0) continue;
    const list = near.of(node);
    for (let k = 0; k < NEAR && k < list.length; k++) {
      const v = s.route[list[k]!]!;
      if (v < 0 || lookedAt[v] === round) continue;
      lookedAt[v] = round;
      consider(s, r, v, found);
    }
  }
  for (let k = 0; k < s.activeCount; k++) {
    const v = s.active[k]!;
    if (s.len[v]! <= SHORT && lookedAt[v] !== round) consider(s, r, v, found);
  }
}

function consider(s: State, r: number, v: number, found: Place): void {
  if (!mayTake(s, r, v)) return;
  const cost = scanKnown(s, r, v, found.cost);
  if (!(cost < found.cost) || blinks(s)) return;
  found.cost = cost;
  found.v = v;
  found.i = s.foundI;
  found.j = s.foundJ;
}

/** From now on the insertion blinks; the first plan is built with open eyes. */
export function startBlinking(s: State): void {
  s.blink = s.random.blinkGap(BLINK);
}

function blinks(s: State): boolean {
  if (--s.blink > 0) return false;
  startBlinking(s);
  return true;
}
