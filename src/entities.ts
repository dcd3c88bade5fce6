import type { EntitySchema } from '@mikro-orm/core';
import { CourierSchema } from './logistics/fleet/courier.entity.ts';
import { ShiftSchema } from './logistics/fleet/shift.entity.ts';
import { StoreSchema } from './logistics/fleet/store.entity.ts';
import { VehicleSchema } from './logistics/fleet/vehicle.entity.ts';
import { ZoneSchema } from './logistics/fleet/zone.entity.ts';

const fleet = [ZoneSchema, StoreSchema, VehicleSchema, CourierSchema, ShiftSchema];

/** Every entity, by feature. */
export const entities: EntitySchema[] = [...fleet] as EntitySchema[];
