import type { FixInput } from '../shared/live.ts';

/** A recorded point of a track. */
export interface TracePoint extends Omit<FixInput, 'id' | 'at'> {
  /** Epoch milliseconds; NaN when the track has no times. */
  at: number;
}

export const onEarth = (lon: number, lat: number): boolean => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

/** The member, or nothing where the number is missing or is none. */
export function given<K extends string>(name: K, value: number | undefined): Partial<Record<K, number>> {
  return value === undefined || !Number.isFinite(value) ? {} : ({ [name]: value } as Record<K, number>);
}
