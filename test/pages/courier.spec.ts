import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clockTime } from '../../client/parts/format.ts';
import { until } from '../support/api.ts';
import { openOffice, sees, shot, type Office } from '../support/office.ts';
import { DOORS, STORE_AT, type Rider } from '../support/world.ts';

const CAFE = { lon: 11.9767, lat: 57.6985 };
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

describe('the courier’s page', () => {
  let o: Office;
  beforeAll(async () => {
    o = await openOffice();
  }, 120_000);
  afterEach(async () => o?.closePages());
  afterAll(async () => o?.close());

  const phoneOf = async (rider: Rider, locale = 'en-GB') => {
    const phone = await o.visit({ width: 390, height: 844, locale });
    const context = phone.page.context();
    const [name, value] = rider.cookie.split(/[=;]/);
    await context.addCookies([{ name: name!, value: value!, url: o.started.url }]);
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ longitude: CAFE.lon, latitude: CAFE.lat });
    await phone.page.goto(`${o.started.url}/courier`);
    return phone;
  };

  it('says when to set out for a stop that can wait, in both languages', async () => {
    const anna = await o.world.rider('Anna Berg', { autoAccept: true, at: CAFE });
    const { id } = await o.world.wish(DOORS[1], { window: { from: inMinutes(60), to: inMinutes(120) } });
    await o.call.post(`/deliveries/${id}/assign`, { courierId: anna.id });
    const { setOut, stops } = await until('she is told', async () => (await anna.home()).route);
    const { zone } = stops[0]!.place;
    const [at, there] = [clockTime(setOut!.at, zone), clockTime(setOut!.thereAt, zone)];
    const phone = await phoneOf(anna);
    await sees(phone, new RegExp(`Set out at ${at} to be there at ${there}`));
    await shot(phone, 'set-out-at');
    const chinese = await phoneOf(anna, 'zh-CN');
    await sees(chinese, new RegExp(`${at} 出发，${there} 到达`));
    expect([...phone.problems, ...chinese.problems]).toEqual([]);
  }, 60_000);

  it('says that it is time to set out, until the phone moves', async () => {
    const bo = await o.world.rider('Bo Ek', { autoAccept: true, at: CAFE });
    const { id } = await o.world.wish(DOORS[1]);
    await o.call.post(`/deliveries/${id}/assign`, { courierId: bo.id });
    await until('he is under way', async () => (await bo.home()).route?.stops[0]?.state === 'enroute');
    const phone = await phoneOf(bo);
    await sees(phone, /Set out now to be there at \d\d:\d\d/);
    await shot(phone, 'set-out-now');
    let { lat } = CAFE;
    await until('he is left alone', async () => {
      lat += 0.0002;
      await phone.page.context().setGeolocation({ longitude: CAFE.lon, latitude: lat });
      return (await phone.page.locator('.set-out').count()) === 0;
    });
    expect(await phone.page.locator('.next-stop').innerText()).toMatch(/around \d\d:\d\d/);
    expect(phone.problems).toEqual([]);
  }, 60_000);

  it('keeps the way to the stop on its map, nearer as the courier comes nearer, until he zooms himself, and again when he wants it', async () => {
    const cleo = await o.world.rider('Cleo Dahl', { autoAccept: true, at: CAFE });
    const { id } = await o.world.wish(DOORS[1]);
    await o.call.post(`/deliveries/${id}/assign`, { courierId: cleo.id });
    const phone = await phoneOf(cleo);
    const { page } = phone;
    const pins = page.locator('.stop-canvas .leaflet-marker-icon');
    /** Rides there, until the map shows him so many pixels right of the stop and above it. */
    const rides = (what: string, east: number, north: number, is: (right: number, up: number) => boolean) => {
      let jitter = 0;
      return until(what, async () => {
        jitter += 1e-5;
        const [longitude, latitude] = [STORE_AT.lon + east, STORE_AT.lat + north + jitter];
        await page.context().setGeolocation({ longitude, latitude });
        if ((await pins.count()) < 2) return false;
        const [stop, self] = await Promise.all([pins.first().boundingBox(), pins.last().boundingBox()]);
        return is(self!.x - stop!.x, stop!.y - self!.y);
      });
    };
    await rides('he is seen north of the stop', 0, 0.03, (right, up) => Math.abs(right) < 20 && up > 60);
    await rides('the map comes nearer', 0.008, 0, (right, up) => right > 60 && Math.abs(up) < 30);
    await shot(phone, 'stop-map-near');
    for (let k = 0; k < 2; k++) {
      await until('the map stands', async () => (await page.locator('.leaflet-zoom-anim').count()) === 0);
      await page.locator('.leaflet-control-zoom-in').click();
    }
    await rides('the zoom stays his', 0, -0.004, (right, up) => Math.abs(right) < 20 && up < -250);
    await shot(phone, 'stop-map-zoomed');
    await page.getByRole('button', { name: 'Show all' }).click();
    await rides('all of it is shown again', 0, -0.004, (right, up) => Math.abs(right) < 20 && up > -200);
    expect(await page.getByRole('button', { name: 'Show all' }).count()).toBe(0);
    expect(await page.evaluate('document.activeElement.className')).toContain('stop-canvas');
    expect(phone.problems).toEqual([]);
  }, 60_000);
});
