import type { Severity } from '../../src/shared/states.ts';
import type { AlertView } from '../../src/shared/views.ts';

const WEIGHT: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, info: 2 };
const ENDED: ReadonlySet<string> = new Set(['resolved', 'closed']);

export type Alerts = ReadonlyMap<string, AlertView>;

export function alertsOf(list: readonly AlertView[]): Alerts {
  return new Map(list.map((alert) => [alert.id, alert]));
}

/** Keeps the newest version of an alert; one that has ended leaves the inbox. */
export function withAlert(alerts: Alerts, alert: AlertView): Alerts {
  const known = alerts.get(alert.id);
  if (known && known.version > alert.version) return alerts;
  const next = new Map(alerts);
  if (ENDED.has(alert.state)) next.delete(alert.id);
  else next.set(alert.id, alert);
  return next;
}

export function snoozed(alert: AlertView, nowMs: number): boolean {
  return alert.state === 'snoozed' && alert.snoozedUntil !== null && Date.parse(alert.snoozedUntil) > nowMs;
}

export interface Inbox {
  /** Worst first, then those without an owner, then the longest open. */
  waiting: AlertView[];
  /** By the time they come back. */
  snoozed: AlertView[];
}

/** The alerts of one zone (and those of no zone) as a person should take them. */
export function inboxOf(alerts: Alerts, zoneId: string, nowMs: number): Inbox {
  const here = [...alerts.values()].filter(
    (alert) => !ENDED.has(alert.state) && (alert.zoneId === null || alert.zoneId === zoneId),
  );
  const waiting = here.filter((alert) => !snoozed(alert, nowMs)).sort(byUrgency);
  const asleep = here.filter((alert) => snoozed(alert, nowMs));
  asleep.sort((a, b) => Date.parse(a.snoozedUntil!) - Date.parse(b.snoozedUntil!));
  return { waiting, snoozed: asleep };
}

function byUrgency(a: AlertView, b: AlertView): number {
  return (
    WEIGHT[a.severity] - WEIGHT[b.severity] ||
    Number(a.owner !== null) - Number(b.owner !== null) ||
    Date.parse(a.openedAt) - Date.parse(b.openedAt)
  );
}

/** Whether the change from `before` to `after` deserves a sound: a red alert nobody has, that was not there or not red. */
export function rings(before: Alerts, after: AlertView): boolean {
  if (after.severity !== 'critical' || after.owner || ENDED.has(after.state) || after.state === 'snoozed')
    return false;
  const known = before.get(after.id);
  return !known || known.severity !== 'critical' || known.state === 'snoozed';
}
