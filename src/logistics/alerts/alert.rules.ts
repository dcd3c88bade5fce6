import type { Facts } from '../../shared/events.ts';
import type { AlertRule, Severity } from '../../shared/states.ts';

/** Trouble as a rule sees it; one alert stands per rule and subject. */
export interface AlertDraft {
  rule: AlertRule;
  subject: { type: 'delivery' | 'courier' | 'fact'; id: string };
  zoneId: string | null;
  severity: Severity;
  message: { key: string; params: Record<string, string | number> };
  /** What was measured, and the thresholds it was held against. */
  evidence: Record<string, unknown>;
}

/** What a rule says of a subject: trouble, all clear, or neither (between the two thresholds nothing changes). */
export type Finding =
  | { raise: AlertDraft }
  | { clear: { rule: AlertRule; subjectId: string; evidence: Record<string, unknown> } }
  | null;

/** Raised well before the promise is broken, cleared only when it looks safe again. */
export const LATE = { raiseProbability: 0.5, criticalProbability: 0.85, clearProbability: 0.2 };
const SILENT = { raiseS: 180, clearS: 60, criticalS: 600 };
const STALLED = { raiseS: 300, criticalS: 900, nearStopM: 150 };
const UNASSIGNED = { raiseS: 120, criticalS: 600 };
/** A critical alert that nobody took is escalated after this. */
export const ESCALATE_AFTER_S = 300;

const minutes = (ms: number) => Math.round(ms / 60_000);

/** How likely the promise is missed, before it is. */
export function lateness(fact: Facts['eta.changed']): Finding {
  const { deliveryId, eta, windowTo, lateProbability: probability } = fact;
  const evidence = { probability, eta, windowTo, thresholds: LATE };
  if (probability <= LATE.clearProbability)
    return { clear: { rule: 'late', subjectId: deliveryId, evidence } };
  if (probability < LATE.raiseProbability) return null;
  const lateMin = Math.max(1, minutes(Date.parse(eta.p50) - Date.parse(windowTo)));
  const severity = probability >= LATE.criticalProbability ? 'critical' : 'warning';
  const message = { key: 'alert.late', params: { minutes: lateMin, percent: Math.round(probability * 100) } };
  return {
    raise: {
      rule: 'late',
      subject: { type: 'delivery', id: deliveryId },
      zoneId: fact.zoneId,
      severity,
      message,
      evidence,
    },
  };
}

/** What tracking knows of a courier who has stops to make. */
export interface Watched {
  courierId: string;
  zoneId: string;
  lastHeardMs: number | null;
  /** Since when it has work; silence counts from here when it was never heard. */
  workSinceMs: number;
  stoppedSinceMs: number | null;
  /** Metres to its next stop; standing there is work, not trouble. */
  toNextStopM: number | null;
}

/** A phone that no longer reports while its courier has work. */
export function silence(watched: Watched, nowMs: number): Finding {
  const { courierId, zoneId } = watched;
  const silentS = Math.round((nowMs - Math.max(watched.lastHeardMs ?? 0, watched.workSinceMs)) / 1000);
  const evidence = { silentS, lastHeardMs: watched.lastHeardMs, thresholds: SILENT };
  // New work for a silent phone does not make it heard.
  if (watched.lastHeardMs !== null && nowMs - watched.lastHeardMs <= SILENT.clearS * 1000)
    return { clear: { rule: 'silent', subjectId: courierId, evidence } };
  if (silentS < SILENT.raiseS) return null;
  const severity = silentS >= SILENT.criticalS ? 'critical' : 'warning';
  const message = { key: 'alert.silent', params: { minutes: Math.round(silentS / 60) } };
  return {
    raise: {
      rule: 'silent',
      subject: { type: 'courier', id: courierId },
      zoneId,
      severity,
      message,
      evidence,
    },
  };
}

/** A courier who stands still away from any stop. Clears as soon as it moves or reaches its stop. */
export function stall(watched: Watched, nowMs: number): Finding {
  const { courierId, zoneId, stoppedSinceMs, toNextStopM } = watched;
  const atStop = toNextStopM !== null && toNextStopM <= STALLED.nearStopM;
  const stoodS =
    stoppedSinceMs === null || atStop
      ? 0
      : Math.round((nowMs - Math.max(stoppedSinceMs, watched.workSinceMs)) / 1000);
  const evidence = { stoodS, toNextStopM, thresholds: STALLED };
  if (stoodS === 0) return { clear: { rule: 'stalled', subjectId: courierId, evidence } };
  if (stoodS < STALLED.raiseS) return null;
  const severity = stoodS >= STALLED.criticalS ? 'critical' : 'warning';
  const message = { key: 'alert.stalled', params: { minutes: Math.round(stoodS / 60) } };
  return {
    raise: {
      rule: 'stalled',
      subject: { type: 'courier', id: courierId },
      zoneId,
      severity,
      message,
      evidence,
    },
  };
}

export function offRoute(fact: Facts['route.left']): Finding {
  const { courierId, zoneId, distanceM, at } = fact;
  const message = { key: 'alert.off_route', params: { metres: distanceM } };
  return {
    raise: {
      rule: 'off_route',
      subject: { type: 'courier', id: courierId },
      zoneId,
      severity: 'warning',
      message,
      evidence: { distanceM, at },
    },
  };
}

export function attemptFailed(fact: Facts['attempt.failed']): Finding {
  const { deliveryId, zoneId, reason, at, stopId, courierId } = fact;
  const message = { key: 'alert.attempt_failed', params: { reason } };
  const evidence = { reason, at, stopId, courierId };
  return {
    raise: {
      rule: 'attempt_failed',
      subject: { type: 'delivery', id: deliveryId },
      zoneId,
      severity: 'warning',
      message,
      evidence,
    },
  };
}

/** News that one of our own listeners could not take: something did not happen that should have. */
export function parkedFact(fact: { id: string; name: string; consumer: string; error: string }): Finding {
  const { id, name, consumer, error } = fact;
  const message = { key: 'alert.fact_parked', params: { name, consumer } };
  const subject = { type: 'fact' as const, id: `${id}/${consumer}` };
  return {
    raise: {
      rule: 'fact_parked',
      subject,
      zoneId: null,
      severity: 'critical',
      message,
      evidence: { name, consumer, error },
    },
  };
}

/** A delivery that waits for a courier. */
export interface Waiting {
  deliveryId: string;
  zoneId: string;
  createdMs: number;
  /** When its goods are ready and its window is open. */
  opensMs: number;
  windowToMs: number;
  /** On somebody's route who has not agreed to it yet. */
  isPlanned: boolean;
  /** Its courier is to be asked later: nobody has to do anything. */
  isPostponed: boolean;
  unassigned: { code: string; message: string } | null;
}

/** An order for later starts to wait this long before it opens; one that is planned, when its courier should be on the way. */
const AHEAD_MS = { unplanned: 60 * 60_000, planned: 10 * 60_000 };

/**
 * An order without a courier: soon told, and critical once a third of its promise is gone or ten minutes passed. All clear
 * while nobody is to see to it yet: its courier is asked later, or it is for later.
 */
export function unassignedTooLong(waiting: Waiting, nowMs: number): Finding {
  if (waiting.isPostponed)
    return { clear: { rule: 'unassigned', subjectId: waiting.deliveryId, evidence: { postponed: true } } };
  const aheadMs = waiting.isPlanned ? AHEAD_MS.planned : AHEAD_MS.unplanned;
  const sinceMs = Math.max(waiting.createdMs, waiting.opensMs - aheadMs);
  const waitedS = Math.round((nowMs - sinceMs) / 1000);
  if (waitedS <= 0)
    return { clear: { rule: 'unassigned', subjectId: waiting.deliveryId, evidence: { waitedS } } };
  if (waitedS < UNASSIGNED.raiseS) return null;
  const code = waiting.unassigned?.code ?? 'waiting';
  const leftS = Math.round((waiting.windowToMs - nowMs) / 1000);
  const severity = waitedS >= UNASSIGNED.criticalS || leftS < waitedS * 2 ? 'critical' : 'warning';
  const message = { key: 'alert.unassigned', params: { minutes: Math.round(waitedS / 60), code } };
  const evidence = { waitedS, leftS, ...waiting.unassigned, thresholds: UNASSIGNED };
  return {
    raise: {
      rule: 'unassigned',
      subject: { type: 'delivery', id: waiting.deliveryId },
      zoneId: waiting.zoneId,
      severity,
      message,
      evidence,
    },
  };
}
