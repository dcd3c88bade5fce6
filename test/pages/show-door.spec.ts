import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { DeliveryView } from '../../src/shared/views.ts';
import { caller, until, type Caller } from '../support/api.ts';
import { openBrowser, signIn, visitor, type WatchedPage } from '../support/browser.ts';
import { PASSWORD, peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';
import { DOORS, newWorld, quiet, type World } from '../support/world.ts';

describe('a door can be shown on the map', () => {
  let started: StartedApp;
  let browser: Browser;
  let office: Caller;
  let email: string;
  let w: World;
  let open: WatchedPage[] = [];

  beforeAll(async () => {
    started = await startApp();
    browser = await openBrowser();
    const dispatcher = await peopleOf(started).account({ role: 'dispatcher' });
    email = dispatcher.email;
    office = caller(started.url, await dispatcher.headers());
    w = await newWorld(started, office);
  }, 120_000);
  afterEach(async () => {
    for (const { page } of open) await page.context().close();
    open = [];
  });
  afterAll(async () => {
    await browser?.close();
    await started?.stop();
  });

  const openDesk = async (how: { locale?: string; dark?: boolean; width?: number } = {}) => {
    const desk = await visitor(browser, { width: 1440, height: 900, ...how });
    open.push(desk);
    await signIn(desk.page, started.url, email, PASSWORD, /console/);
    return desk;
  };
  const shot = async (page: Page, name: string) => {
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png` });
  };
  const select = (page: Page, { number }: DeliveryView) =>
    page.locator('.order', { hasText: number }).first().click();
  const middle = async (page: Page) => {
    const box = (await page.locator('.map').boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const doorOf = async ({ id }: DeliveryView) => (await w.seen(id)).dropoff.at;

  it('finds a courier for an order whose address is on no map, once the pin stands at its door', async () => {
    const rider = await w.rider('Bo Ek', { autoAccept: true });
    for (const how of [{}, { locale: 'zh-CN', dark: true, width: 900 }]) {
      const lost = await w.wish(undefined, { dropoff: { address: 'Bakgården 3' } });
      const { page, problems } = await openDesk(how);
      await select(page, lost);
      await page.getByRole('button', { name: /^(Show it on the map|在地图上指出)$/ }).click();
      const pin = page.locator('.door-pin');
      await pin.waitFor();
      const at = await middle(page);
      await page.mouse.click(at.x + 60, at.y - 40);
      await shot(page, `show-door-${'dark' in how ? 'zh-dark' : 'en-light'}`);
      expect(await doorOf(lost)).toBeNull();
      await page.getByRole('button', { name: /^(The door is here|门口在这里)$/ }).click();
      await until('somebody has it', async () => (await w.seen(lost.id)).courier?.id === rider.id);
      const door = (await doorOf(lost))!;
      const store = lost.pickup.at!;
      // Right of the store and above it, by what was clicked.
      expect(door.lon).toBeGreaterThan(store.lon);
      expect(door.lat).toBeGreaterThan(store.lat);
      expect((await w.seen(lost.id)).dropoff.address).toBe('Bakgården 3');
      await until('the pin is gone', async () => (await pin.count()) === 0);
      await shot(page, `show-door-done-${'dark' in how ? 'zh-dark' : 'en-light'}`);
      expect(problems).toEqual([]);
      await office.post(`/deliveries/${lost.id}/cancel`);
    }
    await rider.me.post('/courier/duty', { state: 'off' });
    await quiet(started);
  }, 90_000);

  it('moves a door by arrow keys and Enter, not after Escape, and takes it back', async () => {
    const order = await w.wish(DOORS[1]);
    const { page, problems } = await openDesk();
    await select(page, order);
    const ask = async () => {
      await page.getByRole('button', { name: 'Correct …' }).click();
      await page.getByRole('button', { name: 'Show it on the map' }).click();
      await page.locator('.door-pin').waitFor();
    };
    const before = (await doorOf(order))!;
    await ask();
    await page.keyboard.press('Escape');
    await until('the pin is gone', async () => (await page.locator('.door-pin').count()) === 0);
    expect(await doorOf(order)).toEqual(before);
    await ask();
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(400);
    await page.keyboard.press('Enter');
    await until('the door is further east', async () => (await doorOf(order))!.lon > before.lon);
    expect((await doorOf(order))!.lat).toBeCloseTo(before.lat, 4);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await until('the door is where it was', async () => (await doorOf(order))!.lon === before.lon);
    expect(problems).toEqual([]);
  }, 60_000);
});
