import { afterEach, describe, expect, it } from '@jest/globals';
import { openOffice } from '../support/office.ts';

const listening = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;

describe('an office that can not be opened', () => {
  const browser = process.env['CHROMIUM'];
  afterEach(() => {
    if (browser === undefined) delete process.env['CHROMIUM'];
    else process.env['CHROMIUM'] = browser;
  });

  it('leaves no server behind', async () => {
    const before = listening();
    process.env['CHROMIUM'] = '/no/such/browser';
    await expect(openOffice({ role: 'api' })).rejects.toThrow(/no\/such\/browser/);
    expect(listening()).toBe(before);
  }, 120_000);
});
