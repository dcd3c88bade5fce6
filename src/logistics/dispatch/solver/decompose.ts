import { anneal, type Heat } from './anneal.ts';
import { openPart } from './part-search.ts';
import { choosePart, type Part } from './part.ts';
import type { Plan, Relation } from './problem.ts';
import { putBack } from './put-back.ts';
import { waivedRelations } from './relation-rules.ts';
import { compareNotes, isBetter, keepBest, snapshot, type Search } from './search.ts';
import { totalCost, unservedWorth, type State } from './state.ts';
import type { Stop } from './stop.ts';

/** Running plans of so many stops are improved in parts of so many. */
const LARGE = 600;
const STOPS = 80;
/** Share of the budget for one visit to a part: the plan should cool evenly, but a visit has to pay for its beginning. */
const VISIT = 0.03;

/**
 * Most stops of a part when the plan is to be improved in parts, Infinity when not. It pays where a scan is dear and the plan
 * good already: from scratch every route has to meet every other, and plain scans are as fast in the whole plan.
 */
export function partSize(s: State, { parts, start }: { parts?: number; start?: Plan }): number {
  let stops = 0;
  for (let k = 0; k < s.activeCount; k++) stops += s.len[s.active[k]!]!;
  if (parts !== undefined) return stops > parts ? parts : Infinity;
  return start && !s.m.plain && stops >= LARGE ? STOPS : Infinity;
}

/**
 * Anneals a large plan part by part: some neighbouring routes for a moment, then others, at the temperature that the whole
 * would have by then. In a part few routes have to be looked at, and matrices and state fit into the processor's cache.
 * Parts are whole routes with all that holds for them (POPMUSIC, Taillard and Voss 2002; route-based as in Santini,
 * Schneider, Vidal and Vigo 2023), so what is saved there is saved in the whole. `most`: stops of a part.
 */
export function annealParts(x: Search, { hot, cold }: Heat, most: number): void {
  const { stop } = x;
  const standing = standingRelations(x);
  const from = Math.min(0.999, stop(x.iterations));
  const temperature = (used: number) => hot * (cold / hot) ** ((used - from) / (1 - from));
  for (;;) {
    const used = stop(x.iterations);
    if (used >= 1) return;
    compareNotes(x, used);
    const until = Math.min(1, used + VISIT);
    const heat = { hot: temperature(used), cold: temperature(until) };
    visit(x, choosePart(x.s, most), standing, between(stop, used, until, x.iterations), heat);
  }
}

/** The part of a budget between two shares of it, after so many iterations. */
const between =
  (stop: Stop, from: number, until: number, before: number): Stop =>
  (done) =>
    (stop(before + done) - from) / (until - from);

function visit(x: Search, part: Part, standing: readonly Relation[], stop: Stop, heat: Heat): void {
  const { s } = x;
  const inner = openPart(s, part, standing, stop);
  const before = inner.x.best;
  anneal(inner.x, heat);
  x.iterations += inner.x.iterations;
  const { best } = inner.x;
  const worth = {
    vehicles: s.activeCount + best.vehicles - before.vehicles,
    unserved: unservedWorth(s) + best.unserved - before.unserved,
    cost: totalCost(s) + best.cost - before.cost,
  };
  if (isBetter(worth, x.best, s.m.problem.objective)) {
    putBack(s, part, inner.whole, best.routes);
    keepBest(x);
  }
  // The walk goes on from where it has come to, but not from amid an excursion that leaves somebody out.
  const end = snapshot(inner.x.s);
  putBack(s, part, inner.whole, (end.unserved <= best.unserved ? end : best).routes);
}

function standingRelations({ s }: Search): readonly Relation[] {
  const { relations = [] } = s.m.problem;
  if (relations.length === 0) return relations;
  const waived = waivedRelations(s.m.problem);
  return relations.filter((relation) => !waived.has(relation));
}
