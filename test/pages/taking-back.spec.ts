import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeliveryView } from '../../src/shared/views.ts';
import { until } from '../support/api.ts';
import type { WatchedPage } from '../support/browser.ts';
import { openOffice, sees, select, shot, type Office } from '../support/office.ts';
import { DOORS } from '../support/world.ts';

describe('what the dispatcher can take back', () => {
  let o: Office;
  beforeAll(async () => {
    o = await openOffice();
  }, 120_000);
  afterEach(async () => o?.closePages());
  afterAll(async () => o?.close());

  const wishes = (count: number) =>
    Array.from({ length: count }).reduce<Promise<DeliveryView[]>>(
      async (list) => [...(await list), await o.world.wish(DOORS[0])],
      Promise.resolve([]),
    );
  const mark = async (desk: WatchedPage, orders: readonly DeliveryView[]) => {
    for (const order of orders) {
      await select(desk, order);
      await desk.page.keyboard.press('x');
    }
  };
  const stateOf = async ({ id }: DeliveryView) => (await o.world.seen(id)).state;

  it('cancels many orders as one: not before its time is over, and none of them when it is taken back', async () => {
    const orders = await wishes(5);
    for (const how of [{}, { locale: 'zh-CN', dark: true }]) {
      const name = 'dark' in how ? 'zh-dark' : 'en-light';
      const desk = await o.desk(how);
      await mark(desk, orders);
      await desk.page
        .locator('.bulk')
        .getByRole('button', { name: /^(Cancel orders?|取消订单)$/ })
        .click();
      const bar = desk.page.locator('.bulk');
      await bar.getByText(/5 orders will be cancelled in 10 s|5 个订单将在 10 秒后取消/).waitFor();
      expect(await bar.innerText()).not.toMatch(/: (done|完成)/);
      expect(await bar.getByText(/: (will be cancelled|将取消)$/).count()).toBe(5);
      await shot(desk, `bulk-held-${name}`);
      const undo = desk.page.locator('.toast').getByRole('button', { name: /^(Undo|撤销)$/ });
      expect(await undo.count()).toBe(1);
      if ('dark' in how) {
        await undo.click();
        await until('the bar is gone', async () => (await bar.count()) === 0);
      } else {
        await desk.page.keyboard.press('u');
        await until('the bar is gone', async () => (await bar.count()) === 0);
        expect(await undo.count()).toBe(0);
      }
      expect(desk.problems).toEqual([]);
    }
    expect(new Set(await Promise.all(orders.map(stateOf)))).not.toContain('cancelled');
  }, 90_000);

  it('sends what it held when the page goes away', async () => {
    const orders = await wishes(3);
    const desk = await o.desk();
    await mark(desk, orders);
    await desk.page
      .locator('.bulk')
      .getByRole('button', { name: /^Cancel orders?$/ })
      .click();
    await sees(desk, /3 orders will be cancelled in 10 s/);
    await desk.page.evaluate(`{
      const plain = fetch;
      window.fetch = (path, init) => {
        const known = sessionStorage.getItem('outlives') ?? '';
        if (init.method === 'POST') sessionStorage.setItem('outlives', known + ' ' + init.keepalive);
        return plain(path, init);
      };
    }`);
    await desk.page.goto(`${o.started.url}/api/v1/system`);
    expect(await desk.page.evaluate(`sessionStorage.getItem('outlives')`)).toBe(' true true true');
    for (const order of orders)
      await until(`${order.number} is cancelled`, async () => (await stateOf(order)) === 'cancelled');
  }, 60_000);

  it('keeps every undo in sight, however much is told after it', async () => {
    const orders = await wishes(4);
    const desk = await o.desk();
    for (const order of orders) {
      await select(desk, order);
      await desk.page.locator('.detail').getByRole('button', { name: 'Cancel order', exact: true }).click();
    }
    const undo = desk.page.locator('.toast').getByRole('button', { name: 'Undo' });
    expect(await undo.count()).toBe(4);
    await shot(desk, 'undo-four-en-light');
    for (const _ of orders) await desk.page.keyboard.press('u');
    await until('all are taken back', async () => (await undo.count()) === 0);
    expect(new Set(await Promise.all(orders.map(stateOf)))).not.toContain('cancelled');
  }, 60_000);

  it('offers an undo again that could not reach the server', async () => {
    const anna = await o.world.rider('Anna Berg', { autoAccept: true });
    const order = await o.world.wish(DOORS[1], {
      readyAt: new Date(Date.now() + 40 * 60_000).toISOString(),
    });
    await o.call.post(`/deliveries/${order.id}/offer`);
    const has = async () => (await o.world.seen(order.id)).courier?.id === anna.id;
    await until('Anna has it', has);
    const desk = await o.desk();
    await select(desk, order);
    await desk.page.locator('.detail').getByRole('button', { name: 'Unassign', exact: true }).click();
    const undo = desk.page.locator('.toast').getByRole('button', { name: 'Undo' });
    await undo.waitFor();
    await until('she has it not', async () => !(await has()));
    await desk.page.context().setOffline(true);
    await undo.click();
    await sees(desk, /could not be reached|can’t be reached|can’t reach/i);
    await undo.waitFor();
    await shot(desk, 'undo-again-en-light');
    await desk.page.context().setOffline(false);
    await undo.click();
    await until('Anna has it again', has);
  }, 60_000);
});
