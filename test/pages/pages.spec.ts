import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { CourierHomeView } from '../../src/shared/page-views.ts';
import { caller, until, type Caller } from '../support/api.ts';
import { openBrowser, signIn, visitor, type WatchedPage } from '../support/browser.ts';
import { PASSWORD, peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';

const STORE_AT = { lon: 11.9668, lat: 57.7046 };
const DOOR_AT = { lon: 11.9735, lat: 57.702 };

describe('the pages in a real browser', () => {
  let started: StartedApp;
  let browser: Browser;
  let shop: Caller;
  let phone: Caller;
  let courier: Caller;
  let emails: { dispatcher: string; courier: string };

  beforeAll(async () => {
    started = await startApp();
    browser = await openBrowser();
    const people = peopleOf(started);
    const zone = await people.zone();
    const store = await people.store('Bageriet', STORE_AT);
    shop = caller(started.url, (await people.key(store.id)).headers);
    const rider = await people.courier(zone.id, 'Anna Berg');
    phone = caller(started.url, (await people.device(rider.id)).headers);
    const account = await people.account({ role: 'courier', courierId: rider.id });
    courier = caller(started.url, await account.headers());
    emails = { courier: account.email, dispatcher: (await people.account({ role: 'dispatcher' })).email };
    await shop.post('/products', { storeId: store.id, sku: 'BUN', name: 'Cinnamon bun', priceMinor: 3500 });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await started?.stop();
  });

  const text = (watched: WatchedPage) => watched.page.evaluate('document.body.innerText') as Promise<string>;
  const sees = (watched: WatchedPage, what: string | RegExp) =>
    until(`the page says ${what}`, async () => {
      const shown = await text(watched);
      return typeof what === 'string' ? shown.includes(what) : what.test(shown);
    });

  it('refuses a wrong password in words', async () => {
    const stranger = await visitor(browser);
    await stranger.page.goto(started.url);
    await stranger.page.fill('input[type=email]', emails.dispatcher);
    await stranger.page.fill('input[type=password]', 'not the password');
    await stranger.page.keyboard.press('Enter');
    await until('an alert', () => stranger.page.locator('[role=alert]').first().isVisible());
    expect(stranger.page.url()).toBe(`${started.url}/`);
    expect(stranger.problems).toEqual([]);
  });

  it('carries one order over three pages: console, courier, customer', async () => {
    const desk = await visitor(browser, { width: 1440, height: 900 });
    await signIn(desk.page, started.url, emails.dispatcher, PASSWORD, /console/);
    const rider = await visitor(browser, { width: 390, height: 844 });
    await signIn(rider.page, started.url, emails.courier, PASSWORD, /courier/);

    // The courier starts the shift with one thumb.
    await rider.page.getByRole('button', { name: /start shift/i }).click();
    await until(
      'the courier is on duty',
      async () => (await courier.get<CourierHomeView>('/courier/home')).body.courier.state === 'idle',
    );
    await phone.post('/fixes', { fixes: [{ at: Date.now(), ...STORE_AT, accuracyM: 5, speedMps: 0 }] });

    // An order comes by API and shows up on the console by itself.
    const placed = await shop.post('/orders', {
      customer: { name: 'Kim Ek' },
      dropoff: { address: 'Engelbrektsgatan 1', at: DOOR_AT },
      window: { to: new Date(Date.now() + 60 * 60_000).toISOString() },
      lines: [{ sku: 'BUN', quantity: 2 }],
    });
    expect(placed.status).toBe(201);
    const { number, id } = placed.body.delivery;
    await sees(desk, number);
    await sees(desk, 'Engelbrektsgatan 1');

    // The offer reaches the courier's page, who accepts.
    await rider.page.getByRole('button', { name: /accept/i }).click({ timeout: 15_000 });
    await sees(desk, 'Anna Berg');

    // The customer's link: the answer first, no courier position yet, no third party asked.
    const link = await shop.post(`/deliveries/${id}/share`);
    const customer = await visitor(browser, { width: 390, height: 844 });
    const foreign: string[] = [];
    customer.page.on('request', (request) => {
      if (
        !request.url().startsWith(started.url) &&
        !request.url().startsWith('data:') &&
        !request.url().startsWith('blob:')
      )
        foreign.push(request.url());
    });
    await customer.page.goto(`${started.url}/track/${link.body.token}`);
    await sees(customer, /\d\d:\d\d/);
    await sees(customer, 'Bageriet');
    expect(foreign).toEqual([]);

    // Picked up: the customer's page turns live without a reload.
    const home = await until('a stop to make', async () => {
      const { body } = await courier.get<CourierHomeView>('/courier/home');
      return body.route?.stops[0]?.kind === 'pickup' ? body : null;
    });
    await courier.post(`/stops/${home.route!.stops[0]!.id}/complete`, {});
    await sees(customer, /Anna/);
    const next = await until(
      'the way to the door',
      async () => (await courier.get<CourierHomeView>('/courier/home')).body.route,
    );
    await courier.post(`/stops/${next.stops[0]!.id}/complete`, {});
    await sees(customer, /Delivered/);

    for (const watched of [desk, rider, customer]) expect(watched.problems).toEqual([]);
  }, 90_000);

  it('fits a narrow phone, and speaks Chinese', async () => {
    const { body } = await shop.get('/deliveries?limit=1');
    const link = await shop.post(`/deliveries/${body.items[0].id}/share`);
    const customer = await visitor(browser, { width: 320, height: 640, locale: 'zh-CN', dark: true });
    await customer.page.goto(`${started.url}/track/${link.body.token}`);
    await sees(customer, /[一-鿿]{2,}/);
    const overflow = (await customer.page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )) as number;
    expect(overflow).toBeLessThanOrEqual(0);
    expect(customer.problems).toEqual([]);
  });

  it('tells a customer whose link is unknown so, kindly', async () => {
    const lost = await visitor(browser, { width: 390, height: 844 });
    await lost.page.goto(`${started.url}/track/nobody-ever-made-this-link`);
    await until('some words', async () => (await text(lost)).length > 30);
    expect(lost.problems).toEqual([]);
  });
});
