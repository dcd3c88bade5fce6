import { z } from 'zod';
import { nameField, phoneField, reasonField, wishFields } from '../../platform/http/fields.ts';
import { pageQuery } from '../../platform/http/paging.ts';
import { orderLifecycle } from './order.lifecycle.ts';

const lineInput = z.strictObject({
  sku: z.string().trim().min(1).max(64),
  quantity: z.int().min(1).max(1_000),
});

/** What orders' routes take. */
export const orderInput = z.strictObject({
  ...wishFields,
  /** The key's own store when left out. */
  storeId: z.uuid().optional(),
  externalId: z.string().trim().min(1).max(120).optional(),
  customer: z.strictObject({
    name: nameField,
    phone: phoneField.optional(),
    email: z.email().max(254).optional(),
  }),
  lines: z.array(lineInput).min(1).max(100),
  /** Who takes the money: the shop before (default), or the courier at the door. Card payments come with the payments feature. */
  payment: z.strictObject({ method: z.enum(['prepaid', 'on_delivery']) }).optional(),
});
export type OrderInput = z.output<typeof orderInput>;

export const ordersQuery = z.strictObject({
  ...pageQuery,
  state: z.enum(['open', ...orderLifecycle.states]).optional(),
  storeId: z.uuid().optional(),
  /** Part of a number, of the shop's own id or of the customer's name. */
  q: z.string().trim().min(1).max(100).optional(),
});
export type OrdersQuery = z.output<typeof ordersQuery>;

export const listQuery = z.strictObject(pageQuery);
export type ListQuery = z.output<typeof listQuery>;

export type ReasonInput = z.output<typeof reasonField>;
