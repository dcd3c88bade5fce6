import { describe, expect, it } from '@jest/globals';
import { choicesOf, insertionsOf } from '../../../../src/logistics/dispatch/choices.rules.ts';
import {
  choicesInThread,
  insertionsInThread,
  reasonsInThread,
} from '../../../../src/logistics/dispatch/explain-thread.ts';
import { EXTRA, fitFor, reasonsOf } from '../../../../src/logistics/dispatch/reasons.rules.ts';
import { solveInThread } from '../../../../src/logistics/dispatch/solver-thread.ts';
import { usualCourier } from '../../../../src/logistics/dispatch/usual-courier.rules.ts';
import { drives, MIN, NOW, order, problemOf, STORE, zone } from './live-plan.ts';

const cold = { ...order('c', 1200), skills: ['fridge'] };
const snapshot = drives(zone({ anna: 0, bo: 2000 }, [order('a'), order('b', 1500), cold]), 'anna', [
  'a-p',
  'a-d',
]);
const profileOf = () => 'bike' as const;
const extra = fitFor(
  usualCourier(snapshot, { courierId: EXTRA, at: STORE, untilMs: NOW + 480 * MIN, profileOf }),
  cold,
);
const problem = problemOf({ ...snapshot, couriers: [...snapshot.couriers, extra] });
const posed = { snapshot, problem, extra };

describe('explaining in a thread', () => {
  it('answers what explaining here answers, many at once, between searches', async () => {
    const here = reasonsOf(posed, cold);
    expect(here.relaxations.map(({ changes }) => changes[0]!.kind)).toContain('extra');
    const [one, other, plan, choices, places] = await Promise.all([
      reasonsInThread(posed, cold),
      reasonsInThread(posed, snapshot.deliveries[0]!),
      solveInThread(problemOf(snapshot), { seed: 1, budget: { iterations: 50 } }),
      choicesInThread(snapshot, problemOf(snapshot), 'a', 3),
      insertionsInThread(snapshot, problemOf(snapshot), 'b', 3),
    ]);
    expect(one).toEqual(here);
    expect(other.state).toBe('on_route');
    expect(plan.routes.length).toBeGreaterThan(0);
    expect(choices).toEqual(choicesOf(snapshot, problemOf(snapshot), 'a', 3));
    expect(places).toEqual(insertionsOf(snapshot, problemOf(snapshot), 'b', 3));
    expect(places.map(({ courierId }) => courierId).sort()).toEqual(['anna', 'bo']);
    expect(choices.others).toMatchObject([{ courierId: 'bo' }]);
  });

  it('fails where explaining here fails, and the next question is answered', async () => {
    const broken = { ...posed, problem: { ...problem, profiles: [] } };
    expect(() => reasonsOf(broken, cold)).toThrow();
    await expect(reasonsInThread(broken, cold)).rejects.toThrow();
    expect((await reasonsInThread(posed, cold)).state).toBe('open');
  });

  it('refuses a storm of questions, and answers those it took', async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 40 }, () => choicesInThread(snapshot, problemOf(snapshot), 'a', 3)),
    );
    const refused = answers.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(10);
    expect(refused[0]).toMatchObject({ reason: { kind: 'overloaded', code: 'explain_busy' } });
    await expect(choicesInThread(snapshot, problemOf(snapshot), 'a', 3)).resolves.toBeDefined();
  });
});
