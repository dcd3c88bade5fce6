import { describe, expect, it } from '@jest/globals';
import { moveBy } from '../../../../../src/shared/geo.ts';
import { advance } from '../../../../../src/logistics/tracking/pipeline.ts';
import type { EtaChanged, Fact } from '../../../../../src/logistics/tracking/stages/fact.ts';
import type { Fix } from '../../../../../src/logistics/tracking/stages/fix.ts';
import { slowness } from '../../../../../src/logistics/tracking/stages/pace.ts';
import { fold } from '../../../../../src/logistics/tracking/stages/late-fix.ts';
import {
  newCourierState,
  nothingDerived,
  type Derived,
} from '../../../../../src/logistics/tracking/stages/state.ts';
import type { Target, TargetStop } from '../../../../../src/logistics/tracking/stages/target.ts';
import { drive, fixAt, HOME, stopOn, T0, targetOf, town, wayOf } from '../traces.ts';

function run(fixes: readonly Fix[], target: Target): { facts: Fact[]; after: Derived[]; last: Derived } {
  let state = newCourierState();
  const facts: Fact[] = [];
  const after: Derived[] = [];
  for (const fix of fixes) {
    const step = advance(state, fix, target, fix.receivedAt);
    state = step.state;
    facts.push(...step.facts);
    after.push(state.derived);
  }
  return { facts, after, last: state.derived };
}
const etas = (facts: readonly Fact[], stopId: string): EtaChanged[] =>
  facts.filter((fact): fact is EtaChanged => fact.kind === 'eta.changed' && fact.stopId === stopId);
const leftS = (state: Derived, stopId: string): number => {
  const { at, p50Ms } = state.eta[stopId]!.current;
  return (p50Ms - at) / 1000;
};
const straight = wayOf(HOME, [[0, 9000]]);
const one = (more: Partial<TargetStop> = {}, metres = 6000): Target =>
  targetOf(straight, [stopOn(straight, 'a', metres, { plannedLegS: metres / 10, ...more })]);
const before = (fixes: readonly Fix[], seconds: number): Fix[] =>
  fixes.filter((fix) => fix.at <= T0 + seconds * 1000);

describe('the ETA', () => {
  it('is the rest of the router’s time when the courier drives as planned', () => {
    const { last } = run(before(drive(straight, [6000]), 300), one());
    expect(Math.abs(leftS(last, 'a') - 300)).toBeLessThan(20);
  });

  it('learns the pace of a courier half as fast and keeps it within bounds', () => {
    const { last } = run(before(drive(straight, [6000], { speedMps: 5 }), 700), one());
    expect(slowness(last.pace)).toBeGreaterThan(1.55);
    expect(slowness(last.pace)).toBeLessThan(2.1);
    expect(Math.abs(leftS(last, 'a') - 500)).toBeLessThan(120);
  });

  it('learns nothing from a courier who has not set out yet', () => {
    const waiting = Array.from({ length: 60 }, (_, i) => fixAt(HOME, i * 5, { speedMps: 0 }));
    const { after } = run(waiting, one());
    expect(after.map(({ pace }) => slowness(pace))).toEqual(waiting.map(() => 1));
  });

  it('counts a standstill that was a traffic light when it has ended, once and as a whole', () => {
    const { after } = run(drive(straight, [2000], { dwellS: 60 }), one());
    const at = (seconds: number): number => slowness(after[seconds / 5]!.pace);
    expect(at(255)).toBe(at(205));
    expect(at(275)).toBeGreaterThan(1.15);
    expect(at(275)).toBeLessThan(1.3);
  });

  it('learns the pace of a courier who creeps', () => {
    const creeping = before(drive(straight, [6000], { speedMps: 0.8, noiseM: 0 }), 700);
    expect(slowness(run(creeping, one()).last.pace)).toBeGreaterThan(2);
  });

  it('adds service and driving for the stops behind the next one', () => {
    const { last } = run([fixAt(HOME, 0)], town().target);
    expect(leftS(last, 's1')).toBeCloseTo(120, -1.5);
    expect(leftS(last, 's2')).toBeCloseTo(120 + 180 + 180, -1.5);
    expect(leftS(last, 's3')).toBeCloseTo(120 + 180 + 180 + 180 + 220, -1.5);
  });

  it('is less certain the further ahead', () => {
    const { last } = run([fixAt(HOME, 0)], town().target);
    const widths = ['s1', 's2', 's3'].map((id) => last.eta[id]!.current.p90Ms - last.eta[id]!.current.p10Ms);
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
    for (const { current } of Object.values(last.eta)) {
      expect(current.at).toBeLessThan(current.p10Ms);
      expect(current.p10Ms).toBeLessThan(current.p50Ms);
      expect(current.p50Ms).toBeLessThan(current.p90Ms);
    }
  });

  it('waits for a window to open before it goes on', () => {
    const { line, stopsM, target } = town();
    const opensAt = T0 + 1_200_000;
    const stops = target.stops.map((stop, i) => (i === 0 ? { ...stop, windowFrom: opensAt } : stop));
    const { last } = run(before(drive(line, stopsM), 20), { ...target, stops });
    expect(last.eta['s1']!.current.p50Ms).toBeLessThan(T0 + 200_000);
    expect(Math.abs(last.eta['s2']!.current.p50Ms - (opensAt + 360_000))).toBeLessThan(45_000);
  });

  it('waits at the store until the second order there is ready too', () => {
    const pickup = { kind: 'pickup', serviceS: 60, state: 'arrived' } as const;
    const way = { alongM: 0, at: HOME };
    const readyAt = T0 + 720_000;
    const target = targetOf(straight, [
      stopOn(straight, 'a', 0, { ...pickup, ...way, windowFrom: T0 }),
      stopOn(straight, 'b', 0, { ...pickup, ...way, windowFrom: readyAt }),
      stopOn(straight, 'door', 6000, { plannedLegS: 600 }),
    ]);
    const waiting = [0, 10, 60, 120, 300].map((s) => fixAt(HOME, s, { speedMps: 0 }));
    for (const { eta } of run(waiting, target).after)
      expect(Math.abs(eta['door']!.current.p50Ms - (readyAt + 660_000))).toBeLessThan(45_000);
  });

  it('moves on with a courier who stays at a stop longer than planned', () => {
    const { line, stopsM, target } = town();
    const { after, facts } = run(drive(line, stopsM.slice(0, 1), { dwellS: 900 }), target);
    const at = (seconds: number): Derived => after[seconds / 5]!;
    expect(Math.abs(at(300).eta['s2']!.current.p50Ms - at(150).eta['s2']!.current.p50Ms)).toBeLessThan(
      70_000,
    );
    const overdue = at(900);
    expect(leftS(overdue, 's2')).toBeGreaterThan(180);
    expect(overdue.eta['s1']!.current.p50Ms).toBeLessThan(T0 + 121_000);
    expect(slowness(overdue.pace)).toBeLessThan(1.2);
    expect(etas(facts, 's2').length).toBeGreaterThan(3);
  });

  it('ends with the departure, and skips what is finished', () => {
    const { line, stopsM, target } = town();
    const { last } = run(before(drive(line, stopsM), 300), target);
    expect(Object.keys(last.eta)).toEqual(['s2', 's3']);
    const stops = target.stops.map((stop) =>
      stop.stopId === 's2' ? { ...stop, state: 'skipped' as const } : stop,
    );
    expect(Object.keys(run([fixAt(HOME, 0)], { ...target, stops }).last.eta)).toEqual(['s1', 's3']);
  });

  it('is there without a route and off it', () => {
    const target = { ...one(), route: null };
    expect(leftS(run([fixAt(HOME, 0)], target).last, 'a')).toBeGreaterThan(600);
    const off = [0, 10, 20, 30].map((s) => fixAt(moveBy(HOME, 270, 1000), s));
    expect(run(off, one()).last.progress!.offRoute).toBe(true);
    expect(leftS(run(off, one()).last, 'a')).toBeGreaterThan(700);
  });
});

describe('telling of ETAs', () => {
  it('tells the first, then nothing while the drive goes as planned', () => {
    const { facts } = run(before(drive(straight, [6000], { everyS: 2, noiseM: 8 }), 590), one());
    expect(etas(facts, 'a')).toHaveLength(1);
    expect(etas(facts, 'a')[0]).toMatchObject({
      eventId: `a:eta:${T0}`,
      at: T0,
      orderId: 'o-a',
      lateProbability: null,
    });
  });

  it('tells every change of a minute and a tenth of the time left, and no smaller one', () => {
    const { facts, after } = run(before(drive(straight, [2000, 6000], { dwellS: 400 }), 800), one());
    const told = etas(facts, 'a');
    expect(told.length).toBeGreaterThan(2);
    for (const [i, fact] of told.entries()) {
      if (i > 0) {
        const least = Math.max(60_000, 0.1 * (fact.p50Ms - fact.at));
        expect(Math.abs(fact.p50Ms - told[i - 1]!.p50Ms)).toBeGreaterThanOrEqual(least);
      }
    }
    for (const { eta } of after) {
      const { current, told: said } = eta['a']!;
      expect(Math.abs(current.p50Ms - said.p50Ms)).toBeLessThan(
        Math.max(60_000, 0.1 * (current.p50Ms - current.at)),
      );
    }
  });

  it('tells every stop once more on a new way: the plan spoke over what was told before', () => {
    const replannedAt = T0 + 100_000;
    const target = one();
    const anew = { ...target, route: { ...target.route!, id: 'r2', since: replannedAt } };
    const fixes = before(drive(straight, [6000]), 300);
    const { facts } = fixes.reduce(
      (sofar, fix) => {
        const step = advance(sofar.state, fix, fix.at < replannedAt ? target : anew, fix.receivedAt);
        return { state: step.state, facts: [...sofar.facts, ...step.facts] };
      },
      { state: newCourierState(), facts: [] as Fact[] },
    );
    expect(etas(facts, 'a').map(({ at }) => at)).toEqual([T0, replannedAt]);
    expect(etas(fold(nothingDerived(), fixes, anew)[1], 'a').map(({ at }) => at)).toEqual([T0, replannedAt]);
  });

  it('carries the probability of missing the window', () => {
    const lateness = (windowTo: number): number =>
      etas(run([fixAt(HOME, 0)], one({ windowTo: T0 + windowTo * 1000 })).facts, 'a')[0]!.lateProbability!;
    expect(lateness(1200)).toBeLessThan(0.01);
    expect(lateness(600)).toBeGreaterThan(0.4);
    expect(lateness(600)).toBeLessThan(0.6);
    expect(lateness(300)).toBeGreaterThan(0.99);
  });
});

describe('telling of the approach', () => {
  const approaches = (facts: readonly Fact[]): Fact[] =>
    facts.filter((fact) => fact.kind === 'stop.approaching');

  it('comes once, five minutes before', () => {
    const { facts } = run(drive(straight, [6000], { everyS: 2 }), one());
    expect(approaches(facts)).toHaveLength(1);
    expect(Math.abs(approaches(facts)[0]!.at - (T0 + 300_000))).toBeLessThan(25_000);
  });

  it('comes at 500 m when five minutes are less than that', () => {
    const walk = { ...one({ plannedLegS: 800 }, 1000), vehicle: 'foot' as const };
    const { facts } = run(drive(straight, [1000], { speedMps: 1.25, everyS: 10 }), walk);
    expect(approaches(facts)).toHaveLength(1);
    expect(approaches(facts)[0]).toMatchObject({ kind: 'stop.approaching', eventId: 'a:approaching:1' });
    const { distanceM } = approaches(facts)[0] as { distanceM: number };
    expect(distanceM).toBeLessThanOrEqual(500);
    expect(distanceM).toBeGreaterThan(450);
  });

  it('comes again only on a new route and from well away', () => {
    const target = one();
    const anew = { ...target, route: { ...target.route!, id: 'r2' } };
    let { last: derived } = run(before(drive(straight, [6000]), 400), target);
    const step = (fix: Fix, to: Target): Fact[] => {
      const done = advance({ ...newCourierState(), derived }, fix, to, fix.receivedAt);
      derived = done.state.derived;
      return approaches(done.facts);
    };
    expect(step(fixAt(moveBy(HOME, 0, 4100), 410), anew)).toEqual([]);
    for (const s of [1000, 1010, 1020]) expect(step(fixAt(moveBy(HOME, 180, 4000), s), anew)).toEqual([]);
    expect(step(fixAt(moveBy(HOME, 0, 5600), 2000), anew)).toMatchObject([{ eventId: 'a:approaching:2' }]);
  });
});
