import type { Neighbours } from './neighbours.ts';
import { mend } from './mend.ts';
import { freePartners, takePartners } from './ruin-related.ts';
import { refresh } from './refresh.ts';
import { dropAbsent, makeAbsent, type State } from './state.ts';
import { touch } from './undo.ts';

/** Parameters of the paper: longest string, split strings (share, and how they grow). */
const LONGEST = 10;
const SPLIT = 0.5;
const GROW = 0.01;
/** Share of the ruins that start where a stop has no place, while there is one. */
const BESIDE_ABSENT = 0.3;

/**
 * Ruin by adjacent string removal (Christiaens & Vanden Berghe 2020, section 5.2): strings of stops are cut out of the
 * routes near a random stop, `removed` stops in the mean; a stop takes its partner along; locked stops stay.
 */
export function ruin(s: State, neighbours: Neighbours, removed: number): void {
  if (s.m.tasks === 0 || s.activeCount === 0) return;
  const { random, len, locked } = s;
  let movable = 0;
  for (let k = 0; k < s.activeCount; k++) movable += len[s.active[k]!]! - locked[s.active[k]!]!;
  const longest = Math.min(LONGEST, movable / s.activeCount);
  const routes = Math.floor(random.next() * ((4 * removed) / (1 + longest) - 1) + 1);
  const seed = seedStop(s);
  const near = neighbours.of(seed);
  let ruined = 0;
  for (let k = -1; k < near.length && ruined < routes; k++) {
    const c = k < 0 ? seed : near[k]!;
    const v = s.route[c]!;
    if (v < 0 || s.isTouched[v] || s.pos[c]! <= locked[v]!) continue;
    touch(s, v);
    cutString(s, v, c, longest);
    ruined++;
  }
  if (s.m.relations) freePartners(s);
}

function seedStop(s: State): number {
  const { random, m } = s;
  if (s.absentCount > 0 && random.next() < BESIDE_ABSENT)
    return m.delivery[s.absent[random.int(s.absentCount)]!]!;
  return random.int(m.tasks);
}

/** Cuts a string around stop c; of a split string an inner block stays. */
function cutString(s: State, v: number, c: number, longest: number): void {
  const { random, m } = s;
  const base = v * s.stride + 1 + s.locked[v]!;
  const length = s.len[v]! - s.locked[v]!;
  const at = s.pos[c]! - 1 - s.locked[v]!;
  const take = Math.min(length, Math.floor(random.next() * Math.min(length, longest) + 1));
  let kept = 0;
  if (take > 1 && take < length && random.next() < SPLIT) {
    kept = 1;
    while (take + kept < length && random.next() < GROW) kept++;
  }
  const span = take + kept;
  const lowest = Math.max(0, at - span + 1);
  const from = lowest + random.int(Math.min(at, length - span) - lowest + 1);
  const keepFrom = kept > 0 ? from + 1 + random.int(Math.max(1, take - 1)) : from + span;
  for (let k = from; k < from + span; k++) {
    if (k >= keepFrom && k < keepFrom + kept) continue;
    const r = m.requestOf[s.seq[base + k]!]!;
    if (!s.isAbsent[r]) makeAbsent(s, r);
  }
  if (m.relations) takePartners(s, v);
  dropAbsent(s, v);
  refresh(s, v);
  mend(s, v);
}
