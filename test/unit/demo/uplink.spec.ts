import { describe, expect, it } from '@jest/globals';
import { rngOf } from '../../../src/demo/rng.ts';
import { freshUplink, transmit, type UplinkHabits } from '../../../src/demo/uplink.ts';

const quiet: UplinkHabits = { batch: 1, breaksPerHour: 0, twice: 0, backwards: 0 };
const fixAt = (i: number) => ({ id: `f${i}`, at: i * 1000, lon: 11.97, lat: 57.7 });

function sendAll(habits: UplinkHabits, count: number) {
  const rng = rngOf(3);
  let uplink = freshUplink;
  const calls = Array.from({ length: count }, (_, i) => {
    const [batches, next] = transmit(rng, uplink, fixAt(i), i * 1000, 1000, habits);
    uplink = next;
    return batches;
  });
  return { calls, waiting: uplink.waiting };
}

describe('transmit', () => {
  it('sends at once while there is a way', () => {
    const { calls } = sendAll(quiet, 4);
    expect(calls.map((batches) => batches.flat().map((fix) => fix.id))).toEqual([
      ['f0'],
      ['f1'],
      ['f2'],
      ['f3'],
    ]);
  });

  it('gathers until the batch is full', () => {
    const { calls, waiting } = sendAll({ ...quiet, batch: 3 }, 5);
    expect(calls.map((batches) => batches.flat().length)).toEqual([0, 0, 3, 0, 0]);
    expect(waiting).toHaveLength(2);
  });

  it('loses nothing in a break and sends a burst after it', () => {
    const { calls, waiting } = sendAll({ ...quiet, breaksPerHour: 60 }, 600);
    const sent = calls.flat(2).map((fix) => fix.id);
    expect([...sent, ...waiting.map((fix) => fix.id)]).toEqual(
      Array.from({ length: 600 }, (_, i) => `f${i}`),
    );
    expect(Math.max(...calls.map((batches) => batches.flat().length))).toBeGreaterThan(15);
  });

  it('sends some batches twice and some bursts newest first', () => {
    const { calls } = sendAll({ ...quiet, breaksPerHour: 60, twice: 0.2, backwards: 1 }, 600);
    const sent = calls.flat(2).map((fix) => fix.id);
    expect(sent.length).toBeGreaterThan(new Set(sent).size);
    const burst = calls.flat().find((batch) => batch.length > 5)!;
    const times = burst.map((fix) => Number(fix.at));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });
});
