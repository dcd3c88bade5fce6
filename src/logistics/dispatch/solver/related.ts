import type { Sequence } from './model-relations.ts';
import type { State } from './state.ts';

/** Are those of r's partners that are in a route in v's? */
export function sharesRoute(s: State, r: number, v: number): boolean {
  const { partners } = s.m.relations!;
  for (const node of partners[r]!) {
    const w = s.route[node]!;
    if (w >= 0 && w !== v) return false;
  }
  return true;
}

/** Would the sequences of r and those in route v still hold with r put behind positions i and j? */
export function keepsSequences(s: State, r: number, v: number, i: number, j: number): boolean {
  for (const sequence of s.m.relations!.sequencesOf[r]!)
    if (!holdsWith(s, sequence, r, v, i, j)) return false;
  for (const sequence of s.direct[v]!) if (!holdsWith(s, sequence, r, v, i, j)) return false;
  return true;
}

/** Do all sequences hold in route v as it is? */
export function sequencesHold(s: State, v: number): boolean {
  const { m } = s;
  for (let k = 1; k <= s.len[v]!; k++) {
    const r = m.requestOf[s.seq[v * s.stride + k]!]!;
    for (const sequence of m.relations!.sequencesOf[r]!)
      if (!holdsWith(s, sequence, -1, v, 0, 0)) return false;
  }
  return true;
}

/** Lists the direct sequences in route v: nothing may come between their stops. */
export function listDirect(s: State, v: number): void {
  const found = s.direct[v]!;
  const { requestOf, relations } = s.m;
  found.length = 0;
  for (let k = 1; k <= s.len[v]!; k++)
    for (const sequence of relations!.sequencesOf[requestOf[s.seq[v * s.stride + k]!]!]!)
      if (sequence.direct && !found.includes(sequence)) found.push(sequence);
}

function holdsWith(s: State, sequence: Sequence, r: number, v: number, i: number, j: number): boolean {
  let last = 0;
  for (const node of sequence.nodes) {
    const position = positionWith(s, node, r, v, i, j);
    if (position < 0) continue;
    if (position < last) return false;
    if (sequence.direct && position !== last + 1 && (last > 0 || sequence.start)) return false;
    last = position;
  }
  const added = r < 0 ? 0 : s.m.pickup[r]! < 0 ? 1 : 2;
  return !sequence.end || last === 0 || last === s.len[v]! + added;
}

/** Where a node would stand in route v, counted from 1; -1 when it is not in it. */
function positionWith(s: State, node: number, r: number, v: number, i: number, j: number): number {
  const { m } = s;
  if (r >= 0 && m.requestOf[node] === r && !m.isLocked[node])
    return node === m.pickup[r] ? i + 1 : m.pickup[r]! < 0 ? i + 1 : j + 2;
  if (s.route[node] !== v) return -1;
  const at = s.pos[node]!;
  if (r < 0 || at <= i) return at;
  return m.pickup[r]! >= 0 && at > j ? at + 2 : at + 1;
}
