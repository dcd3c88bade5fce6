import type { LonLat } from '../../shared/geo.ts';
import type { VehicleKind } from '../../shared/states.ts';
import type { Target, TargetStop } from './stages/target.ts';

export { stopsBefore } from './audience.rules.ts';
export { isFinished } from './stages/target.ts';

export interface DriveStop extends TargetStop {
  storeId: string;
}

/** What dispatch tells tracking about one courier's way; replaces the one before. `orderId` of a stop is its tracking id. */
export interface Drive extends Omit<Target, 'route' | 'stops'> {
  courierName: string;
  vehicleKind: VehicleKind;
  route: { id: string; line: LonLat[]; since: number; engine: string; planId: string } | null;
  stops: DriveStop[];
}

/** The pipeline knows four ways of moving. */
export const pipelineVehicle = (kind: VehicleKind): Target['vehicle'] => (kind === 'van' ? 'car' : kind);

/** A courier nobody sent anywhere. */
export const idleDrive = (courierName: string, vehicleKind: VehicleKind): Drive => ({
  courierName,
  vehicleKind,
  vehicle: pipelineVehicle(vehicleKind),
  route: null,
  stops: [],
});
