import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TellingOrder } from '../../../../src/platform/streams/telling-order.ts';
import type { Entry, StreamName } from '../../../../src/shared/live.ts';

const entry = (stream: StreamName, seq: number) => ({ stream, seq }) as Entry;
const seqsOf = (entries: Entry[], stream: StreamName) =>
  entries.filter((one) => one.stream === stream).map(({ seq }) => seq);

describe('the order of telling', () => {
  it('keeps back what was numbered later until the answer to the earlier commit is heard', () => {
    const order = new TellingOrder();
    const [first, second] = [order.enter([entry('alerts', 1)]), order.enter([entry('alerts', 2)])];
    expect(second(true)).toEqual([]);
    expect(first(true).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('waits for no other stream', () => {
    const order = new TellingOrder();
    const both = order.enter([entry('zone:a', 1), entry('alerts', 1)]);
    const later = order.enter([entry('alerts', 2), entry('zone:b', 1)]);
    expect(later(true)).toEqual([entry('zone:b', 1)]);
    expect(seqsOf(both(true), 'alerts')).toEqual([1, 2]);
  });

  it('lets go what waited for a transaction that was rolled back, and not what that one wrote', () => {
    const order = new TellingOrder();
    const undone = order.enter([entry('alerts', 1), entry('alerts', 2)]);
    const next = order.enter([entry('alerts', 1)]);
    expect(next(true)).toEqual([]);
    expect(undone(false)).toEqual([entry('alerts', 1)]);
  });

  it('tells each committed entry once and by rising number, however the answers come', () => {
    const streams: StreamName[] = ['alerts', 'zone:a', 'order:a'];
    const transaction = fc.record({
      told: fc.array(fc.constantFrom(...streams), { minLength: 1, maxLength: 4 }),
      committed: fc.boolean(),
      answeredAt: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(transaction, { maxLength: 20 }), (transactions) => {
        const order = new TellingOrder();
        const counts = new Map<StreamName, number>();
        const open = transactions.map(({ told, committed, answeredAt }) => {
          const seqs = new Map(counts);
          const entries = told.map((stream) => {
            seqs.set(stream, (seqs.get(stream) ?? 0) + 1);
            return entry(stream, seqs.get(stream)!);
          });
          if (committed) for (const [stream, seq] of seqs) counts.set(stream, seq);
          return { end: order.enter(entries), committed, answeredAt };
        });
        const heard = open
          .toSorted((a, b) => a.answeredAt - b.answeredAt)
          .flatMap(({ end, committed }) => end(committed));
        for (const stream of streams)
          expect(seqsOf(heard, stream)).toEqual(
            Array.from({ length: counts.get(stream) ?? 0 }, (_, i) => i + 1),
          );
      }),
    );
  });
});
