import { describe, expect, it } from '@jest/globals';
import { PositionCaster, type Watcher } from '../../../src/live/position-caster.ts';
import type { PositionView } from '../../../src/shared/views.ts';

const position = (courierId: string, second: number): PositionView => ({
  courierId,
  at: new Date(second * 1000).toISOString(),
  lon: 12,
  lat: 57,
  headingDeg: null,
  speedMps: null,
  accuracyM: null,
});

class FakeWatcher implements Watcher {
  open = true;
  sent: { stream: string; positions: PositionView[] }[] = [];
  writable = () => this.open;
  send: Watcher['send'] = (stream, positions) => void this.sent.push({ stream, positions });
}

describe('positions for watchers', () => {
  it('sends a slow watcher only the newest of each courier', () => {
    const caster = new PositionCaster<FakeWatcher>();
    const slow = new FakeWatcher();
    slow.open = false;
    for (let second = 0; second < 50; second++) {
      caster.take({ streams: ['zone:z'], position: position('anna', second) }, () => [slow]);
      caster.take({ streams: ['zone:z'], position: position('bo', second) }, () => [slow]);
      caster.flush();
    }
    expect(slow.sent).toEqual([]);
    slow.open = true;
    expect(caster.flush()).toBe(2);
    expect(slow.sent[0]!.positions.map((p) => [p.courierId, p.at])).toEqual([
      ['anna', position('anna', 49).at],
      ['bo', position('bo', 49).at],
    ]);
  });

  it('never lets a marker go back in time', () => {
    const caster = new PositionCaster<FakeWatcher>();
    const watcher = new FakeWatcher();
    caster.take({ streams: ['zone:z'], position: position('anna', 20) }, () => [watcher]);
    caster.take({ streams: ['zone:z'], position: position('anna', 10) }, () => [watcher]);
    caster.flush();
    expect(watcher.sent[0]!.positions[0]!.at).toBe(position('anna', 20).at);
  });

  it('forgets a watcher that left', () => {
    const caster = new PositionCaster<FakeWatcher>();
    const gone = new FakeWatcher();
    caster.take({ streams: ['zone:z'], position: position('anna', 1) }, () => [gone]);
    caster.forget(gone);
    expect(caster.flush()).toBe(0);
  });
});
