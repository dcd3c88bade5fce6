import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeliveryView } from '../../src/shared/views.ts';
import type { WatchedPage } from '../support/browser.ts';
import { openOffice, shot, type Office } from '../support/office.ts';
import { DOORS, type Rider } from '../support/world.ts';

/** What has the focus, where it stands, and whether any row was scrolled off the axis. */
const FOCUS = `(() => {
  const block = document.activeElement;
  const track = block.closest('.plan-track')?.getBoundingClientRect();
  const own = block.getBoundingClientRect();
  return {
    words: block.ariaLabel ?? block.tagName,
    row: block.closest('.plan-row')?.querySelector('.plan-name')?.firstChild.data ?? null,
    isSeen: track !== undefined && own.left >= track.left && own.right <= track.right,
    scrolled: [...document.querySelectorAll('.plan-track')].some((one) => one.scrollLeft !== 0),
  };
})()`;

interface Focus {
  words: string;
  row: string | null;
  isSeen: boolean;
  scrolled: boolean;
}

describe('the plan by keys', () => {
  let o: Office;
  let bo: Rider;
  let orders: DeliveryView[];

  beforeAll(async () => {
    o = await openOffice({ role: 'api' });
    const anna = await o.world.rider('Anna Berg', { autoAccept: true });
    bo = await o.world.rider('Bo Ek', { autoAccept: true });
    orders = [await o.world.wish(DOORS[1]), await o.world.wish(DOORS[2]), await o.world.wish(DOORS[3])];
    const holders = [anna, bo, bo];
    for (const [k, { id }] of orders.entries()) {
      await o.call.post(`/deliveries/${id}/assign`, { courierId: holders[k]!.id });
    }
  }, 120_000);
  afterEach(async () => o?.closePages());
  afterAll(async () => o?.close());

  const focusOf = async ({ page }: WatchedPage) => (await page.evaluate(FOCUS)) as Focus;
  const blockOf = ({ page }: WatchedPage, { number }: DeliveryView, kind: string) =>
    page.locator(`.block[data-kind=${kind}][aria-label^="${number},"]`);

  it('is walked over with every row on the axis and what has the focus in view', async () => {
    const desk = await o.desk();
    const { page } = desk;
    await blockOf(desk, orders[0]!, 'dropoff').waitFor();
    for (const side of ['Later', 'Earlier']) {
      await page.getByRole('button', { name: side }).focus();
      for (let k = 0; k < 8; k++) await page.keyboard.press('Enter');
      await blockOf(desk, orders[0]!, 'pickup').focus();
      for (const key of ['Shift', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowUp']) {
        await page.keyboard.press(key);
        const now = { side, key, ...(await focusOf(desk)) };
        expect(now).toMatchObject({ side, key, isSeen: true, scrolled: false });
      }
    }
    await shot(desk, 'plan-walked');
    expect(desk.problems).toEqual([]);
  }, 60_000);
});
