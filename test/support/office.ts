import type { Browser } from 'playwright-core';
import type { DeliveryView } from '../../src/shared/views.ts';
import { caller, until, type Caller } from './api.ts';
import { openBrowser, signIn, visitor, type WatchedPage } from './browser.ts';
import { PASSWORD, peopleOf } from './people.ts';
import { startApp, type StartedApp } from './start-app.ts';
import { newWorld, type World } from './world.ts';

type Look = Partial<Parameters<typeof visitor>[1]>;

/** A running server with a world of its own, a browser, and a dispatcher who signs in there. */
export interface Office {
  started: StartedApp;
  browser: Browser;
  /** The dispatcher's own calls. */
  call: Caller;
  world: World;
  /** Somebody's empty page. */
  visit: (how?: Look) => Promise<WatchedPage>;
  /** The dispatcher's console. */
  desk: (how?: Look) => Promise<WatchedPage>;
  closePages: () => Promise<void>;
  close: () => Promise<void>;
}

export async function openOffice(settings: Parameters<typeof startApp>[0] = {}): Promise<Office> {
  const started = await startApp(settings);
  try {
    return await furnish(started);
  } catch (error) {
    await started.stop();
    throw error;
  }
}

/** The browser comes last: nothing behind it can fail and leave it running. */
async function furnish(started: StartedApp): Promise<Office> {
  const dispatcher = await peopleOf(started).account({ role: 'dispatcher' });
  const call = caller(started.url, await dispatcher.headers());
  const world = await newWorld(started, call);
  const browser = await openBrowser();
  let pages: WatchedPage[] = [];
  const visit = async (how: Look = {}): Promise<WatchedPage> => {
    const visited = await visitor(browser, { width: 1440, height: 900, ...how });
    pages.push(visited);
    return visited;
  };
  return {
    started,
    browser,
    call,
    world,
    visit,
    desk: async (how) => {
      const desk = await visit(how);
      await signIn(desk.page, started.url, dispatcher.email, PASSWORD, /console/);
      return desk;
    },
    closePages: async () => {
      for (const { page } of pages) await page.context().close();
      pages = [];
    },
    close: async () => {
      await browser.close().finally(started.stop);
    },
  };
}

export const select = ({ page }: WatchedPage, { number }: DeliveryView): Promise<void> =>
  page.locator('.order', { hasText: number }).first().click();

export const sees = ({ page }: WatchedPage, what: RegExp): Promise<unknown> =>
  until(`the page says ${what}`, async () =>
    what.test((await page.evaluate('document.body.innerText')) as string),
  );

/** A picture for whoever asks for pictures by `SHOTS`, a folder. */
export async function shot({ page }: WatchedPage, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
