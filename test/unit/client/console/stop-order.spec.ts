import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { moveStop, placesOf } from '../../../../client/console/stop-order.ts';
import { stop } from './zone-fixture.ts';

const [a1, b1, a2, b2] = [
  stop('a', 'pickup', 5),
  stop('b', 'pickup', 10),
  stop('a', 'dropoff', 20),
  stop('b', 'dropoff', 30),
];
const ids = (...stops: { id: string }[]) => stops.map(({ id }) => id);

describe('moving a stop along its route', () => {
  it('puts it before the stop it was dropped on', () => {
    expect(moveStop([a1, b1, a2, b2], b2.id, 2)).toEqual({ ok: true, stopIds: ids(a1, b1, b2, a2) });
    expect(moveStop([a1, b1, a2, b2], a1.id, 2)).toEqual({ ok: true, stopIds: ids(b1, a1, a2, b2) });
  });

  it('refuses to deliver before the pickup', () => {
    expect(moveStop([a1, b1, a2, b2], a2.id, 0)).toEqual({ ok: false, reason: 'pickup_after_dropoff' });
    expect(moveStop([a1, b1, a2, b2], a1.id, 4)).toEqual({ ok: false, reason: 'pickup_after_dropoff' });
  });

  it('refuses to move a locked stop, or anything before it', () => {
    const locked = { ...b1, locked: true };
    expect(moveStop([a1, locked, a2, b2], locked.id, 0)).toEqual({ ok: false, reason: 'locked' });
    expect(moveStop([a1, locked, a2, b2], b2.id, 1)).toEqual({ ok: false, reason: 'locked' });
  });

  it('refuses to move what has begun, or to go before it', () => {
    const begun = { ...a1, state: 'enroute' as const };
    expect(moveStop([begun, b1, a2, b2], begun.id, 2)).toEqual({ ok: false, reason: 'under_way' });
    expect(moveStop([begun, b1, a2, b2], b1.id, 0)).toEqual({ ok: false, reason: 'under_way' });
  });

  it('changes nothing when dropped where it is', () => {
    for (const slot of [1, 2])
      expect(moveStop([a1, b1, a2, b2], b1.id, slot)).toEqual({ ok: false, reason: 'same_place' });
  });

  it('always keeps every stop, fixed places and pickup before drop-off', () => {
    const stops = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }).map((order) => {
      const pairs = order.flatMap((n) => [stop(`d${n}`, 'pickup', n)]);
      return [...pairs, ...order.map((n) => stop(`d${n}`, 'dropoff', n + 10))];
    });
    fc.assert(
      fc.property(
        stops,
        fc.nat(7),
        fc.nat(8),
        fc.array(fc.nat(7), { maxLength: 2 }),
        (list, from, slot, locks) => {
          const route = list.map((one, i) => ({ ...one, locked: locks.includes(i) }));
          const moved = moveStop(route, route[from]!.id, slot);
          if (!moved.ok) return;
          expect([...moved.stopIds].sort()).toEqual(ids(...route).sort());
          for (const i of locks) expect(moved.stopIds[i]).toBe(route[i]!.id);
          for (const one of route.filter(({ kind }) => kind === 'pickup'))
            expect(moved.stopIds.indexOf(one.id)).toBeLessThan(
              moved.stopIds.indexOf(`${one.deliveryId}-dropoff`),
            );
        },
      ),
    );
  });
});

describe('where a delivery stands', () => {
  it('finds both its stops, only the door when the goods are picked up, and nothing elsewhere', () => {
    expect(placesOf([a1, b1, a2, b2], 'b')).toEqual({ pickupIndex: 1, dropoffIndex: 3 });
    expect(placesOf([a2, b1, b2], 'a')).toEqual({ pickupIndex: 0, dropoffIndex: 0 });
    expect(placesOf([a1, a2], 'b')).toBeNull();
  });
});
