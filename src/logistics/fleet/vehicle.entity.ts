import { defineEntity, p } from '@mikro-orm/core';
import type { VehicleKind } from '../../shared/states.ts';

export const VehicleSchema = defineEntity({
  name: 'Vehicle',
  properties: {
    id: p.uuid().primary(),
    kind: p.string().$type<VehicleKind>(),
    name: p.string(),
    /** In as many dimensions as deliveries have demands, as in [parcels, grams]. */
    capacity: p.array<number>(Number, String).columnType('int[]'),
  },
});

export class Vehicle extends VehicleSchema.class {}
VehicleSchema.setClass(Vehicle);
