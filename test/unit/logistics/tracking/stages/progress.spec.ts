import { describe, expect, it } from '@jest/globals';
import { alongLine, cumulativeM, moveBy, type LonLat } from '../../../../../src/shared/geo.ts';
import { advance } from '../../../../../src/logistics/tracking/pipeline.ts';
import type { Fact } from '../../../../../src/logistics/tracking/stages/fact.ts';
import type { Fix } from '../../../../../src/logistics/tracking/stages/fix.ts';
import { metresTo } from '../../../../../src/logistics/tracking/stages/progress.ts';
import {
  newCourierState,
  type CourierState,
  type Progress,
} from '../../../../../src/logistics/tracking/stages/state.ts';
import type { Target } from '../../../../../src/logistics/tracking/stages/target.ts';
import { drive, fixAt, HOME, stopOn, T0, targetOf, wayOf } from '../traces.ts';

function run(
  fixes: readonly Fix[],
  target: Target,
  state = newCourierState(),
): { facts: Fact[]; along: number[]; progress: Progress; state: CourierState } {
  const facts: Fact[] = [];
  const along: number[] = [];
  for (const fix of fixes) {
    const step = advance(state, fix, target, fix.receivedAt);
    state = step.state;
    facts.push(...step.facts.filter((fact) => fact.kind.startsWith('route.')));
    along.push(state.derived.progress?.alongM ?? 0);
  }
  return { facts, along, progress: state.derived.progress!, state };
}
const on = (line: LonLat[], metres: number): LonLat => alongLine(line, cumulativeM(line), metres);
const worst = (along: number[], truth: number[]): number =>
  Math.max(...along.map((m, i) => Math.abs(m - truth[i]!)));

describe('progress along the route', () => {
  const corners = wayOf(HOME, [
    [0, 1000],
    [90, 800],
    [180, 600],
  ]);

  it('follows a noisy drive closely and never goes back', () => {
    const fixes = drive(corners, [], { everyS: 3, noiseM: 8 });
    const { along, facts } = run(fixes, targetOf(corners, []));
    expect(
      worst(
        along,
        fixes.map((_, i) => Math.min(2400, 10 + i * 30)),
      ),
    ).toBeLessThan(40);
    expect(along).toEqual([...along].sort((a, b) => a - b));
    expect(facts).toEqual([]);
  });

  it('does not creep ahead while the courier stands', () => {
    const fixes = drive(corners, [500], { everyS: 2, noiseM: 12, dwellS: 900 });
    const standing = fixes.filter((fix) => fix.speedMps === 0);
    const { along } = run(fixes.slice(0, fixes.indexOf(standing.at(-1)!) + 1), targetOf(corners, []));
    expect(along.at(-1)! - 500).toBeLessThan(30);
  });

  it('tells the way out from the way back in the same street', () => {
    const outAndBack = wayOf(HOME, [
      [0, 1000],
      [180, 1000],
    ]);
    const fixes = drive(outAndBack, [], { everyS: 5, noiseM: 5 });
    const { along } = run(fixes, targetOf(outAndBack, []));
    expect(
      worst(
        along,
        fixes.map((_, i) => Math.min(2000, 10 + i * 50)),
      ),
    ).toBeLessThan(60);
  });

  it('finds its place after a tunnel', () => {
    const fixes = drive(corners, [], { everyS: 5 }).filter(
      (fix) => fix.at < T0 + 40_000 || fix.at > T0 + 150_000,
    );
    const { along, facts } = run(fixes, targetOf(corners, []));
    expect(Math.abs(along.at(-1)! - 2400)).toBeLessThan(60);
    expect(facts).toEqual([]);
  });

  it('says how far each stop is, and that one lies behind', () => {
    const { progress } = run([fixAt(on(corners, 600), 0)], targetOf(corners, []));
    expect(Math.round(metresTo(progress, stopOn(corners, 'a', 900)) / 10)).toBe(30);
    expect(metresTo(progress, stopOn(corners, 'b', 200))).toBeLessThan(0);
  });

  it('starts anew on a new route', () => {
    const target = targetOf(corners, []);
    const state = advance(newCourierState(), fixAt(on(corners, 2000), 0), target, T0).state;
    const turned = { ...target, route: { id: 'r2', line: [...corners].reverse() } };
    const { progress } = advance(state, fixAt(on(corners, 2000), 10), turned, T0 + 10_000).state.derived;
    expect(Math.round(progress!.alongM / 10)).toBe(40);
  });
});

describe('leaving the route', () => {
  const line = wayOf(HOME, [[0, 4000]]);
  const at = (s: number, sideM: number, more: Partial<Fix> = {}): Fix =>
    fixAt(moveBy(on(line, 100 + s * 10), 90, sideM), s, more);
  const target = targetOf(line, []);

  it('is told at the third fix far away, dated at the first, and once', () => {
    const { facts } = run([at(0, 0), at(5, 200), at(10, 300), at(15, 300), at(20, 300), at(25, 300)], target);
    expect(facts).toMatchObject([
      { eventId: 'r1:left:1', at: T0 + 5_000, detectedAt: T0 + 15_000, distanceM: 300 },
    ]);
  });

  it('is told after 30 s when fixes are rare', () => {
    expect(run([at(0, 0), at(20, 300), at(51, 300)], target).facts).toMatchObject([
      { detectedAt: T0 + 51_000 },
    ]);
  });

  it('is not told of strays, nor within the accuracy', () => {
    expect(run([at(0, 0), at(5, 300), at(10, 0), at(15, 300), at(20, 10)], target).facts).toEqual([]);
    const rough = { accuracyM: 90 };
    expect(
      run(
        [0, 5, 10, 15, 20].map((s) => at(s, 200, rough)),
        target,
      ).facts,
    ).toEqual([]);
  });

  it('ends after two fixes close by, and between the limits nothing changes', () => {
    const left = [at(0, 0), at(5, 300), at(10, 300), at(15, 300)];
    expect(run([...left, at(20, 90), at(25, 90), at(30, 90)], target).facts).toHaveLength(1);
    expect(run([...left, at(20, 10), at(25, 90), at(30, 10)], target).facts).toHaveLength(1);
    const back = run([...left, at(20, 10), at(25, 10)], target);
    expect(back.facts[1]).toMatchObject({
      kind: 'route.rejoined',
      eventId: 'r1:rejoined:1',
      at: T0 + 20_000,
    });
    expect(Math.round(back.progress.alongM / 10)).toBe(35);
    expect(back.progress.offRoute).toBe(false);
  });

  it('ends when the way is planned anew from where the courier is, also for a fix from just before', () => {
    const left = run([at(0, 0), at(5, 300), at(10, 300), at(15, 300)], target).state;
    const ended = { kind: 'route.rejoined', eventId: 'r1:rejoined:1', at: T0 + 20_000 };
    const anew = (since: number) => ({ ...target, route: { id: 'r2', line: target.route!.line, since } });
    for (const since of [T0 + 18_000, T0 + 21_000])
      expect(run([at(20, 0), at(25, 0)], anew(since), left).facts).toMatchObject([ended]);
    expect(run([at(20, 0)], anew(T0), run([at(0, 0)], target).state).facts).toEqual([]);
  });
});
