import type { PlanChangeView, PlanWhyView } from '../../shared/page-views.ts';

/** Late by less than this is no reason that people would name. */
const LATE_S = 4 * 60;

export interface WhyInput {
  /** What the plan was made for: `new_order`, `improve`, `assign`, ... */
  reason: string;
  /** The person who wanted it; null for the planner. */
  by: string | null;
  changes: readonly PlanChangeView[];
  /** Seconds behind the promise by courier, as it would have been. */
  lateBefore: ReadonlyMap<string, number>;
}

/** Why a plan was made, as a code with what people call the things it is about. */
export function planWhy({ reason, by, changes, lateBefore }: WhyInput): PlanWhyView {
  if (by !== null) return { code: `by_${reason}`, params: { name: by } };
  if (reason === 'new_order') {
    const placed = changes.filter(({ kind }) => kind === 'assigned');
    if (placed.length > 0)
      return { code: 'new_order', params: { number: placed[0]!.number, count: placed.length } };
  }
  const late = reason === 'improve' ? worstLate(changes, lateBefore) : null;
  return late ? { code: 'courier_late', params: late } : { code: reason, params: {} };
}

/** The latest of the couriers that are relieved. */
function worstLate(
  changes: readonly PlanChangeView[],
  lateBefore: ReadonlyMap<string, number>,
): { courier: string; minutes: number } | null {
  let worst: { courier: string; minutes: number } | null = null;
  for (const { from } of changes) {
    const lateS = from ? (lateBefore.get(from.courierId) ?? 0) : 0;
    if (lateS < LATE_S || lateS / 60 <= (worst?.minutes ?? 0)) continue;
    worst = { courier: from!.courierName, minutes: Math.round(lateS / 60) };
  }
  return worst;
}
