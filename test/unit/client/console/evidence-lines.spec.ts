import { describe, expect, it } from '@jest/globals';
import { readable, type Spelling } from '../../../../client/console/evidence-lines.ts';

const spell: Spelling = {
  clock: (at) => at.slice(11, 16),
  lasting: (ms) => `${ms / 1000} seconds`,
  far: (metres) => `${metres} metres`,
  word: (code) => `“${code}”`,
};
const shown = (evidence: Record<string, unknown>) =>
  readable(evidence, spell).map(({ path, name, value }) => [path, name, value]);

describe('the evidence of an alert', () => {
  it('reads units out of the names and joins nested names', () => {
    const thresholds = { raiseS: 180, nearStopM: 150, clearProbability: 0.2 };
    expect(shown({ silentS: 240, thresholds, probability: 0.8765, count: 3, share: 0.25 })).toEqual([
      ['silentS', 'silent', '240 seconds'],
      ['thresholds_raiseS', 'thresholds raise', '180 seconds'],
      ['thresholds_nearStopM', 'thresholds near stop', '150 metres'],
      ['thresholds_clearProbability', 'thresholds clear probability', '20 %'],
      ['probability', 'probability', '88 %'],
      ['count', 'count', '3'],
      ['share', 'share', '0.25'],
    ]);
  });

  it('shows instants as clock times, written either way, and leaves out what is unknown', () => {
    const windowTo = '2026-11-24T14:45:00.000Z';
    const lastHeardMs = Date.UTC(2026, 10, 24, 14, 31);
    expect(shown({ windowTo, lastHeardMs, stoppedAt: null })).toEqual([
      ['windowTo', 'window to', '14:45'],
      ['lastHeardMs', 'last heard', '14:31'],
    ]);
  });

  it('says reasons in words and leaves out what only programs read', () => {
    expect(shown({ reason: 'not_home', stopId: 'a', courierId: 'b', code: 'x' })).toEqual([
      ['reason', 'reason', '“not_home”'],
    ]);
  });
});
