import { defineEntity, p } from '@mikro-orm/core';
import type { PlanState } from '../../shared/states.ts';

export interface PlanSummary {
  couriers: number;
  stops: number;
  unassigned: number;
  changedCouriers: string[];
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
    /** What it was made for: `new_order`, `improve`, `dispatcher`, ... */
    reason: p.string(),
    summary: p.json<PlanSummary>(),
    publishedAt: p.datetime(),
  },
});

export class Plan extends PlanSchema.class {}
PlanSchema.setClass(Plan);
