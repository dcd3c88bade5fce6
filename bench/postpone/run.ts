import { parseArgs } from 'node:util';
import { Random } from '../../src/logistics/dispatch/solver/random.ts';
import { Day, type Visit } from './day.ts';
import { dayOf, MIN, START } from './orders.ts';
import type { Policy } from './plan.ts';

/**
 * What it gains to let orders wait that can: the same days, planned by the product's rules, once with everybody asked and
 * everything fetched at once, once in time. One JSON line with the means of the days; deterministic.
 */
const { values } = parseArgs({
  options: {
    couriers: { type: 'string', default: '9' },
    'orders-per-hour': { type: 'string', default: '30' },
    hours: { type: 'string', default: '3' },
    ahead: { type: 'string', default: '30' },
    days: { type: 'string', default: '5' },
    lead: { type: 'string', default: '5' },
    'fetch-ahead': { type: 'string', default: '10' },
  },
});
const wish = {
  couriers: Number(values.couriers),
  ordersPerHour: Number(values['orders-per-hour']),
  hours: Number(values.hours),
  aheadPercent: Number(values.ahead),
};
const POLICIES: Record<string, Policy> = {
  atOnce: { leadMin: 1_440, fetchAheadMin: 1_440 },
  askedInTime: { leadMin: Number(values.lead), fetchAheadMin: 1_440 },
  inTime: { leadMin: Number(values.lead), fetchAheadMin: Number(values['fetch-ahead']) },
};

const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / Math.max(1, of.length);
const rounded = (value: number) => Math.round(value * 100) / 100;

/** Minutes and kilometres. */
function figures(day: Day) {
  const soon = day.visits.filter(({ order }) => order.stops.at(-1)!.windowFromMs === null);
  const ahead = day.visits.filter((visit) => !soon.includes(visit));
  const late = ({ order, servedMs }: Visit) => Math.max(0, servedMs - order.stops.at(-1)!.windowToMs!) / MIN;
  const atDoor = ({ order, thereMs }: Visit) =>
    Math.max(0, order.stops.at(-1)!.windowFromMs! - thereMs) / MIN;
  const aboard = ({ fetchedMs, servedMs }: Visit) => (servedMs - fetchedMs) / MIN;
  return {
    orders: day.visits.length,
    km: day.metres / 1000,
    waitAtDoorsMin: ahead.map(atDoor).reduce((sum, one) => sum + one, 0),
    waitLadenMin: day.ladenMs / MIN,
    waitAtCountersMin: day.atCounterMs / MIN,
    aboardAheadMin: mean(ahead.map(aboard)),
    aboardSoonMin: mean(soon.map(aboard)),
    clickToDoorSoonMin: mean(soon.map(({ order, servedMs }) => (servedMs - order.readyAtMs!) / MIN)),
    lateOrders: day.visits.filter((visit) => late(visit) > 0).length,
    lateMin: day.visits.map(late).reduce((sum, one) => sum + one, 0),
    movedWhileWaiting: day.moved,
  };
}

const days = Array.from({ length: Number(values.days) }, (_, seed) => dayOf(new Random(seed + 1), wish));
const results = Object.entries(POLICIES).map(([name, policy]) => {
  const each = days.map(({ couriers, placed }) => {
    const day = new Day({ zoneId: 'z', nowMs: START, couriers, deliveries: [] }, placed, policy);
    day.run();
    return figures(day);
  });
  const keys = Object.keys(each[0]!) as (keyof (typeof each)[number])[];
  return [
    name,
    Object.fromEntries(keys.map((key) => [key, rounded(mean(each.map((one) => one[key])))])),
  ] as const;
});
process.stdout.write(
  `${JSON.stringify({ bench: 'postpone', ...wish, days: days.length, ...Object.fromEntries(results) })}\n`,
);
