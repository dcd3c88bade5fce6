import { defineEntity, p } from '@mikro-orm/core';
import type { AlertRule, AlertState, Severity } from '../../shared/states.ts';
import type { AlertView } from '../../shared/views.ts';
import { alertLifecycle } from './alert.lifecycle.ts';

export const AlertSchema = defineEntity({
  name: 'Alert',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    rule: p.string().$type<AlertRule>(),
    subjectType: p.string().$type<'delivery' | 'courier' | 'fact'>(),
    subjectId: p.string(),
    subjectLabel: p.string(),
    zoneId: p.uuid().nullable(),
    severity: p.string().$type<Severity>(),
    state: p.string().$type<AlertState>(),
    message: p.json<AlertView['message']>(),
    evidence: p.json<Record<string, unknown>>(),
    ownerId: p.string().nullable(),
    ownerName: p.string().nullable(),
    openedAt: p.datetime(),
    lastSeenAt: p.datetime(),
    /** How often it was seen. */
    count: p.integer(),
    snoozedUntil: p.datetime().nullable(),
    resolution: p.json<NonNullable<AlertView['resolution']>>().nullable(),
  },
});

export class Alert extends AlertSchema.class {
  /** Throws IllegalTransition when the lifecycle does not lead there. */
  moveTo(state: AlertState): void {
    alertLifecycle.assert(this.state, state);
    this.state = state;
    if (state !== 'snoozed') this.snoozedUntil = null;
  }

  resolve(by: 'system' | 'person', reason: string, at: Date): void {
    this.moveTo('resolved');
    this.resolution = { by, reason, at: at.toISOString() };
  }
}
AlertSchema.setClass(Alert);
