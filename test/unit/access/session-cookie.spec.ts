import { describe, expect, it } from '@jest/globals';
import { sessionSecret } from '../../../src/access/session-cookie.ts';

describe("the session's secret in a Cookie header", () => {
  it('is found among others', () => {
    expect(sessionSecret('a=1; waylight_session=abc-_9; b=2')).toBe('abc-_9');
    expect(sessionSecret('waylight_session=abc')).toBe('abc');
  });
  it('is not taken from a cookie that only looks like it', () => {
    expect(sessionSecret('x_waylight_session=abc; waylight_session2=def')).toBeUndefined();
    expect(sessionSecret('')).toBeUndefined();
    expect(sessionSecret(undefined)).toBeUndefined();
  });
});
