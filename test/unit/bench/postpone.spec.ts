import { describe, expect, it } from '@jest/globals';
import { Day } from '../../../bench/postpone/day.ts';
import { dayOf, START } from '../../../bench/postpone/orders.ts';
import { Random } from '../../../src/logistics/dispatch/solver/random.ts';

const wish = { couriers: 4, ordersPerHour: 16, hours: 0.6, aheadPercent: 50 };
const { couriers, placed } = dayOf(new Random(3), wish);
function driven(leadMin: number, fetchAheadMin: number): Day {
  const start = { zoneId: 'z', nowMs: START, couriers, deliveries: [] };
  const day = new Day(start, placed, { leadMin, fetchAheadMin });
  day.run();
  return day;
}

describe('a day of the bench', () => {
  const [atOnce, inTime] = [driven(1_440, 1_440), driven(5, 10)];

  it('brings every order once, fetched before it is handed over, never before its window', () => {
    for (const { visits } of [atOnce, inTime]) {
      expect(visits.map(({ order }) => order.deliveryId).toSorted()).toEqual(
        placed.map(({ order }) => order.deliveryId).toSorted(),
      );
      for (const { order, fetchedMs, thereMs, servedMs } of visits) {
        expect(fetchedMs).toBeLessThanOrEqual(thereMs);
        expect(servedMs).toBeGreaterThanOrEqual(order.stops.at(-1)!.windowFromMs ?? order.readyAtMs!);
      }
    }
  });

  it('has couriers stand about with goods aboard for much less time when what can wait waits', () => {
    expect(atOnce.ladenMs).toBeGreaterThan(8 * 60_000);
    expect(inTime.ladenMs).toBeLessThan(atOnce.ladenMs / 2);
  });
});
