import { z } from 'zod';
import {
  instantField,
  lonLatField,
  nameField,
  phoneField,
  timeZoneField,
} from '../../platform/http/fields.ts';
import { pageQuery } from '../../platform/http/paging.ts';
import { deliveryLifecycle } from './delivery.lifecycle.ts';

/** What deliveries' routes take. */
export const placeInput = z.strictObject({
  address: z.string().trim().min(1).max(300),
  /** Looked up in the streets when left out. */
  at: lonLatField.optional(),
  notes: z.string().trim().max(500).optional(),
  /** The zone of its area when left out. */
  zone: timeZoneField.optional(),
});
export type PlaceInput = z.output<typeof placeInput>;

export const windowInput = z.strictObject({ from: instantField.optional(), to: instantField });
export type WindowInput = z.output<typeof windowInput>;

const proofInput = z.array(z.enum(['photo', 'signature', 'pin'])).max(3);
const skillsInput = z.array(z.string().trim().min(1).max(40)).max(10);

/** The wishes an order and a delivery share. */
export const wishes = {
  dropoff: placeInput,
  window: windowInput.optional(),
  readyAt: instantField.optional(),
  proof: proofInput.optional(),
  skills: skillsInput.optional(),
};

const MAX_QUANTITY = 1_000;
const itemInput = z.strictObject({ name: nameField, quantity: z.int().min(1).max(MAX_QUANTITY) });

export const deliveryInput = z.strictObject({
  ...wishes,
  /** The key's own store when left out. */
  storeId: z.uuid().optional(),
  /** The store's place when left out. */
  pickup: placeInput.optional(),
  recipient: z.strictObject({ name: nameField, phone: phoneField.optional() }),
  items: z.array(itemInput).min(1).max(100).optional(),
  weightG: z.int().min(0).max(2_000_000).optional(),
  /** What to do when nobody opens: bring it back (default), or try once more first. */
  onFailure: z.enum(['return', 'retry']).optional(),
  quoteId: z.uuid().optional(),
});
export type DeliveryInput = z.output<typeof deliveryInput>;

export const quoteInput = z.strictObject({
  storeId: z.uuid().optional(),
  pickup: placeInput.optional(),
  dropoff: placeInput,
  window: windowInput.optional(),
});
export type QuoteInput = z.output<typeof quoteInput>;

export const deliveriesQuery = z.strictObject({
  ...pageQuery,
  state: z.enum(['open', ...deliveryLifecycle.states]).optional(),
  zoneId: z.uuid().optional(),
  storeId: z.uuid().optional(),
  /** Part of a number or of the recipient's name. */
  q: z.string().trim().min(1).max(100).optional(),
});
export type DeliveriesQuery = z.output<typeof deliveriesQuery>;

export const listQuery = z.strictObject(pageQuery);
export type ListQuery = z.output<typeof listQuery>;

export const reasonInput = z
  .strictObject({ reason: z.string().trim().min(1).max(300).optional() })
  .optional();
export type ReasonInput = z.output<typeof reasonInput>;
