import type { Request, Task, Window } from './problem.ts';

/** Later than any hard limit can be, earlier than an unreachable arc (1e9): keeps the arithmetic finite. */
export const HORIZON_S = 4e8;
export const UNREACHABLE = 1e9;

/** No way (Infinity, NaN) as a number that can be added and subtracted; no window is open that late. */
export const finite = (leg: number): number => (leg < UNREACHABLE ? leg : UNREACHABLE);

const ALWAYS: Window[] = [[-HORIZON_S, HORIZON_S]];

/** The windows a task can really use. A window that is empty after clipping disappears. */
export function usableWindows(task: Task, notBeforeS = -HORIZON_S, notAfterS = HORIZON_S): Window[] {
  const windows = task.windows && task.windows.length > 0 ? task.windows : ALWAYS;
  // Most tasks have one window, and it stays as it is.
  const [from, to] = windows[0]!;
  if (windows.length === 1 && from <= to && from >= notBeforeS && to <= notAfterS) return windows;
  return windows
    .map(([opens, closes]): Window => [Math.max(opens, notBeforeS), Math.min(closes, notAfterS)])
    .filter(([opens, closes]) => opens <= closes);
}

/**
 * Goods with a ride limit are not picked up earlier than the first delivery window allows: the limit would run out
 * while waiting at the door. Seconds; minus the horizon when there is no such bound.
 */
export function pickupNotBefore(request: Request): number {
  const opens = request.delivery?.windows?.[0]?.[0];
  if (opens === undefined || request.maxRideS === undefined) return -HORIZON_S;
  return opens - request.maxRideS - (request.pickup?.serviceS ?? 0);
}

/** The mirror of it: a delivery cannot start later than the last pickup plus the ride limit. */
export function deliveryNotAfter(request: Request): number {
  const closes = request.pickup?.windows?.at(-1)?.[1];
  if (closes === undefined || request.maxRideS === undefined) return HORIZON_S;
  return closes + (request.pickup?.serviceS ?? 0) + request.maxRideS;
}

/** What lateness of goods that must be delivered is measured against: due time, window end and ride limit, whichever is first. */
export function boundDue(request: Request, pickedUpAtS: number | undefined): number {
  const delivery = request.delivery;
  const ride = pickedUpAtS === undefined ? Infinity : pickedUpAtS + (request.maxRideS ?? Infinity);
  return Math.min(delivery?.dueS ?? Infinity, delivery?.windows?.at(-1)?.[1] ?? Infinity, ride);
}
