import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextParcel, pauseMs, type Waiting } from '../../../client/courier/outbox-order.ts';

const fix = (id: number): Waiting => ({
  id,
  kind: 'fix',
  fix: { id: `f${id}`, at: '2026-11-22T14:00:00.000Z', lon: 11.97, lat: 57.7 },
});
const stop = (id: number): Waiting => ({
  id,
  kind: 'stop',
  key: `k${id}`,
  stopId: 's1',
  action: 'arrive',
  body: {},
});

describe('outbox', () => {
  it('has nothing to send when nothing waits', () => {
    expect(nextParcel([])).toBeNull();
  });

  it('sends fixes that follow each other together, and stops at the next command', () => {
    const parcel = nextParcel([fix(1), fix(2), stop(3), fix(4)])!;
    expect(parcel).toMatchObject({ path: '/fixes', ids: [1, 2] });
    expect((parcel.body as { fixes: unknown[] }).fixes).toHaveLength(2);
  });

  it('sends a command before everything that was done after it', () => {
    expect(nextParcel([stop(3), fix(4)])).toMatchObject({ path: '/stops/s1/arrive', key: 'k3', ids: [3] });
  });

  it('sends everything once, in the order of doing', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 600 }), (kinds) => {
        let waiting = kinds.map((isFix, id) => (isFix ? fix(id) : stop(id)));
        const sent: number[] = [];
        for (let parcel = nextParcel(waiting); parcel; parcel = nextParcel(waiting)) {
          const { ids } = parcel;
          sent.push(...ids);
          waiting = waiting.filter((one) => !ids.includes(one.id));
        }
        expect(sent).toEqual(kinds.map((_, id) => id));
      }),
    );
  });

  it('pauses longer after each failure, half a minute at most', () => {
    expect([1, 2, 3, 4, 9].map(pauseMs)).toEqual([1000, 2000, 4000, 8000, 30_000]);
  });
});
