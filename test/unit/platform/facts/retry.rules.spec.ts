import { describe, expect, it } from '@jest/globals';
import { retryAt } from '../../../../src/platform/facts/retry.rules.ts';

describe('retrying a fact', () => {
  it('waits longer each time and parks in the end', () => {
    const now = new Date(0);
    const waits = [1, 2, 3, 4, 5, 6, 7].map((attempts) => retryAt(attempts, now)!.getTime() / 1000);
    expect(waits).toEqual([1, 4, 16, 64, 256, 1024, 4096]);
    expect(retryAt(8, now)).toBeNull();
  });
});
