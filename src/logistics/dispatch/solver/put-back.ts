import type { Part } from './part.ts';
import { refresh } from './refresh.ts';
import { listActive, makeAbsent, setStops, type State } from './state.ts';
import { begin } from './undo.ts';

/** Gives the vehicles of a part these routes, in nodes of the part; `whole` has the nodes of the plan for them. */
export function putBack(s: State, { vehicles, requests }: Part, whole: Int32Array, routes: number[][]): void {
  const { m } = s;
  for (const r of requests) for (const x of [m.origin[r]!, m.delivery[r]!]) if (x >= 0) s.route[x] = -1;
  routes.forEach((nodes, k) => {
    const stops = nodes.map((node) => whole[node]!);
    setStops(s, vehicles[k]!, stops);
    refresh(s, vehicles[k]!);
  });
  s.isAbsent.fill(0);
  s.absentCount = 0;
  for (let r = 0; r < m.requests; r++) if (s.route[m.delivery[r]!]! < 0) makeAbsent(s, r);
  listActive(s);
  begin(s);
}
