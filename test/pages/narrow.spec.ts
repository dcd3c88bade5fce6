import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeliveryView } from '../../src/shared/views.ts';
import { openOffice, sees, select, shot, type Office } from '../support/office.ts';
import { DOORS } from '../support/world.ts';

describe('the console on a phone', () => {
  let o: Office;
  let order: DeliveryView;
  beforeAll(async () => {
    o = await openOffice({ role: 'api' });
    await o.world.rider('Maximiliana Holm-Andersson', { autoAccept: true });
    order = await o.world.wish(DOORS[0]);
  }, 120_000);
  afterAll(async () => o?.close());

  it('shows the map over the orders, and what is selected over both, nothing cut off at the side', async () => {
    const desk = await o.desk({ width: 390, height: 844 });
    await sees(desk, new RegExp(order.number));
    const boxOf = async (what: string) => (await desk.page.locator(what).boundingBox())!;
    const [map, orders] = [await boxOf('.map-pane'), await boxOf('.orders')];
    expect([map.width, orders.width]).toEqual([390, 390]);
    expect(orders.y).toBeGreaterThanOrEqual(map.y + map.height);
    expect(await desk.page.evaluate('document.querySelector(".top").scrollWidth')).toBeLessThanOrEqual(390);
    await select(desk, order);
    await sees(desk, /History/i);
    expect((await boxOf('.detail')).width).toBeGreaterThan(380);
    await shot(desk, 'narrow-order');
    await desk.page.locator('.drawer-close').click();
    await desk.page.locator('.side').waitFor({ state: 'hidden' });
    expect(desk.problems).toEqual([]);
  }, 60_000);
});
