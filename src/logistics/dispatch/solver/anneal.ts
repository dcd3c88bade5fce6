import { recreate } from './recreate.ts';
import { ruin } from './ruin.ts';
import { easierAbsent, keepBest, LOOK, type Search } from './search.ts';
import { listActive, totalCost, unservedWorth } from './state.ts';
import { begin, rollback } from './undo.ts';

/** Start temperature in mean costs per request, and the end temperature as a share of it. */
const HOT = 1;
const COLD = 0.01;

/**
 * Slack induction by string removals under simulated annealing (Christiaens & Vanden Berghe 2020): ruin, recreate, accept or
 * undo. Unserved worth is compared before cost; every state on the way is a feasible plan. `warmth` scales the start
 * temperature: 1 from scratch, less when the state holds a plan worth keeping.
 */
export function anneal(x: Search, warmth: number): void {
  const { s, stop } = x;
  const served = Math.max(1, s.m.requests - s.absentCount);
  const hot = (warmth * HOT * totalCost(s)) / served;
  const from = Math.min(0.999, stop(x.iterations));
  let temperature = hot;
  let cost = totalCost(s);
  let unserved = unservedWorth(s);
  for (let k = 0; ; k++) {
    if (k % LOOK === 0) {
      const used = stop(x.iterations);
      if (used >= 1) return;
      // Cooling follows the budget, not the count, so that a slow machine still ends cold.
      temperature = hot * COLD ** ((used - from) / (1 - from));
    }
    x.iterations++;
    begin(s);
    ruin(s, x.near);
    recreate(s, x.keys);
    const newUnserved = unservedWorth(s);
    const newCost = totalCost(s);
    const wins =
      newUnserved === unserved
        ? newCost < cost - temperature * Math.log(s.random.next())
        : newUnserved < unserved;
    const easier = s.absentCount > 0 && easierAbsent(x) && newUnserved === unserved;
    if (!wins && !easier) {
      rollback(s);
      continue;
    }
    unserved = newUnserved;
    cost = newCost;
    if (emptiedOne(x)) listActive(s);
    if (unserved < x.best.unserved || (unserved === x.best.unserved && cost < x.best.cost - 1e-9))
      keepBest(x);
  }
}

function emptiedOne({ s }: Search): boolean {
  for (let t = 0; t < s.touchedCount; t++) if (s.len[s.touched[t]!] === 0) return true;
  return false;
}
