import { z } from 'zod';
import { lonLatField, placeView } from '../../platform/http/fields.ts';
import type { CourierView, PositionView, StoreView, ZoneView } from '../../shared/views.ts';
import type { Courier } from './courier.entity.ts';
import type { Shift } from './shift.entity.ts';
import type { Store } from './store.entity.ts';
import type { Vehicle } from './vehicle.entity.ts';
import type { Zone } from './zone.entity.ts';

/** The shapes of fleet's answers. */
export const zoneOut = z
  .object({ id: z.uuid(), name: z.string(), timeZone: z.string(), ring: z.array(lonLatField) })
  .meta({ id: 'Zone' });

export const storeOut = z
  .object({
    id: z.uuid(),
    version: z.int(),
    name: z.string(),
    place: placeView,
    zoneId: z.uuid(),
    currency: z.string(),
  })
  .meta({ id: 'Store' });

export const vehicleOut = z
  .object({ id: z.uuid(), kind: z.string(), name: z.string(), capacity: z.array(z.int()) })
  .meta({ id: 'Vehicle' });

export const shiftOut = z
  .object({
    id: z.uuid(),
    courierId: z.uuid(),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Shift' });
export type ShiftView = z.output<typeof shiftOut>;

const positionOut = z
  .object({
    courierId: z.uuid(),
    at: z.iso.datetime(),
    lon: z.number(),
    lat: z.number(),
    headingDeg: z.number().nullable(),
    speedMps: z.number().nullable(),
    accuracyM: z.number().nullable(),
  })
  .meta({ id: 'Position' });

export const courierOut = z
  .object({
    id: z.uuid(),
    version: z.int(),
    name: z.string(),
    phone: z.string().nullable(),
    zoneId: z.uuid(),
    state: z.enum(['off_duty', 'idle', 'on_task', 'on_break']),
    vehicle: vehicleOut,
    shift: shiftOut.pick({ id: true, from: true, to: true }).nullable(),
    position: positionOut.nullable(),
    batteryPct: z.number().nullable(),
  })
  .meta({ id: 'Courier' });

export function toZoneView({ id, name, timeZone, ring }: Zone): ZoneView {
  return { id, name, timeZone, ring };
}

export function toStoreView(store: Store): StoreView {
  const { id, version, name, address, at, timeZone, notes, zoneId, currency } = store;
  return {
    id,
    version,
    name,
    place: { address, at, zone: timeZone, notes: notes ?? null },
    zoneId,
    currency,
  };
}

export function toVehicleView({ id, kind, name, capacity }: Vehicle): CourierView['vehicle'] {
  return { id, kind, name, capacity };
}

export function toShiftView(shift: Shift): ShiftView {
  return {
    id: shift.id,
    courierId: shift.courierId,
    from: shift.startsAt.toISOString(),
    to: shift.endsAt.toISOString(),
    endedAt: shift.endedAt?.toISOString() ?? null,
  };
}

/** What the courier's phone told last; tracking knows it, fleet does not. */
export interface Seen {
  position: PositionView | null;
  batteryPct: number | null;
}

export function toCourierView(courier: Courier, shift: Shift | null, seen?: Seen): CourierView {
  const { id, version, name, phone, zoneId, state, vehicle } = courier;
  const worked = shift && toShiftView(shift);
  return {
    id,
    version,
    name,
    phone: phone ?? null,
    zoneId,
    state,
    vehicle: toVehicleView(vehicle),
    shift: worked && { id: worked.id, from: worked.from, to: worked.to },
    position: seen?.position ?? null,
    batteryPct: seen?.batteryPct ?? null,
  };
}
