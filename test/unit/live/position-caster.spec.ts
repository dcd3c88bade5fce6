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
      caster.take({ streams: ['zone:z'], position: position('anna', second) }, () => [slow], second);
      caster.take({ streams: ['zone:z'], position: position('bo', second) }, () => [slow], second);
      caster.flush(second);
    }
    expect(slow.sent).toEqual([]);
    slow.open = true;
    expect(caster.flush(50)).toBe(2);
    expect(slow.sent[0]!.positions.map((p) => [p.courierId, p.at])).toEqual([
      ['anna', position('anna', 49).at],
      ['bo', position('bo', 49).at],
    ]);
  });

  it('never lets a marker go back in time', () => {
    const caster = new PositionCaster<FakeWatcher>();
    const watcher = new FakeWatcher();
    caster.take({ streams: ['zone:z'], position: position('anna', 20) }, () => [watcher], 0);
    caster.flush(0);
    // Another process was slower to tell of an older one.
    caster.take({ streams: ['zone:z'], position: position('anna', 10) }, () => [watcher], 0);
    caster.flush(0);
    expect(watcher.sent.map(({ positions }) => positions[0]!.at)).toEqual([position('anna', 20).at]);
  });

  it('keeps nothing for a stalled customer longer than the right to it may last', () => {
    const caster = new PositionCaster<FakeWatcher>();
    const [customer, office] = [new FakeWatcher(), new FakeWatcher()];
    customer.open = office.open = false;
    const signal = { streams: ['order:o', 'zone:z'] as const, position: position('anna', 1) };
    caster.take(
      { ...signal, streams: [...signal.streams] },
      (stream) => [stream === 'zone:z' ? office : customer],
      0,
    );
    caster.flush(500);
    customer.open = office.open = true;
    expect(caster.flush(5_000)).toBe(1);
    expect(customer.sent).toEqual([]);
    expect(office.sent).toHaveLength(1);
  });

  it('forgets a watcher that left', () => {
    const caster = new PositionCaster<FakeWatcher>();
    const gone = new FakeWatcher();
    caster.take({ streams: ['zone:z'], position: position('anna', 1) }, () => [gone], 0);
    caster.forget(gone);
    expect(caster.flush(0)).toBe(0);
  });
});
