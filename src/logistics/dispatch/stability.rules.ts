/** A start further away than this may be moved at the plain price. */
const FAR_MS = 45 * 60_000;
/** Taking a delivery from a courier who has been told of it: worth it only for a clear gain, and more so the nearer it is. */
const CHANGE_COST = { far: 40, near: 100 };
/** A told arrival may slip by this much before it costs. */
const SLACK_MS = 3 * 60_000;
/** How much more a second behind the due time costs when the customer waits at the door. */
const NEAR_LATE_FACTOR = 1.5;

/** 0 for what starts far ahead, 1 for what starts now. */
export const nearness = (inMs: number): number => Math.min(1, Math.max(0, 1 - inMs / FAR_MS));

/** The price of giving a delivery to another courier than the one who was to start with it in `startsInMs`. */
export const changeCost = (startsInMs: number): number =>
  CHANGE_COST.far + (CHANGE_COST.near - CHANGE_COST.far) * nearness(startsInMs);

export interface Due {
  dueMs: number;
  /** Multiplies the price of a second behind it. */
  lateFactor: number;
}

/**
 * When a stop is due whose customer was told an arrival: far ahead at `aimMs`, as if nothing had been told; the nearer it
 * comes, the nearer to what was told. What was told later than the aim was late already, and stays due at the aim.
 */
export function steadyDue(aimMs: number, toldMs: number | null, nowMs: number): Due {
  if (toldMs === null) return { dueMs: aimMs, lateFactor: 1 };
  const near = nearness(toldMs - nowMs);
  const sooner = Math.max(0, aimMs - (toldMs + SLACK_MS));
  return { dueMs: aimMs - sooner * near, lateFactor: 1 + (NEAR_LATE_FACTOR - 1) * near };
}
