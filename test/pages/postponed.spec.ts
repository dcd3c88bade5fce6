import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { caller, until } from '../support/api.ts';
import { openBrowser, signIn, visitor } from '../support/browser.ts';
import { PASSWORD, peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';
import { DOORS, newWorld } from '../support/world.ts';

let started: StartedApp;
let browser: Browser;

beforeAll(async () => {
  started = await startApp();
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await started?.stop();
});

describe('an order that can wait, on the console', () => {
  it('says with whom it is planned and when it goes out, and is sent out at once on demand', async () => {
    const dispatcher = await peopleOf(started).account({ role: 'dispatcher' });
    const w = await newWorld(started, caller(started.url, await dispatcher.headers()));
    const anna = await w.rider('Anna Berg');
    const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const { id } = await w.wish(DOORS[1], { window: { from: inMinutes(60), to: inMinutes(120) } });
    const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Europe/Stockholm' });
    // The plan may be made anew by a few seconds, and pages round to the nearest minute.
    const timeOut = async () => {
      const offerAt = Date.parse((await w.seen(id)).offerAt!);
      return time.format(offerAt + 30_000);
    };

    const desk = await visitor(browser, { width: 1440, height: 900 });
    await signIn(desk.page, started.url, dispatcher.email, PASSWORD, /console/);
    const says = (place: string, words: (at: string) => string) =>
      until(`${place} says when it goes out`, async () =>
        (await desk.page.locator(place).first().innerText()).includes(words(await timeOut())),
      );
    const row = desk.page.locator('.order').first();
    await says('.order', (at) => `Goes out at ${at}, planned with Anna Berg`);
    expect(await desk.page.locator('.block[data-later]').count()).toBe(2);
    await row.locator('.order-body').click();
    await says('.detail', (at) => `planned, goes out at ${at}`);
    await desk.page.getByRole('button', { name: 'Send out now' }).click();
    await row.getByText('Anna Berg · asked, no answer yet').waitFor();
    expect(await desk.page.getByRole('button', { name: 'Send out now' }).count()).toBe(0);
    await until('Anna is asked', async () => (await anna.home()).offers.length > 0);
    expect((await w.seen(id)).offerAt).toBeNull();
    expect(desk.problems).toEqual([]);
  }, 90_000);
});
