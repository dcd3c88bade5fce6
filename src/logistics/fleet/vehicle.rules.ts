import type { VehicleKind } from '../../shared/states.ts';

/** How a vehicle moves over the streets: the routing profile of its kind. */
export function profileOf(kind: VehicleKind): 'car' | 'bike' | 'foot' {
  if (kind === 'foot' || kind === 'bike') return kind;
  return 'car';
}
