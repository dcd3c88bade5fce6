import { signal } from '@preact/signals';
import type { PlanView, UndoView } from '../../src/shared/page-views.ts';
import type { PageOf } from '../../src/shared/views.ts';
import { get, send } from '../parts/api.ts';
import { zoneId as shownZone } from './desk.ts';

/** What the list of plan changes knows of its zone. */
export interface PlanChanges {
  /** Newest first. */
  plans: readonly PlanView[];
  /** Where earlier ones go on; null when these are all. */
  nextCursor: string | null;
  loaded: boolean;
  error: unknown;
}

const NOTHING: PlanChanges = { plans: [], nextCursor: null, loaded: false, error: null };
const PAGE = 30;

export const planChanges = signal<PlanChanges>(NOTHING);

/** Both lists in one, newest first; of two views of one plan the later given wins, but what was taken back stays so. */
export function merged(known: readonly PlanView[], more: readonly PlanView[]): readonly PlanView[] {
  const byId = new Map<string, PlanView>();
  for (const plan of [...known, ...more]) {
    const other = byId.get(plan.id);
    if (!other?.undoneBy || plan.undoneBy) byId.set(plan.id, plan);
  }
  return [...byId.values()].sort((a, b) => b.version - a.version);
}

export function forgetPlans(): void {
  planChanges.value = NOTHING;
}

/** A plan was published, or taken back. */
export function hearPlan(plan: PlanView): void {
  const { value } = planChanges;
  planChanges.value = { ...value, plans: merged(value.plans, [plan]) };
}

/**
 * Loads the newest plans of a zone, or those before what is shown. What was heard meanwhile is newer and stays; an answer that
 * comes when another zone is shown is dropped.
 */
export async function loadPlans(zoneId: string, cursor?: string | null): Promise<void> {
  const query = `limit=${PAGE}${cursor ? `&cursor=${cursor}` : ''}`;
  try {
    const page = await get<PageOf<PlanView>>(`/zones/${zoneId}/plans?${query}`);
    if (shownZone.value !== zoneId) return;
    const { plans } = planChanges.value;
    const isOther = plans.some((plan) => plan.zoneId !== zoneId);
    planChanges.value = {
      plans: isOther ? page.items : merged(page.items, plans),
      nextCursor: page.nextCursor,
      loaded: true,
      error: null,
    };
  } catch (error) {
    if (shownZone.value !== zoneId) return;
    planChanges.value = { ...planChanges.value, loaded: true, error };
  }
}

/** What taking a plan back would do now. */
export const lookUndo = (planId: string): Promise<UndoView> => get<UndoView>(`/plans/${planId}/undo`);

/** Takes a plan back. */
export async function undoPlan(planId: string): Promise<UndoView> {
  const done = await send<UndoView>('POST', `/plans/${planId}/undo`, {});
  if (done.plan) hearPlan(done.plan);
  return done;
}
