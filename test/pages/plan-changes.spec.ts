import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { caller, until, type Caller } from '../support/api.ts';
import { openBrowser, signIn, visitor, type WatchedPage } from '../support/browser.ts';
import { PASSWORD, peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';
import { DOORS, newWorld, type World } from '../support/world.ts';

let started: StartedApp;
let browser: Browser;
let office: Caller;
let email: string;
let w: World;

beforeAll(async () => {
  started = await startApp();
  browser = await openBrowser();
  const dispatcher = await peopleOf(started).account({ role: 'dispatcher' });
  office = caller(started.url, await dispatcher.headers());
  email = dispatcher.email;
  w = await newWorld(started, office);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await started?.stop();
});

const sees = (watched: WatchedPage, what: string) =>
  until(`the page says ${what}`, async () =>
    ((await watched.page.evaluate('document.body.innerText')) as string).includes(what),
  );

describe('the plan changes on the console', () => {
  it('come by themselves, say what changed and why, and can be taken back', async () => {
    const anna = await w.rider('Anna Berg', { autoAccept: true });
    const bo = await w.rider('Bo Ek', { autoAccept: true });
    const desk = await visitor(browser, { width: 1440, height: 900 });
    await signIn(desk.page, started.url, email, PASSWORD, /console/);
    await desk.page.getByRole('tab', { name: 'Plan changes' }).click();
    await sees(desk, 'No plan has changed yet');

    const later = { readyAt: new Date(Date.now() + 40 * 60_000).toISOString() };
    const { id, number } = await w.wish(DOORS[1], later);
    await sees(desk, `New order ${number}`);
    await office.post(`/deliveries/${id}/offer`);
    const { courier } = await w.seen(id);
    const [first, other] = courier?.id === anna.id ? [anna, bo] : [bo, anna];
    await office.post(`/deliveries/${id}/assign`, { courierId: other.id });
    await sees(desk, 'Assigned by dispatcher');

    const card = desk.page.locator('.change').first();
    await card.getByRole('button', { name: 'Undo' }).click();
    await sees(desk, `${number} back to ${courier!.name}`);
    await card.getByRole('button', { name: 'Put back' }).click();
    await sees(desk, '1 order is put back.');
    await sees(desk, 'dispatcher took a plan back');
    await sees(desk, 'Taken back');
    expect((await w.seen(id)).courier?.id).toBe(first.id);

    // What an entry is about is one click away, everywhere on the page.
    await desk.page.locator('.change-line').first().click();
    await until('the order is selected', () =>
      desk.page.locator('.detail').getByText(number).first().isVisible(),
    );
    expect(desk.problems).toEqual([]);
  }, 90_000);

  it('are reached by keys', async () => {
    const desk = await visitor(browser, { width: 1440, height: 900, dark: true, locale: 'zh-CN' });
    await signIn(desk.page, started.url, email, PASSWORD, /console/);
    await desk.page.getByRole('tab', { name: '告警' }).waitFor();
    await desk.page.keyboard.press('g');
    await desk.page.keyboard.press('c');
    await sees(desk, '撤回了一次计划');
    const tab = desk.page.getByRole('tab', { name: '计划变更' });
    expect(await tab.getAttribute('aria-selected')).toBe('true');
    await tab.press('ArrowLeft');
    expect(await tab.getAttribute('aria-selected')).toBe('false');
    expect(desk.problems).toEqual([]);
  }, 60_000);
});
