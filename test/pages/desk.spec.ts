import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AlertClock } from '../../src/logistics/alerts/alert-clock.ts';
import { openOffice, sees, shot, type Office } from '../support/office.ts';
import { DOORS, quiet } from '../support/world.ts';

describe('the dispatcher’s desk', () => {
  let o: Office;
  beforeAll(async () => {
    o = await openOffice({ role: 'api' });
  }, 120_000);
  afterEach(async () => o?.closePages());
  afterAll(async () => o?.close());

  it('has its filters on one line, however much they count', async () => {
    for (const [locale, width] of [
      ['en-GB', 1440],
      ['zh-CN', 1440],
      ['en-GB', 1100],
    ] as const) {
      const desk = await o.desk({ locale, width, dark: locale === 'zh-CN' });
      await sees(desk, /(Open|进行中)/);
      const lines = await desk.page.evaluate(`(() => {
        document.querySelectorAll('.tab-count').forEach((count) => (count.textContent = '1284'));
        return new Set([...document.querySelectorAll('.tab')].map((tab) => tab.offsetTop)).size;
      })()`);
      expect({ locale, width, lines }).toEqual({ locale, width, lines: 1 });
      await shot(desk, `filters-${locale}-${width}`);
    }
  }, 60_000);

  it('counts what is done only once it knows', async () => {
    const { id, number } = await o.world.wish(DOORS[0]);
    await o.call.post(`/deliveries/${id}/cancel`);
    await quiet(o.started);
    const desk = await o.desk();
    await sees(desk, /Open\s*0/);
    const done = desk.page.locator('.tab', { hasText: 'Done' });
    expect((await done.innerText()).trim()).toBe('Done');
    await done.click();
    await desk.page.locator('.order', { hasText: number }).waitFor();
    expect(await done.innerText()).toMatch(/Done\s*1/);
    expect(desk.problems).toEqual([]);
  }, 60_000);

  it('gives the evidence of an alert in the reader’s language, with nothing only programs read', async () => {
    await o.world.wish(DOORS[1]);
    await o.started.app.get(AlertClock, { strict: false }).tick(new Date(Date.now() + 5 * 60_000));
    await quiet(o.started);
    for (const [how, button, lines] of [
      [{}, 'Evidence', /Why\s*No courier is on shift in this zone\.\s*Waiting for\s*5 min/],
      [{ locale: 'zh-CN', dark: true }, '依据', /原因\s*本区域没有骑手在班。\s*已等待\s*5分钟/],
    ] as const) {
      const desk = await o.desk(how);
      await desk.page.getByRole('button', { name: button }).first().click();
      const evidence = desk.page.locator('.evidence').first();
      expect(await evidence.innerText()).toMatch(lines);
      expect(await evidence.innerText()).not.toMatch(/thresholds|no_courier/);
      await shot(desk, `evidence-${'dark' in how ? 'zh-dark' : 'en-light'}`);
      expect(desk.problems).toEqual([]);
    }
  }, 60_000);
});
