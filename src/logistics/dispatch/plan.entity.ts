import { defineEntity, p } from '@mikro-orm/core';
import type { PlanChangeView, PlanGainView, PlanWhyView } from '../../shared/page-views.ts';
import type { PlanState } from '../../shared/states.ts';

/** A courier's route as it was: enough to put it back. */
export interface RouteBefore {
  courierId: string;
  stopIds: string[];
  /** Deliveries whose courier had agreed. */
  agreed: string[];
}

export const PlanSchema = defineEntity({
  name: 'Plan',
  properties: {
    id: p.uuid().primary(),
    zoneId: p.uuid(),
    version: p.integer(),
    state: p.string().$type<PlanState>(),
    /** Which routing engine knew the streets. */
    engine: p.string(),
    /** What it was made for: `new_order`, `improve`, `assign`, ... */
    reason: p.string(),
    why: p.json<PlanWhyView>(),
    changes: p.json<PlanChangeView[]>(),
    gain: p.json<PlanGainView>(),
    before: p.json<RouteBefore[]>(),
    undoOf: p.uuid().nullable(),
    undoneBy: p.uuid().nullable(),
    publishedAt: p.datetime(),
  },
});

export class Plan extends PlanSchema.class {}
PlanSchema.setClass(Plan);
