import type { StopKind } from '../../shared/states.ts';

/** Seconds a courier spends at a stop, parking and stairs included, until stores and doors teach us better. */
export const SERVICE_S: Record<StopKind, number> = { pickup: 120, dropoff: 150, return: 120 };

/** The part of it that is spent once per place, however many orders are handed over there. */
export const SETUP_S = 60;
