import { z } from 'zod';
import { pageQuery } from '../../platform/http/paging.ts';
import type { AlertView } from '../../shared/views.ts';
import type { Alert } from './alert.entity.ts';

export const alertsQuery = z.strictObject({
  state: z.enum(['open', 'all']).default('open'),
  zoneId: z.uuid().optional(),
  ...pageQuery,
});
export type AlertsQuery = z.output<typeof alertsQuery>;

export const snoozeSchema = z.strictObject({
  minutes: z
    .int()
    .min(1)
    .max(24 * 60),
});
export const resolveSchema = z.strictObject({ reason: z.string().trim().min(1).max(500) });
export const assignSchema = z.strictObject({ accountId: z.uuid().optional() });

const instant = z.iso.datetime();
export const alertOut = z
  .object({
    id: z.uuid(),
    version: z.int(),
    rule: z.enum(['late', 'stalled', 'off_route', 'silent', 'attempt_failed', 'unassigned', 'fact_parked']),
    subject: z.object({ type: z.enum(['delivery', 'courier', 'fact']), id: z.string(), label: z.string() }),
    zoneId: z.uuid().nullable(),
    severity: z.enum(['info', 'warning', 'critical']),
    state: z.enum(['open', 'acknowledged', 'escalated', 'snoozed', 'resolved', 'closed']),
    message: z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
    owner: z.object({ id: z.string(), name: z.string() }).nullable(),
    openedAt: instant,
    lastSeenAt: instant,
    count: z.int(),
    snoozedUntil: instant.nullable(),
    resolution: z.object({ by: z.enum(['system', 'person']), reason: z.string(), at: instant }).nullable(),
    evidence: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Alert' }) satisfies z.ZodType<AlertView>;

export function toAlertView(alert: Alert): AlertView {
  const { id, version, rule, severity, state, message, count, evidence } = alert;
  return {
    id,
    version,
    rule,
    subject: { type: alert.subjectType, id: alert.subjectId, label: alert.subjectLabel },
    zoneId: alert.zoneId ?? null,
    severity,
    state,
    message,
    owner: alert.ownerId ? { id: alert.ownerId, name: alert.ownerName ?? '' } : null,
    openedAt: alert.openedAt.toISOString(),
    lastSeenAt: alert.lastSeenAt.toISOString(),
    count,
    snoozedUntil: alert.snoozedUntil?.toISOString() ?? null,
    resolution: alert.resolution ?? null,
    evidence,
  };
}
