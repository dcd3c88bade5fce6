import { defineEntity, p } from '@mikro-orm/core';
import type { CourierState } from '../../shared/states.ts';
import { courierLifecycle } from './courier.lifecycle.ts';
import { Vehicle } from './vehicle.entity.ts';

export const CourierSchema = defineEntity({
  name: 'Courier',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    name: p.string(),
    phone: p.string().nullable(),
    zoneId: p.uuid(),
    vehicle: () => p.manyToOne(Vehicle),
    state: p.string().$type<CourierState>(),
    skills: p.array().columnType('text[]'),
    /** Takes what the plan gives without being asked. */
    autoAccept: p.boolean(),
  },
});

export class Courier extends CourierSchema.class {
  /** Throws IllegalTransition when the lifecycle does not lead there. */
  moveTo(state: CourierState): void {
    courierLifecycle.assert(this.state, state);
    this.state = state;
  }
}
CourierSchema.setClass(Courier);
