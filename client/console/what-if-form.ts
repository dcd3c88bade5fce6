import type { VehicleKind } from '../../src/shared/states.ts';
import type { WhatIfInput } from '../../src/shared/what-if-views.ts';
import { clockTime } from '../parts/format.ts';

/** What the dispatcher chose to try; nothing chosen is the zone as it is. */
export interface WhatIfForm {
  /** Fewer below zero, more above. */
  couriers: number;
  /** How those who are not there yet go, and until when (epoch ms). */
  ride: VehicleKind;
  untilMs: number;
  promiseMinutes: number | null;
  everybody: VehicleKind | null;
}

export const RIDES: readonly VehicleKind[] = ['bike', 'scooter', 'car', 'van', 'foot'];
export const PROMISES: readonly number[] = [15, 20, 30, 45, 60, 90];
const HOUR_MS = 3_600_000;
const HOURS = 12;

/** The full hours from the next on (at least half an hour away), as far as a shift may last. */
export function untilHours(nowMs: number): number[] {
  const first = Math.ceil((nowMs + HOUR_MS / 2) / HOUR_MS) * HOUR_MS;
  return Array.from({ length: HOURS }, (_, k) => first + k * HOUR_MS);
}

/** Eight in the evening where the zone is, while that lies ahead; else four hours from now. */
export function usualUntil(nowMs: number, zone: string): number {
  const hours = untilHours(nowMs);
  return hours.find((at) => clockTime(at, zone) === '20:00') ?? hours[3]!;
}

export const asItIs = (nowMs: number, zone: string): WhatIfForm => ({
  couriers: 0,
  ride: 'bike',
  untilMs: usualUntil(nowMs, zone),
  promiseMinutes: null,
  everybody: null,
});

/** What to ask of the server; null while nothing is different. */
export function toInput(form: WhatIfForm): WhatIfInput | null {
  const { couriers, ride, untilMs, promiseMinutes, everybody } = form;
  if (couriers === 0 && promiseMinutes === null && everybody === null) return null;
  return {
    ...(couriers < 0 && { couriersFewer: -couriers }),
    ...(couriers > 0 && {
      couriersMore: { vehicle: ride, count: couriers, until: new Date(untilMs).toISOString() },
    }),
    ...(promiseMinutes !== null && { promiseMinutes }),
    ...(everybody !== null && { vehicle: everybody }),
  };
}
