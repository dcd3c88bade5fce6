import type { LonLat } from '../../../shared/geo.ts';
import type { Fix, FixOrder } from './fix.ts';

/** Standing at or driving through a stop's fence. `since` is the first fix of the phase, `fixes` how many prove it. */
export interface Fence {
  phase: 'outside' | 'entering' | 'inside' | 'leaving';
  since: number;
  fixes: number;
  /** When the courier came in, while inside or leaving. */
  arrivedAt: number;
  told: { arrived: number; departed: number; passed: number; approaching: number };
  /** Whether `stop.approaching` may be told. */
  armed: boolean;
  approachedOn: string | null;
}

/** Where the courier stands still: the mean of the fixes there. */
export interface Anchor extends LonLat {
  fixes: number;
  since: number;
  /** First of the fixes outside that are not yet enough to leave; null when the last one was inside. */
  outsideSince: number | null;
  told: boolean;
}

/** Constant-velocity filter; both axes share one covariance (pp position, pv mixed, vv velocity). */
export interface Kalman extends LonLat {
  at: number;
  eastMps: number;
  northMps: number;
  pp: number;
  pv: number;
  vv: number;
  fixes: number;
}

export interface Motion {
  filter: Kalman;
  anchor: Anchor | null;
  speedMps: number;
  headingDeg: number | null;
}

export interface Progress {
  routeId: string;
  /** Metres done from the route's start. */
  alongM: number;
  /** Index of the line's segment that holds `alongM`. */
  segment: number;
  /** Metres between the last fix and the line. */
  lateralM: number;
  offRoute: boolean;
  /** Fixes in a row that speak against `offRoute` as it is, and the first of them. */
  against: { fixes: number; since: number };
  timesLeft: number;
}

/** Decaying sums of driven seconds and of the seconds the router had planned for the same metres. */
export interface Pace {
  routeId: string;
  plannedAtS: number;
  /** The fix up to which the sums reach; states of old lack it. */
  at?: number;
  drivenS: number;
  plannedS: number;
}

/** An arrival forecast made at `at`: epoch ms that 10, 50 and 90 of 100 such arrivals would beat. */
export interface Forecast {
  at: number;
  p10Ms: number;
  p50Ms: number;
  p90Ms: number;
}

/** What watchers see. */
export interface Marker extends LonLat {
  at: number;
  accuracyM: number;
  speedMps: number;
  headingDeg: number | null;
  moving: boolean;
  stoppedSince: number | null;
  /** Metres done on the planned route; null when there is none or the courier has left it. */
  alongM: number | null;
}

/** What follows from the set of fixes alone, whatever order they came in. */
export interface Derived {
  /** The newest fix that was taken in, good or not. */
  newest: FixOrder | null;
  /** The last fix on the courier's path; null where the path is broken. */
  last: Fix | null;
  /** A jump on probation: taken when the next fix agrees with it. */
  suspect: Fix | null;
  fences: Record<string, Fence>;
  motion: Motion | null;
  progress: Progress | null;
  pace: Pace | null;
  eta: Record<string, { current: Forecast; told: Forecast }>;
  marker: Marker | null;
}

/** What depends on when fixes reached us: the device's clock, and the newest marker anyone was shown. */
export interface Arrivals {
  clock: { samples: { receivedAt: number; offsetMs: number }[]; correctionMs: number };
  shownAt: number;
}

/** One courier's whole tracking state, plain JSON. */
export interface CourierState {
  derived: Derived;
  arrivals: Arrivals;
}

export const nothingDerived = (): Derived => ({
  newest: null,
  last: null,
  suspect: null,
  fences: {},
  motion: null,
  progress: null,
  pace: null,
  eta: {},
  marker: null,
});

/** The state of a courier never heard of. */
export const newCourierState = (): CourierState => ({
  derived: nothingDerived(),
  arrivals: { clock: { samples: [], correctionMs: 0 }, shownAt: 0 },
});
