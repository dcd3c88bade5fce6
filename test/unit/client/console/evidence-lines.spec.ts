import { describe, expect, it } from '@jest/globals';
import { readable } from '../../../../client/console/evidence-lines.ts';

const clock = (at: string) => at.slice(11, 16);

describe('the evidence of an alert', () => {
  it('reads units out of the names and joins nested names', () => {
    expect(
      readable(
        { silentS: 240, thresholds: { raiseS: 180, nearStopM: 150 }, probability: 0.8765, count: 3 },
        clock,
      ),
    ).toEqual([
      { name: 'silent', value: '240 s' },
      { name: 'thresholds raise', value: '180 s' },
      { name: 'thresholds near stop', value: '150 m' },
      { name: 'probability', value: '0.88' },
      { name: 'count', value: '3' },
    ]);
  });

  it('shows instants as clock times, written either way, and leaves out what is unknown', () => {
    const lines = readable(
      { windowTo: '2026-11-24T14:45:00.000Z', lastHeardMs: Date.UTC(2026, 10, 24, 14, 31), stoppedAt: null },
      clock,
    );
    expect(lines).toEqual([
      { name: 'window to', value: '14:45' },
      { name: 'last heard', value: '14:31' },
    ]);
  });
});
