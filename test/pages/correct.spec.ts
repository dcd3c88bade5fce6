import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clockTime } from '../../client/parts/format.ts';
import { until } from '../support/api.ts';
import { openOffice, sees, select, shot, type Office } from '../support/office.ts';
import { DOORS, quiet, type Rider } from '../support/world.ts';

const MINUTE = 60_000;

describe('the console does what its explanations propose', () => {
  let o: Office;
  beforeAll(async () => {
    // The page waits for what is planned after its click: with a worker, as in the wild.
    o = await openOffice();
  }, 120_000);
  afterEach(async () => o.closePages());
  afterAll(async () => o?.close());

  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString();
  const onShift = async (name: string, minutes: number) => {
    const rider = await o.world.rider(name, { onDuty: false, autoAccept: true });
    await o.call.post(`/couriers/${rider.id}/shifts`, { from: inMinutes(-1), to: inMinutes(minutes) });
    await rider.me.post('/courier/duty', { state: 'on' });
    await quiet(o.started);
    return rider;
  };

  const endOf = async ({ home }: Rider): Promise<string> => {
    const { courier, timeZone } = await home();
    return clockTime(courier.shift!.to, timeZone);
  };

  it('lets a courier work longer by key; the order gets that courier, and all of it can be taken back', async () => {
    const anna = await onShift('Anna Berg', 2.5);
    const bike = { kind: 'bike', name: 'Bike', capacity: [20, 30_000] };
    const { id: vehicleId } = (await o.call.post('/vehicles', bike)).body;
    const atHome = { name: 'Dana Lund', phone: '+46 31 390 06 01', zoneId: o.world.zone.id, vehicleId };
    await o.call.post('/couriers', atHome);
    const late = await o.world.wish(DOORS[3]);
    const phone = await o.visit({ width: 390, height: 844, timeZone: 'Asia/Tokyo' });
    const [name, value] = anna.cookie.split('=') as [string, string];
    await phone.page.context().addCookies([{ name, value, url: o.started.url }]);
    await phone.page.goto(`${o.started.url}/courier`);
    await sees(phone, new RegExp(`until ${await endOf(anna)}`));
    const desk = await o.desk();
    await select(desk, late);
    const way = desk.page.getByRole('button', { name: /^Anna Berg until \d\d:\d\d/ });
    await way.waitFor();
    const call = desk.page.getByRole('link', { name: 'Dana Lund +46 31 390 06 01' });
    expect(await call.getAttribute('href')).toBe('tel:+46313900601');
    await call.scrollIntoViewIfNeeded();
    await shot(desk, 'shift-en-light');
    await way.focus();
    const short = (await anna.home()).courier.shift!.to;
    await desk.page.keyboard.press('Enter');
    // All at once: what is told goes again after a few seconds, and so does the chance to undo.
    await Promise.all([
      sees(desk, /Anna Berg works until \d\d:\d\d/),
      sees(desk, new RegExp(`${late.number} goes to Anna Berg`)),
      sees(phone, /Your shift ends at \d\d:\d\d now/).then(() => shot(phone, 'shift-courier-en-light')),
      until('Anna has it', async () => (await o.world.seen(late.id)).courier?.id === anna.id),
      sees(desk, /Why this courier/i).then(() => shot(desk, 'shift-done-en-light')),
    ]);
    await desk.page.keyboard.press('u');
    await until('the shift is as it was', async () => (await anna.home()).courier.shift!.to === short);
    await until('nobody has it', async () => (await o.world.seen(late.id)).courier === null);
    expect(desk.problems).toEqual([]);
    await anna.me.post('/courier/duty', { state: 'off' });
    await o.call.post(`/deliveries/${late.id}/cancel`);
  }, 60_000);

  it('plans a shift for one more courier, who is told at home, in the time of the place; it can be taken back, and begins with his word', async () => {
    const dana = await o.world.rider('Dana Holm-Andersson', {
      onDuty: false,
      autoAccept: true,
      skills: ['fridge'],
    });
    const cold = await o.world.wish(DOORS[1], { skills: ['fridge'] });
    const phone = await o.visit({ width: 390, height: 844, timeZone: 'Asia/Tokyo' });
    const [name, value] = dana.cookie.split('=') as [string, string];
    await phone.page.context().addCookies([{ name, value, url: o.started.url }]);
    await phone.page.goto(`${o.started.url}/courier`);
    await sees(phone, /Start your shift to get stops/);
    const desk = await o.desk();
    await select(desk, cold);
    const plan = desk.page.getByRole('button', { name: /^Plan a shift for Dana Holm-Andersson until/ });
    await plan.scrollIntoViewIfNeeded();
    await shot(desk, 'plan-shift-en-light');
    await plan.click();
    await sees(desk, /Dana Holm-Andersson is planned until \d\d:\d\d/);
    await sees(desk, /planned until \d\d:\d\d, not here yet/);
    await shot(desk, 'plan-shift-done-en-light');
    await sees(phone, new RegExp(`You are planned until ${await endOf(dana)}`));
    await shot(phone, 'plan-shift-courier-en-light');
    await desk.page.keyboard.press('u');
    await until('nothing is planned', async () => (await dana.home()).courier.shift === null);
    await sees(phone, /Hello Dana Holm-Andersson\s+Start your shift/);
    await plan.click();
    await until('it is planned again', async () => (await dana.home()).courier.shift !== null);
    await phone.page.getByRole('button', { name: 'Start shift' }).click();
    await until('Dana has it', async () => (await o.world.seen(cold.id)).courier?.id === dana.id);
    await sees(desk, /Why this courier/i);
    expect([...desk.problems, ...phone.problems]).toEqual([]);
    await o.call.post(`/deliveries/${cold.id}/cancel`);
    await quiet(o.started);
    await dana.me.post('/courier/duty', { state: 'off' });
  }, 60_000);

  it('moves the promise of an order that will be late, once it is sure; the customer reads it', async () => {
    const bo = await onShift('Bo Ek', 240);
    for (const how of [{}, { locale: 'zh-CN', dark: true }]) {
      const late = await o.world.wish(DOORS[2], { window: { to: inMinutes(2) } });
      const { url } = (await o.call.post(`/deliveries/${late.id}/share`)).body;
      const customer = await o.visit({ width: 390, height: 844, ...how });
      await customer.page.goto(`${o.started.url}${new URL(url).pathname}`);
      const desk = await o.desk(how);
      await select(desk, late);
      const way = desk.page.getByRole('button', { name: /^(Promise \d\d:\d\d instead|承诺改为)/ });
      await way.waitFor();
      await shot(desk, `promise-${'dark' in how ? 'zh-dark' : 'en-light'}`);
      const isFocused = await way.evaluate(async (button) => {
        button.click();
        await new Promise((resolve) => setTimeout(resolve));
        return button.ownerDocument.activeElement?.closest('.ask') !== null;
      });
      expect(isFocused).toBe(true);
      await sees(desk, /Kim Ek and Bageriet are told|将通知 Kim Ek 和 Bageriet/);
      await shot(desk, `promise-ask-${'dark' in how ? 'zh-dark' : 'en-light'}`);
      // The button that does it has the focus, from the start.
      await desk.page.keyboard.press('Enter');
      await until(
        'it is promised later',
        async () => (await o.world.seen(late.id)).window.to > late.window.to,
      );
      await sees(desk, /Promised \d\d:\d\d instead of|承诺由 \d\d:\d\d 改为/);
      await sees(customer, /later than first promised|比最初承诺的晚/);
      await shot(desk, `promise-done-${'dark' in how ? 'zh-dark' : 'en-light'}`);
      await shot(customer, `promise-customer-${'dark' in how ? 'zh-dark' : 'en-light'}`);
      expect([...desk.problems, ...customer.problems]).toEqual([]);
      await o.call.post(`/deliveries/${late.id}/cancel`);
    }
    expect((await bo.home()).courier.shift).not.toBeNull();
  }, 90_000);

  it('takes another address for one that nobody found, and says when that is on no map either', async () => {
    for (const how of [{}, { locale: 'zh-CN', dark: true }]) {
      const lost = await o.world.wish(undefined, { dropoff: { address: 'Ingenstansvägen 99999' } });
      const desk = await o.desk(how);
      await select(desk, lost);
      const field = desk.page.locator('.correct-row input');
      await field.fill('Ingenannanstans 77777');
      await desk.page.keyboard.press('Enter');
      await sees(
        desk,
        'dark' in how ? /地图上找不到该地址。 · 请求编号/ : /The map does not know this address\. · Request/,
      );
      await desk.page.locator('.field-error').waitFor();
      await shot(desk, `door-refused-${'dark' in how ? 'zh-dark' : 'en-light'}`);
      await field.fill('Vasagatan 12');
      await desk.page.keyboard.press('Enter');
      await until('somebody has it', async () => (await o.world.seen(lost.id)).courier !== null);
      await sees(desk, /Why this courier|为什么是这位骑手/i);
      await shot(desk, `door-done-${'dark' in how ? 'zh-dark' : 'en-light'}`);
      expect(desk.problems).toEqual([]);
      await o.call.post(`/deliveries/${lost.id}/cancel`);
    }
  }, 90_000);

  it('corrects a promise by hand, and takes it back', async () => {
    const order = await o.world.wish(DOORS[1]);
    const desk = await o.desk();
    await select(desk, order);
    await desk.page.getByRole('button', { name: 'Correct …' }).click();
    const choice = desk.page.locator('.correct-row select');
    await choice.selectOption({ index: 4 });
    await shot(desk, 'correct-en-light');
    await desk.page.getByRole('button', { name: 'Move the promise' }).click();
    await until('it is another', async () => (await o.world.seen(order.id)).window.to !== order.window.to);
    await desk.page.getByRole('button', { name: 'Undo', exact: true }).click();
    await until('it is as before', async () => (await o.world.seen(order.id)).window.to === order.window.to);
    expect(desk.problems).toEqual([]);
  }, 60_000);
});
