import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AlertClock } from '../../src/logistics/alerts/alert-clock.ts';
import type { InsertionView } from '../../src/shared/page-views.ts';
import type { DeliveryView } from '../../src/shared/views.ts';
import { until } from '../support/api.ts';
import type { WatchedPage } from '../support/browser.ts';
import { openOffice, select, type Office } from '../support/office.ts';
import { DOORS, quiet, type Rider } from '../support/world.ts';

describe('Enter on the dispatcher’s desk', () => {
  let o: Office;
  let anna: Rider;
  let held: DeliveryView;
  let loose: DeliveryView;

  beforeAll(async () => {
    o = await openOffice({ role: 'api' });
    anna = await o.world.rider('Anna Berg', { autoAccept: true });
    held = await o.world.wish(DOORS[1]);
    loose = await o.world.wish(DOORS[2]);
    await o.call.post(`/deliveries/${loose.id}/unassign`);
    await o.started.app.get(AlertClock, { strict: false }).tick(new Date(Date.now() + 20 * 60_000));
    await quiet(o.started);
  }, 120_000);
  afterEach(async () => o?.closePages());
  afterAll(async () => o?.close());

  const rowOf = ({ page }: WatchedPage, { number }: DeliveryView) =>
    page.locator('.order-body', { hasText: number });

  /** An order that nobody has though it has a place: planning would not leave it, so the answer is ours. */
  const deskWithPlace = async (): Promise<WatchedPage> => {
    const desk = await o.desk();
    const place: InsertionView = {
      courierId: anna.id,
      courierName: 'Anna Berg',
      addedMinutes: 3,
      lateMinutes: 0,
      pickupIndex: 0,
      dropoffIndex: 1,
      dropoffEta: new Date(Date.now() + 10 * 60_000).toISOString(),
    };
    await desk.page.route('**/insertions?*', (route) => route.fulfill({ json: [place] }));
    return desk;
  };

  const showsPlaces = async (desk: WatchedPage) => {
    await select(desk, loose);
    await rowOf(desk, loose).getByText('↵ Anna Berg').waitFor();
  };

  it('opens the row that has the focus, and gives no other order away', async () => {
    const desk = await deskWithPlace();
    const { page } = desk;
    const detail = page.locator('.detail h2');
    for (const [row, title] of [
      ['.block', held.number],
      ['.plan-head', 'Anna Berg'],
    ] as const) {
      await showsPlaces(desk);
      await page.locator(row).first().focus();
      await page.keyboard.press('Enter');
      await detail.getByText(title).waitFor();
    }
    await showsPlaces(desk);
    await page.locator('.alert-title').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.alert[data-selected=true]').waitFor();
    await page.getByRole('tab', { name: 'Plan changes' }).click();
    await showsPlaces(desk);
    await page.locator('.change-line', { hasText: held.number }).first().focus();
    await page.keyboard.press('Enter');
    await detail.getByText(held.number).waitFor();
    expect((await o.world.seen(loose.id)).courier).toBeNull();
    expect(desk.problems).toEqual([]);
  }, 60_000);

  it('follows j and k from row to row, and takes the place shown on the row that has the focus', async () => {
    const desk = await deskWithPlace();
    const { page } = desk;
    await select(desk, held);
    const numbers = await page.locator('.order-body b').allInnerTexts();
    await page.keyboard.press(numbers.indexOf(loose.number) > numbers.indexOf(held.number) ? 'j' : 'k');
    const row = rowOf(desk, loose);
    await row.getByText('↵ Anna Berg').waitFor();
    expect(await row.evaluate((body) => body === body.ownerDocument.activeElement)).toBe(true);
    await rowOf(desk, held).focus();
    await page.keyboard.press('Enter');
    await page.locator('.detail h2').getByText(held.number).waitFor();
    expect((await o.world.seen(loose.id)).courier).toBeNull();
    await showsPlaces(desk);
    await page.keyboard.press('Enter');
    await until('Anna has it', async () => (await o.world.seen(loose.id)).courier?.id === anna.id);
    expect(desk.problems).toEqual([]);
  }, 60_000);
});
