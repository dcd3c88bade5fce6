import { z } from 'zod';
import { nameField } from '../../platform/http/fields.ts';
import { pageQuery } from '../../platform/http/paging.ts';
import type { Product } from './product.entity.ts';

const MOST = 2_000_000_000;
const skuField = z.string().trim().min(1).max(64);

const properties = {
  name: nameField,
  priceMinor: z.int().min(0).max(MOST),
  stock: z.int().min(0).max(MOST).nullable().optional(),
  weightG: z.int().min(0).max(1_000_000).optional(),
};
export const productInput = z.strictObject({ storeId: z.uuid(), sku: skuField, ...properties });
export type ProductInput = z.output<typeof productInput>;

export const productPatch = z.strictObject(properties).partial();
export type ProductPatch = z.output<typeof productPatch>;

export const productsQuery = z.strictObject({ ...pageQuery, storeId: z.uuid().optional() });
export type ProductsQuery = z.output<typeof productsQuery>;

export const productOut = z
  .object({
    id: z.uuid(),
    version: z.int(),
    storeId: z.uuid(),
    sku: z.string(),
    name: z.string(),
    priceMinor: z.int(),
    stock: z.int().nullable(),
    weightG: z.int(),
  })
  .meta({ id: 'Product' });
export type ProductView = z.output<typeof productOut>;

export function toProductView(product: Product): ProductView {
  const { id, version, storeId, sku, name, priceMinor, stock, weightG } = product;
  return { id, version, storeId, sku, name, priceMinor, stock: stock ?? null, weightG };
}
