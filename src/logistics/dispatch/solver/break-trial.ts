import { costWithBreaks, type BreakDesk } from './model-breaks.ts';
import type { Breaks } from './break-line.ts';
import type { State } from './state.ts';

/** `trial` for a vehicle with breaks: they are placed anew around the route with request r in it. */
export function trialWithBreaks(
  s: State,
  r: number,
  v: number,
  i: number,
  j: number,
  breaks: Breaks,
): number {
  const { m, seq } = s;
  const { nodes } = deskOf(s);
  const base = v * s.stride + 1;
  const length = s.len[v]!;
  const pickup = m.pickup[r]!;
  let write = 0;
  for (let k = 0; k < i; k++) nodes[write++] = seq[base + k]!;
  if (pickup >= 0) nodes[write++] = pickup;
  for (let k = i; k < j; k++) nodes[write++] = seq[base + k]!;
  nodes[write++] = m.delivery[r]!;
  for (let k = j; k < length; k++) nodes[write++] = seq[base + k]!;
  return costWithBreaks(m, v, breaks, deskOf(s), write) - s.savable[v]!;
}

/** Lateness and duty cost of the route as it is; Infinity when its breaks find no place. */
export function routeWithBreaks(s: State, v: number, breaks: Breaks): number {
  const { seq } = s;
  const desk = deskOf(s);
  const base = v * s.stride + 1;
  const length = s.len[v]!;
  for (let k = 0; k < length; k++) desk.nodes[k] = seq[base + k]!;
  return costWithBreaks(s.m, v, breaks, desk, length);
}

const deskOf = (s: State): BreakDesk => s.breakDesk!;
