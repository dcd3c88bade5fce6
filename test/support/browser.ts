import { chromium, type Browser, type Page } from 'playwright-core';

/** A page with what went wrong on it. */
export interface WatchedPage {
  page: Page;
  problems: string[];
}

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

interface Look {
  width: number;
  height: number;
  locale?: string;
  /** IANA; without it, the zone of the machine that runs the test. */
  timeZone?: string;
  dark?: boolean;
}

/** A fresh visitor; errors of the page's own code are kept. */
export async function visitor(
  browser: Browser,
  options: Look = { width: 1280, height: 800 },
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: options.width, height: options.height },
    locale: options.locale ?? 'en-GB',
    colorScheme: options.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    ...(options.timeZone && { timezoneId: options.timeZone }),
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  return { page, problems };
}

/** Signs in with the form and waits for the page that the role leads to. */
export async function signIn(
  page: Page,
  url: string,
  email: string,
  password: string,
  to: RegExp,
): Promise<void> {
  await page.goto(url);
  await page.fill('input[type=email]', email);
  await page.fill('input[type=password]', password);
  await page.keyboard.press('Enter');
  await page.waitForURL(to);
}
