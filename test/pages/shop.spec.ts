import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../support/api.ts';
import { signIn } from '../support/browser.ts';
import { openOffice, sees, shot, type Office } from '../support/office.ts';
import { PASSWORD, peopleOf } from '../support/people.ts';
import { DOORS, newWorld } from '../support/world.ts';

describe('a store’s page', () => {
  let o: Office;
  let email: string;
  beforeAll(async () => {
    o = await openOffice();
    const storeIds = [o.world.store.id];
    ({ email } = await peopleOf(o.started).account({ role: 'store', storeIds }));
  }, 120_000);
  afterEach(async () => o?.closePages());
  afterAll(async () => o?.close());

  const open = async (how = {}) => {
    const shop = await o.visit({ width: 390, height: 844, ...how });
    await signIn(shop.page, o.started.url, email, PASSWORD, /shop$/);
    return shop;
  };

  it('is where its people work, whatever page they ask for', async () => {
    const shop = await open();
    await sees(shop, /Nothing is open/);
    await shop.page.goto(`${o.started.url}/console`);
    await shop.page.waitForURL(/shop$/);
    await shop.page.getByRole('button', { name: '中文' }).click();
    await sees(shop, /没有进行中的订单/);
    expect(shop.problems).toEqual([]);
  }, 60_000);

  it('shows what the store sends out and who brings it, nothing of others, and what is in it', async () => {
    const other = await newWorld(o.started, o.call);
    const strange = await other.wish(DOORS[3]);
    await o.world.rider('Anna Berg', { autoAccept: true });
    await o.world.shop.post('/products', {
      storeId: o.world.store.id,
      sku: 'BUN-6',
      name: 'Cinnamon buns, six',
      priceMinor: 8900,
    });
    const placed = await o.world.shop.post('/orders', {
      customer: { name: 'Astrid Maximiliana Holm-Andersson', phone: '+46313900601' },
      dropoff: { address: 'Vasagatan 12, Göteborg', at: DOORS[1] },
      lines: [{ sku: 'BUN-6', quantity: 2 }],
    });
    expect(placed).toMatchObject({ status: 201 });
    const { number } = placed.body;
    const shop = await open();
    const card = shop.page.locator('.shop-card', { hasText: number });
    await card.getByText('Anna Berg by bike').waitFor();
    expect(await shop.page.locator('body').innerText()).not.toContain(strange.number);
    await card.getByText('What is in it').click();
    await card.getByText('SEK 178.00').first().waitFor();
    await shot(shop, 'shop-light');
    await shop.page.getByRole('searchbox').fill('nobody at all');
    await sees(shop, /Nothing matches “nobody at all”/);
    await shop.page.getByRole('button', { name: 'Clear the search' }).click();
    await card.waitFor();
    expect(shop.problems).toEqual([]);
  }, 60_000);

  it('cancels an order after ten seconds in which it can be taken back', async () => {
    const wished = await o.world.wish(DOORS[2]);
    const shop = await open({ locale: 'zh-CN', dark: true });
    const card = shop.page.locator('.shop-card', { hasText: wished.number });
    await card.getByRole('button', { name: '取消' }).click();
    await card.getByRole('button', { name: '撤销' }).click();
    await card.getByRole('button', { name: '取消' }).click();
    await shot(shop, 'shop-zh-dark');
    expect((await o.world.seen(wished.id)).state).not.toBe('cancelled');
    await until('it is cancelled', async () => (await o.world.seen(wished.id)).state === 'cancelled', 30_000);
    await until('it left the list', async () => (await card.count()) === 0);
    expect(shop.problems).toEqual([]);
  }, 60_000);

  it('says since when it can’t reach the server, and keeps what it knows', async () => {
    const shop = await open();
    await shop.page.locator('.shop-card').first().waitFor();
    await shop.page.context().setOffline(true);
    await shop.page.getByRole('searchbox').fill('A');
    await sees(shop, /Offline since \d\d:\d\d/);
    expect(await shop.page.locator('.shop-card').count()).toBeGreaterThan(0);
    await shop.page.context().setOffline(false);
    await shop.page.getByRole('searchbox').fill('');
    await until('it is back', async () => (await shop.page.locator('.banner').count()) === 0);
    expect(shop.problems).toEqual([]);
  }, 60_000);
});
