import { refresh } from './refresh.ts';
import { listActive, makeAbsent, setStops, type State } from './state.ts';
import { begin } from './undo.ts';

/** Overwrites the state with these routes. What was begun before can no longer be undone. */
export function restore(s: State, routes: number[][]): void {
  s.route.fill(-1);
  s.isAbsent.fill(0);
  s.absentCount = 0;
  routes.forEach((nodes, v) => {
    setStops(s, v, nodes);
    refresh(s, v);
  });
  for (let r = 0; r < s.m.requests; r++) if (s.route[s.m.delivery[r]!]! < 0) makeAbsent(s, r);
  listActive(s);
  begin(s);
}
