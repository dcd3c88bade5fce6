import { describe, expect, it } from '@jest/globals';
import { RateLimits } from '../../../src/access/rate-limits.ts';

const times = async (n: number, job: () => Promise<void>) => {
  for (let i = 0; i < n; i++) await job();
};

describe('rate limits', () => {
  it("stop a customer's link at 240 in a minute, saying how long to wait, and nobody else", async () => {
    const limits = new RateLimits();
    const spend = (id: string) => limits.spend({ kind: 'share', id });
    await times(240, () => spend('a'));
    await expect(spend('a')).rejects.toMatchObject({
      kind: 'overloaded',
      code: 'rate_limited',
      detail: { retryAfterS: expect.any(Number) },
    });
    await expect(spend('b')).resolves.toBeUndefined();
    await expect(limits.spend({ kind: 'device', id: 'a' })).resolves.toBeUndefined();
  });

  it('let a phone catch up after a tunnel', async () => {
    const limits = new RateLimits();
    await expect(times(1_000, () => limits.spend({ kind: 'device', id: 'd' }))).resolves.toBeUndefined();
  });

  it('stop a flood from one address that proves nothing, and nobody who shows a key there', async () => {
    const limits = new RateLimits();
    await times(12_000, () => limits.spendAddress('10.0.0.1'));
    await expect(limits.spendAddress('10.0.0.1')).rejects.toMatchObject({ kind: 'overloaded' });
    await expect(limits.spendAddress('10.0.0.2')).resolves.toBeUndefined();
    await expect(limits.spend({ kind: 'api_key', id: 'k' })).resolves.toBeUndefined();
  });

  it('stop guessing one password from many addresses, and forgive after the right one', async () => {
    const limits = new RateLimits();
    let n = 0;
    const guess = () => limits.spendSignIn(`10.0.0.${n++}`, 'ada@example.org');
    await times(10, guess);
    await expect(guess()).rejects.toMatchObject({ code: 'rate_limited' });
    await limits.forgiveSignIn('ada@example.org');
    await expect(guess()).resolves.toBeUndefined();
  });
});
