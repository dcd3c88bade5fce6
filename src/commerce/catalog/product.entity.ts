import { defineEntity, p } from '@mikro-orm/core';

export const ProductSchema = defineEntity({
  name: 'Product',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    storeId: p.uuid(),
    sku: p.string(),
    name: p.string(),
    priceMinor: p.integer(),
    /** Pieces that may still be sold; null: not counted. */
    stock: p.integer().nullable(),
    weightG: p.integer(),
  },
});

/** What a store sells. */
export class Product extends ProductSchema.class {}
ProductSchema.setClass(Product);
