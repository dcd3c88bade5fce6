import { z } from 'zod';
import {
  currencyField,
  instantField,
  lonLatField,
  nameField,
  phoneField,
  timeZoneField,
} from '../../platform/http/fields.ts';
import { pageQuery } from '../../platform/http/paging.ts';

/** What fleet's routes take. */
export const listQuery = z.strictObject(pageQuery);
export type ListQuery = z.output<typeof listQuery>;

export const zoneInput = z.strictObject({
  name: nameField,
  timeZone: timeZoneField,
  ring: z.array(lonLatField).min(3).max(1_000),
});
export type ZoneInput = z.output<typeof zoneInput>;

const storePlace = z.strictObject({
  address: z.string().trim().min(1).max(300),
  at: lonLatField,
  /** The zone of its area when left out. */
  zone: timeZoneField.optional(),
  notes: z.string().max(500).nullable().optional(),
});

export const storeInput = z.strictObject({
  name: nameField,
  place: storePlace,
  /** The area its place lies in when left out. */
  zoneId: z.uuid().optional(),
  currency: currencyField,
});
export type StoreInput = z.output<typeof storeInput>;

export const storePatch = storeInput.partial();
export type StorePatch = z.output<typeof storePatch>;

export const vehicleInput = z.strictObject({
  kind: z.enum(['foot', 'bike', 'scooter', 'car', 'van']),
  name: nameField,
  capacity: z.array(z.int().min(0).max(2_000_000_000)).min(1).max(8),
});
export type VehicleInput = z.output<typeof vehicleInput>;

export const courierInput = z.strictObject({
  name: nameField,
  phone: phoneField.nullable().optional(),
  zoneId: z.uuid(),
  vehicleId: z.uuid(),
  skills: z.array(z.string().trim().min(1).max(40)).max(20).optional(),
  autoAccept: z.boolean().optional(),
});
export type CourierInput = z.output<typeof courierInput>;

export const courierPatch = courierInput.partial();
export type CourierPatch = z.output<typeof courierPatch>;

export const couriersQuery = z.strictObject({ ...pageQuery, zoneId: z.uuid().optional() });
export type CouriersQuery = z.output<typeof couriersQuery>;

export const shiftInput = z.strictObject({ from: instantField, to: instantField });
export type ShiftInput = z.output<typeof shiftInput>;

/** When a shift ends instead. */
export const shiftEndInput = z.strictObject({ to: instantField });
export type ShiftEndInput = z.output<typeof shiftEndInput>;

export const dutyInput = z.strictObject({ state: z.enum(['on', 'off', 'break']) });
export type DutyInput = z.output<typeof dutyInput>;
