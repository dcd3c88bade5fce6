import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SYSTEM, type Principal } from '../../src/access/principal.ts';
import { CatalogService } from '../../src/commerce/catalog/catalog.service.ts';
import { Transactions } from '../../src/platform/database/transactions.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';

let started: StartedApp;
let storeId: string;
let otherStoreId: string;
let catalog: CatalogService;

beforeAll(async () => {
  started = await startApp();
  catalog = started.app.get(CatalogService);
  const make = peopleOf(started);
  await make.zone();
  storeId = (await make.store('A')).id;
  otherStoreId = (await make.store('B')).id;
});
afterAll(() => started.stop());

let count = 0;
async function product(
  stock: number | null,
  more: object = {},
): Promise<{ sku: string; left: () => Promise<number | null> }> {
  const sku = `SKU-${++count}`;
  await catalog.create(SYSTEM, { storeId, sku, name: sku, priceMinor: 4_900, stock, weightG: 400, ...more });
  const left = async () => {
    const { items } = await catalog.list(SYSTEM, { limit: 200, storeId });
    return items.find((item) => item.sku === sku)!.stock;
  };
  return { sku, left };
}

describe('stock', () => {
  it('is never sold twice: of 20 who want the last 10, 10 get one', async () => {
    const bun = await product(10);
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => catalog.reserve(storeId, [{ sku: bun.sku, quantity: 1 }])),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    const refusals = tries.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason] : []));
    for (const refusal of refusals) expect(refusal).toMatchObject({ kind: 'conflict', code: 'out_of_stock' });
    expect(await bun.left()).toBe(0);
  });

  it('is not left hanging by two orders that want the same things in different order', async () => {
    const [a, b] = [await product(100), await product(100)];
    const lines = [a, b].map(({ sku }) => ({ sku, quantity: 1 }));
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => catalog.reserve(storeId, i % 2 ? lines : lines.toReversed())),
    );
    expect([await a.left(), await b.left()]).toEqual([80, 80]);
  });

  it('stays whole when one line is refused or the order falls through', async () => {
    const [many, few] = [await product(10), await product(1)];
    const lines = [
      { sku: many.sku, quantity: 2 },
      { sku: few.sku, quantity: 2 },
    ];
    await expect(catalog.reserve(storeId, lines)).rejects.toMatchObject({
      detail: { extra: { sku: few.sku, available: 1 } },
    });
    const fallThrough = started.app.get(Transactions).run(async () => {
      await catalog.reserve(storeId, lines.slice(0, 1));
      throw new Error('payment refused');
    });
    await expect(fallThrough).rejects.toThrow('payment refused');
    expect([await many.left(), await few.left()]).toEqual([10, 1]);
  });

  it('comes back when released', async () => {
    const bun = await product(5);
    const lines = [
      { sku: bun.sku, quantity: 2 },
      { sku: bun.sku, quantity: 1 },
    ];
    await catalog.reserve(storeId, lines);
    expect(await bun.left()).toBe(2);
    await catalog.release(storeId, lines);
    expect(await bun.left()).toBe(5);
  });

  it('that is not counted never runs out', async () => {
    const bread = await product(null);
    await catalog.reserve(storeId, [{ sku: bread.sku, quantity: 1_000 }]);
    await catalog.release(storeId, [{ sku: bread.sku, quantity: 1_000 }]);
    expect(await bread.left()).toBeNull();
  });
});

describe('products', () => {
  it('are sold at the price of now, under the name of now', async () => {
    const { sku } = await product(null, { name: 'Bulle', priceMinor: 3_500 });
    expect(await catalog.reserve(storeId, [{ sku, quantity: 2 }])).toEqual([
      { sku, quantity: 2, name: 'Bulle', unitMinor: 3_500, weightG: 400 },
    ]);
  });

  it('of another store are unknown', async () => {
    const { sku } = await product(5);
    await expect(catalog.reserve(otherStoreId, [{ sku, quantity: 1 }])).rejects.toMatchObject({
      code: 'unknown_sku',
      detail: { field: 'lines.0.sku' },
    });
  });

  it('have one SKU each in a store', async () => {
    const { sku } = await product(1);
    const again = { sku, name: 'again', priceMinor: 1 };
    await expect(catalog.create(SYSTEM, { storeId, ...again })).rejects.toMatchObject({ code: 'sku_taken' });
    await expect(catalog.create(SYSTEM, { storeId: otherStoreId, ...again })).resolves.toMatchObject({ sku });
  });

  it("can't be seen, made or changed from another store", async () => {
    const other: Principal = { ...SYSTEM, kind: 'api_key', role: 'shop', storeIds: [otherStoreId] };
    const { id } = await catalog.create(SYSTEM, { storeId, sku: 'secret', name: 'x', priceMinor: 1 });
    const seen = await catalog.list(other, { limit: 200 });
    expect(seen.items.map((item) => item.id)).not.toContain(id);
    await expect(catalog.list(other, { limit: 1, storeId })).rejects.toMatchObject({ kind: 'not_found' });
    await expect(catalog.change(other, id, { priceMinor: 0 })).rejects.toMatchObject({ kind: 'not_found' });
    await expect(
      catalog.create(other, { storeId, sku: 'y', name: 'y', priceMinor: 1 }),
    ).rejects.toMatchObject({ code: 'store_not_found' });
  });

  it('change only from the version that was seen', async () => {
    const { id } = await catalog.create(SYSTEM, { storeId, sku: 'v', name: 'x', priceMinor: 1 });
    expect(await catalog.change(SYSTEM, id, { stock: 3 }, 1)).toMatchObject({ stock: 3, version: 2 });
    await expect(catalog.change(SYSTEM, id, { stock: 4 }, 1)).rejects.toMatchObject({
      code: 'version_conflict',
    });
  });
});
