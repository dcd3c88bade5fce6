import { describe, expect, it } from '@jest/globals';
import { withFrozenStarts } from '../../../../src/logistics/dispatch/freeze.rules.ts';
import { isWorthIt, toCourierPlans } from '../../../../src/logistics/dispatch/plan.rules.ts';
import { runningPlan } from '../../../../src/logistics/dispatch/running.rules.ts';
import type { Snapshot } from '../../../../src/logistics/dispatch/snapshot.ts';
import { solve } from '../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../src/logistics/dispatch/solver/stop.ts';
import { moveBy } from '../../../../src/shared/geo.ts';
import { drives, MIN, order, problemOf, STORE, zone } from './live-plan.ts';

const none = new Set<string>();
const lockedOf = (of: Snapshot, horizonMin: number, held: ReadonlySet<string> = none) => {
  const problem = problemOf(of);
  const { routes } = runningPlan(problem, of);
  const frozen = withFrozenStarts(problem, of, routes, { horizonMs: horizonMin * MIN, held });
  return frozen.vehicles[0]!.locked?.map(({ kind, requestId }) => `${kind} ${requestId}`) ?? [];
};
const anna = drives(zone({ anna: 0, bo: 100 }, [order('a'), order('b', 900)]), 'anna', [
  'a-p',
  'b-p',
  'a-d',
  'b-d',
]);

describe('what starts within the horizon', () => {
  it('stays with its courier and in its place; the tail is free', () => {
    expect(lockedOf(anna, 3)).toEqual(['pickup a', 'pickup b']);
    expect(lockedOf(anna, 0)).toEqual(['pickup a']);
    expect(lockedOf(anna, 60)).toHaveLength(4);
  });

  it('is free while nobody has agreed to it', () => {
    const proposed = anna.deliveries.map((one) => ({ ...one, state: 'confirmed' as const }));
    expect(lockedOf({ ...anna, deliveries: proposed }, 60)).toEqual([]);
  });

  it('is free again when the courier is late for it', () => {
    const far = { ...anna.couriers[0]!, at: moveBy(STORE, 90, 4_000) };
    expect(lockedOf({ ...anna, couriers: [far, anna.couriers[1]!] }, 3)).toEqual([]);
  });

  it('matters not to what a dispatcher put back: all up to it stays', () => {
    expect(lockedOf(anna, 0, new Set(['a']))).toEqual(['pickup a', 'pickup b', 'delivery a']);
  });
});

describe('a courier who runs late', () => {
  const plan = drives(zone({ anna: 200, bo: -200 }, [order('a', 800, 20), order('b', 900, 20)]), 'anna', [
    'a-p',
    'b-p',
    'a-d',
    'b-d',
  ]);
  const improved = (of: Snapshot) => {
    const problem = problemOf(of);
    const running = runningPlan(problem, of);
    const freeze = { horizonMs: 3 * MIN, held: none };
    const found = solve(withFrozenStarts(problem, of, running.routes, freeze), {
      seed: 1,
      stop: iterations(300),
      start: running.plan,
    });
    return { running, found, worth: isWorthIt(running, found) };
  };

  it('makes the route late, and the orders go to somebody who is nearer', () => {
    const stuck = { ...plan.couriers[0]!, at: moveBy(STORE, 90, 6_000) };
    const late = { ...plan, couriers: [stuck, plan.couriers[1]!] };
    const { running, found, worth } = improved(late);
    expect(running.cost.lateness).toBeGreaterThan(runningPlan(problemOf(plan), plan).cost.lateness + 100);
    expect(worth).toBe(true);
    const bo = toCourierPlans(late, found).find(({ courierId }) => courierId === 'bo')!;
    expect(bo.visits).toHaveLength(4);
  });

  it('keeps everything while he is in time', () => {
    expect(improved(plan).worth).toBe(false);
  });
});
