import { describe, expect, it } from '@jest/globals';
import { Remembered } from '../../../src/access/remembered.ts';

describe('remembered answers', () => {
  it('looks again once the moment is over, or when told to forget', async () => {
    const remembered = new Remembered<number>(1_000);
    let looks = 0;
    const look = async () => ++looks;
    expect(await remembered.of('a', look, 0)).toBe(1);
    expect(await remembered.of('a', look, 999)).toBe(1);
    expect(await remembered.of('a', look, 1_000)).toBe(2);
    remembered.forgetAll();
    expect(await remembered.of('a', look, 1_001)).toBe(3);
  });
});
