import type { RelaxationView } from '../../src/shared/explain-views.ts';
import type { CourierView, DeliveryView, Instant, WindowView } from '../../src/shared/views.ts';

/** What the dispatcher can do here and now so that an order gets its courier. */
export type Remedy =
  | { kind: 'promise'; window: WindowView }
  | { kind: 'shift'; courierId: string; shiftId: string; before: Instant; to: Instant };

const MINUTE_MS = 60_000;
/** People promise in fives and work in quarters; something is left for what may happen: nobody wants to move a promise twice. */
const PROMISE = { stepMs: 5 * MINUTE_MS, spareMs: 3 * MINUTE_MS, spareShare: 0.3 };
const SHIFT = { stepMs: 15 * MINUTE_MS, spareMs: 2 * MINUTE_MS };
/** Who is called in has to get here first. */
const COMING_MS = 30 * MINUTE_MS;
const FIVES_MS = 60 * MINUTE_MS;
const LONGEST_MS = 6 * 60 * MINUTE_MS;
/** An order for another day is promised at about the same hour. */
const AROUND_MS = 3 * 60 * MINUTE_MS;

const instant = (ms: number): Instant => new Date(ms).toISOString();
const upTo = (ms: number, stepMs: number): number => Math.ceil(ms / stepMs) * stepMs;

/** A promise that ends at `toMs` instead; its beginning stays while it lies before. */
export const promiseBy = ({ window: { from } }: Pick<DeliveryView, 'window'>, toMs: number): WindowView => ({
  from: from && Date.parse(from) < toMs ? from : null,
  to: instant(toMs),
});

/** The promise that is kept in nine of ten cases by what is planned to be there at `planned`. */
export function promiseKeptBy(
  delivery: Pick<DeliveryView, 'window' | 'eta'>,
  planned: Instant,
  nowMs: number,
): WindowView {
  const plannedMs = Date.parse(planned);
  const spareMs = PROMISE.spareMs + Math.max(0, plannedMs - nowMs) * PROMISE.spareShare;
  const foretoldMs = delivery.eta ? Date.parse(delivery.eta.p90) : 0;
  return promiseBy(delivery, upTo(Math.max(plannedMs + spareMs, foretoldMs), PROMISE.stepMs));
}

/** The ends one may promise: every five minutes of the next hour, then every quarter; the present one and the hours around it. */
export function promiseEnds(nowMs: number, presentMs: number): number[] {
  const around = Array.from(
    { length: (2 * AROUND_MS) / SHIFT.stepMs + 1 },
    (_, k) => upTo(presentMs - AROUND_MS, SHIFT.stepMs) + k * SHIFT.stepMs,
  );
  const later = around.filter((at) => at > nowMs + LONGEST_MS);
  return [...new Set([presentMs, ...soonEnds(nowMs), ...later])].sort((a, b) => a - b);
}

function soonEnds(nowMs: number): number[] {
  const ends: number[] = [];
  let at = upTo(nowMs + PROMISE.stepMs, PROMISE.stepMs);
  while (at <= nowMs + LONGEST_MS) {
    ends.push(at);
    at = at < nowMs + FIVES_MS ? at + PROMISE.stepMs : upTo(at + 1, SHIFT.stepMs);
  }
  return ends;
}

/** When a shift planned now begins: on the minute, and not ahead of anybody's clock. */
export const shiftFrom = (nowMs: number): Instant => instant(Math.floor(nowMs / MINUTE_MS) * MINUTE_MS);

/** How long to plan somebody who is at home, where one who was here would have to work until then. */
export const comesUntil = (until: Instant): Instant =>
  instant(upTo(Date.parse(until) + COMING_MS, SHIFT.stepMs));

/** What can be done for a relaxation that asks for nothing but a later promise or a longer shift; else null. */
export function remedyOf(
  { changes, dropoffEta }: Pick<RelaxationView, 'changes' | 'dropoffEta'>,
  delivery: Pick<DeliveryView, 'window' | 'eta' | 'allowed'>,
  courier: Pick<CourierView, 'id' | 'shift'> | undefined,
  nowMs: number,
): Remedy | null {
  const [change, ...others] = changes;
  if (!change || others.length > 0) return null;
  if (change.kind === 'later' && delivery.allowed.includes('correct'))
    return { kind: 'promise', window: promiseKeptBy(delivery, dropoffEta, nowMs) };
  if (change.kind !== 'shift' || !courier?.shift) return null;
  const to = instant(upTo(Date.parse(change.until) + SHIFT.spareMs, SHIFT.stepMs));
  return { kind: 'shift', courierId: courier.id, shiftId: courier.shift.id, before: courier.shift.to, to };
}
