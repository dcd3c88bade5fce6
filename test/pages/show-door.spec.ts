import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { DeliveryView } from '../../src/shared/views.ts';
import { until } from '../support/api.ts';
import { openOffice, select, shot, type Office } from '../support/office.ts';
import { DOORS, quiet } from '../support/world.ts';

describe('a door can be shown on the map', () => {
  let o: Office;
  beforeAll(async () => {
    o = await openOffice();
  }, 120_000);
  afterAll(async () => o?.close());

  const middle = async (page: Page) => {
    const box = (await page.locator('.map').boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  /** The pin stands at its place, and the map listens to clicks and keys. */
  const aimed = async (page: Page) => page.locator('.map:focus').waitFor();
  /** Leaflet takes a step back that was made while it still zoomed: each key is pressed once the map stands. */
  const still = async (page: Page) => {
    // It begins with the next frame.
    await page.evaluate('new Promise(requestAnimationFrame)');
    await page.locator('.leaflet-pan-anim, .leaflet-zoom-anim').waitFor({ state: 'detached' });
  };
  const doorOf = async ({ id }: DeliveryView) => (await o.world.seen(id)).dropoff.at;

  it('finds a courier for an order whose address is on no map, once the pin stands at its door', async () => {
    const rider = await o.world.rider('Bo Ek', { autoAccept: true });
    for (const how of [{}, { locale: 'zh-CN', dark: true, width: 900 }]) {
      const lost = await o.world.wish(undefined, { dropoff: { address: 'Bakgården 3' } });
      const desk = await o.desk(how);
      const { page, problems } = desk;
      await select(desk, lost);
      await page.getByRole('button', { name: /^(Show it on the map|在地图上指出)$/ }).click();
      const pin = page.locator('.door-pin');
      await aimed(page);
      const at = await middle(page);
      await page.mouse.click(at.x + 60, at.y - 40);
      await shot(desk, `show-door-${'dark' in how ? 'zh-dark' : 'en-light'}`);
      expect(await doorOf(lost)).toBeNull();
      await page.getByRole('button', { name: /^(The door is here|门口在这里)$/ }).click();
      await until('somebody has it', async () => (await o.world.seen(lost.id)).courier?.id === rider.id);
      const door = (await doorOf(lost))!;
      const store = lost.pickup.at!;
      // Right of the store and above it, by what was clicked.
      expect(door.lon).toBeGreaterThan(store.lon);
      expect(door.lat).toBeGreaterThan(store.lat);
      expect((await o.world.seen(lost.id)).dropoff.address).toBe('Bakgården 3');
      await until('the pin is gone', async () => (await pin.count()) === 0);
      await shot(desk, `show-door-done-${'dark' in how ? 'zh-dark' : 'en-light'}`);
      expect(problems).toEqual([]);
      await o.call.post(`/deliveries/${lost.id}/cancel`);
    }
    await rider.me.post('/courier/duty', { state: 'off' });
    await quiet(o.started);
  }, 90_000);

  it('moves a door by arrow keys and Enter, not after Escape, and takes it back', async () => {
    const order = await o.world.wish(DOORS[1]);
    const desk = await o.desk();
    const { page, problems } = desk;
    await select(desk, order);
    const ask = async () => {
      await page.getByRole('button', { name: 'Correct …' }).click();
      await page.getByRole('button', { name: 'Show it on the map' }).click();
      await aimed(page);
    };
    const before = (await doorOf(order))!;
    await ask();
    await page.keyboard.press('Escape');
    await until('the pin is gone', async () => (await page.locator('.door-pin').count()) === 0);
    expect(await doorOf(order)).toEqual(before);
    await ask();
    await page.keyboard.press('ArrowRight');
    await still(page);
    await page.keyboard.press('Enter');
    await until('the door is further east', async () => (await doorOf(order))!.lon > before.lon);
    expect((await doorOf(order))!.lat).toBeCloseTo(before.lat, 4);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await until('the door is where it was', async () => (await doorOf(order))!.lon === before.lon);
    expect(problems).toEqual([]);
  }, 60_000);

  it('says so while the pin stands outside the zone', async () => {
    const order = await o.world.wish(DOORS[1]);
    const desk = await o.desk();
    const { page, problems } = desk;
    await select(desk, order);
    await page.getByRole('button', { name: 'Correct …' }).click();
    await page.getByRole('button', { name: 'Show it on the map' }).click();
    const told = page.locator('.door-pick strong');
    await aimed(page);
    expect(await told.count()).toBe(0);
    await until(
      'the pin is far to the west',
      async () => {
        for (const key of ['-', 'ArrowLeft']) {
          await page.keyboard.press(key);
          await still(page);
        }
        return (await told.count()) > 0;
      },
      60_000,
    );
    expect(await told.textContent()).toMatch(/outside/);
    await shot(desk, 'show-door-outside');
    await page.keyboard.press('Escape');
    expect(problems).toEqual([]);
  }, 120_000);
});
