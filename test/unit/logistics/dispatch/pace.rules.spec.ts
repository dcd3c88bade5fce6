import { describe, expect, it } from '@jest/globals';
import { ASLEEP_MS, AWAKE_MS, nextPauseMs } from '../../../../src/logistics/dispatch/pace.rules.ts';

describe('the pace of improvement', () => {
  it('stays quick while slices pay', () => {
    expect(nextPauseMs(ASLEEP_MS, 'closer')).toBe(AWAKE_MS);
    expect(nextPauseMs(ASLEEP_MS, 'published')).toBe(AWAKE_MS);
  });

  it('slows down to one look in twenty seconds when they do not, so that an idle zone costs about one percent', () => {
    let pause = AWAKE_MS;
    let slices = 0;
    while (pause < ASLEEP_MS && ++slices < 20) pause = nextPauseMs(pause, 'nothing');
    expect(pause).toBe(20_000);
    expect(slices).toBeLessThan(10);
  });

  it('leaves a busy machine alone', () => {
    expect(nextPauseMs(AWAKE_MS, 'busy')).toBeGreaterThanOrEqual(2_000);
    expect(nextPauseMs(ASLEEP_MS, 'busy')).toBe(ASLEEP_MS);
  });
});
