import { neighbours } from './neighbours.ts';
import { orderKeys } from './recreate.ts';
import { snapshot, type Search } from './search.ts';
import type { State } from './state.ts';
import type { Stop } from './stop.ts';

/** A search that begins at this state, which is its best plan so far, and tells nobody. */
export function openSearch(s: State, stop: Stop): Search {
  return {
    s,
    stop,
    near: neighbours(s.m),
    keys: orderKeys(s.m),
    iterations: 0,
    best: snapshot(s),
    absences: new Float64Array(s.m.requests),
    onBetter: undefined,
    exchange: undefined,
    exchangeAt: 0,
  };
}
