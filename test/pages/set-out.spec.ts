import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clockTime } from '../../client/parts/format.ts';
import { until } from '../support/api.ts';
import { openOffice, sees, shot, type Office } from '../support/office.ts';
import { DOORS, type Rider } from '../support/world.ts';

const CAFE = { lon: 11.9767, lat: 57.6985 };
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

describe('the courier’s page says when to set out', () => {
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

  it('for a stop that can wait, in both languages', async () => {
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

  it('and that it is time, until the phone moves', async () => {
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
});
