import { describe, expect, it } from '@jest/globals';
import { isForeignWrite } from '../../../src/access/origin.rules.ts';

const write = { method: 'POST', host: 'waylight.example' };

describe('a write', () => {
  it('from our own page is ours', () => {
    expect(isForeignWrite({ ...write, origin: 'https://waylight.example' })).toBe(false);
  });
  it('from our public address is ours, also behind a proxy that hides it', () => {
    const behind = { ...write, host: '10.0.0.5:3000', origin: 'https://waylight.example' };
    expect(isForeignWrite(behind, 'https://waylight.example/')).toBe(false);
    expect(isForeignWrite(behind)).toBe(true);
  });
  it.each([
    'https://evil.example',
    'https://waylight.example.evil.example',
    'https://waylight.example:8443',
    'null',
  ])('from %s is foreign', (origin) => expect(isForeignWrite({ ...write, origin })).toBe(true));
  it('of a program, which names no origin or brings its own key, is no riding page', () => {
    expect(isForeignWrite(write)).toBe(false);
    expect(isForeignWrite({ ...write, origin: 'https://shop.example', authorization: 'Bearer wl_x' })).toBe(
      false,
    );
  });
  it('is not a read', () => {
    expect(isForeignWrite({ ...write, method: 'GET', origin: 'https://evil.example' })).toBe(false);
  });
});
