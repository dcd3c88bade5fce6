import { compile } from './compile.ts';
import { emptyState } from './empty-state.ts';
import { startBlinking } from './insert-cheapest.ts';
import type { Model } from './model.ts';
import { openSearch } from './open-search.ts';
import type { Part } from './part.ts';
import type { Relation } from './problem.ts';
import { restore } from './restore.ts';
import type { Search } from './search.ts';
import { stopsOf, type State } from './state.ts';
import type { Stop } from './stop.ts';
import { subProblem } from './sub-problem.ts';

export interface PartSearch {
  x: Search;
  /** Node of the whole plan, by node of the part. */
  whole: Int32Array;
}

/**
 * A search in a part of the plan in `s`, from its routes as they are. Its costs are in the same unit, and what it saves the
 * whole plan saves. `standing` are the relations of the whole that hold.
 */
export function openPart(s: State, part: Part, standing: readonly Relation[], stop: Stop): PartSearch {
  const model = compile(subProblem(s.m.problem, part, standing), s.m.plain !== undefined);
  keepPrevious(s.m, model, part);
  const whole = new Int32Array(model.tasks);
  const own = new Int32Array(s.m.tasks);
  part.requests.forEach((r, k) => {
    tell(model.origin[k]!, s.m.origin[r]!);
    tell(model.delivery[k]!, s.m.delivery[r]!);
  });
  const inner = emptyState(model, s.random.int(0x7fffffff));
  restore(
    inner,
    part.vehicles.map((v) => stopsOf(s, v).map((node) => own[node]!)),
  );
  if (model.problem.objective === 'fleet') inner.maxActive = Math.max(1, inner.activeCount);
  startBlinking(inner);
  return { x: openSearch(inner, stop), whole };

  function tell(ownNode: number, node: number): void {
    if (node < 0) return;
    whole[ownNode] = node;
    own[node] = ownNode;
  }
}

/** A request whose vehicle until now is not in the part changes vehicles wherever in the part it is served. */
function keepPrevious(m: Model, model: Model, { vehicles, requests }: Part): void {
  const inside = new Set(vehicles);
  requests.forEach((r, k) => {
    if (m.previous[r]! >= 0 && !inside.has(m.previous[r]!)) model.previous[k] = model.vehicles;
  });
}
