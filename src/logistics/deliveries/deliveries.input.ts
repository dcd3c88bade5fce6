import { z } from 'zod';
import { nameField, phoneField, placeField, reasonField, wishFields } from '../../platform/http/fields.ts';
import { pageQuery } from '../../platform/http/paging.ts';
import { deliveryLifecycle } from './delivery.lifecycle.ts';

/** What deliveries' routes take. */
export type PlaceInput = z.output<typeof placeField>;

const MAX_QUANTITY = 1_000;
const itemInput = z.strictObject({ name: nameField, quantity: z.int().min(1).max(MAX_QUANTITY) });

export const deliveryInput = z.strictObject({
  ...wishFields,
  /** The key's own store when left out. */
  storeId: z.uuid().optional(),
  /** The store's place when left out. */
  pickup: placeField.optional(),
  recipient: z.strictObject({ name: nameField, phone: phoneField.optional() }),
  items: z.array(itemInput).min(1).max(100).optional(),
  weightG: z.int().min(0).max(2_000_000).optional(),
  /** What to do when nobody opens: bring it back (default), or try once more first. */
  onFailure: z.enum(['return', 'retry']).optional(),
  quoteId: z.uuid().optional(),
});
export type DeliveryInput = z.output<typeof deliveryInput>;

/** A window replaces the whole one; a dropoff without a position is looked up in the streets. */
export const correctionInput = z
  .strictObject({ window: wishFields.window, dropoff: placeField.optional() })
  .refine(({ window, dropoff }) => window ?? dropoff, {
    error: 'or a dropoff says what is to be corrected',
    path: ['window'],
  });
export type CorrectionInput = z.output<typeof correctionInput>;

export const quoteInput = z.strictObject({
  storeId: z.uuid().optional(),
  pickup: placeField.optional(),
  dropoff: placeField,
  window: wishFields.window,
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

export type ReasonInput = z.output<typeof reasonField>;
