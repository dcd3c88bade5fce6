import { describe, expect, it } from '@jest/globals';
import { moveBy } from '../../../../../src/shared/geo.ts';
import type { Fact } from '../../../../../src/logistics/tracking/stages/fact.ts';
import type { Fix } from '../../../../../src/logistics/tracking/stages/fix.ts';
import { geofence } from '../../../../../src/logistics/tracking/stages/geofence.ts';
import { nothingDerived, type Derived } from '../../../../../src/logistics/tracking/stages/state.ts';
import type { TargetStop } from '../../../../../src/logistics/tracking/stages/target.ts';
import { fixAt, HOME, seeded, stopOn, T0 } from '../traces.ts';

const stop = stopOn([HOME, moveBy(HOME, 90, 10)], 's', 0);
const away = (metres: number, s: number, more: Partial<Fix> = {}): Fix =>
  fixAt(moveBy(HOME, 90, metres), s, more);

function run(
  fixes: readonly Fix[],
  more: Partial<TargetStop> = {},
  from = nothingDerived(),
): { facts: Fact[]; state: Derived } {
  const facts: Fact[] = [];
  let state = from;
  for (const fix of fixes) {
    const [next, told] = geofence(state, fix, { vehicle: 'car', route: null, stops: [{ ...stop, ...more }] });
    facts.push(...told);
    state = { ...next, last: fix };
  }
  return { facts, state };
}
const story = (facts: readonly Fact[]): [string, number][] =>
  facts.map((f) => [f.eventId, (f.at - T0) / 1000]);

describe('stop fences', () => {
  it('tells of an arrival after 20 s inside, dated when the courier came in', () => {
    const fast = { speedMps: 8 };
    expect(run([away(300, 0, fast), away(50, 10, fast), away(40, 25, fast)]).facts).toEqual([]);
    const { facts } = run([away(300, 0, fast), away(50, 10, fast), away(40, 25, fast), away(30, 30, fast)]);
    expect(facts).toMatchObject([
      { kind: 'stop.arrived', at: T0 + 10_000, detectedAt: T0 + 30_000, orderId: 'o-s' },
    ]);
  });

  it('tells of an arrival at the second slow fix', () => {
    const slow = { speedMps: 1 };
    expect(story(run([away(300, 0), away(50, 10, slow), away(40, 15, slow)]).facts)).toEqual([
      ['s:arrived:1', 10],
    ]);
  });

  it('lets nobody in whose accuracy circle is mostly outside', () => {
    const poor = { accuracyM: 90, speedMps: 0 };
    expect(run([away(95, 0, poor), away(95, 30, poor), away(95, 60, poor)]).facts).toEqual([]);
    expect(
      run([away(95, 0, { speedMps: 0, accuracyM: 5 }), away(94, 10, { speedMps: 0, accuracyM: 5 })]).facts,
    ).toHaveLength(1);
  });

  it('does not come and go for someone standing on the edge', () => {
    const random = seeded(11);
    const edge = Array.from({ length: 300 }, (_, i) =>
      away(100 + (random() - 0.5) * 40, i * 5, { speedMps: 0.2, accuracyM: 10 }),
    );
    expect(story(run(edge).facts).map(([id]) => id)).toEqual(['s:arrived:1']);
  });

  it('tells of a departure at the second fix outside, dated at the first', () => {
    const inside = [away(0, 0, { speedMps: 0 }), away(0, 10, { speedMps: 0 })];
    expect(run([...inside, away(400, 20)]).facts).toHaveLength(1);
    expect(run([...inside, away(400, 20), away(20, 25)]).facts).toHaveLength(1);
    expect(story(run([...inside, away(400, 20), away(500, 25)]).facts)).toEqual([
      ['s:arrived:1', 0],
      ['s:departed:1', 20],
    ]);
  });

  it('counts visits, so that a second one is a second event', () => {
    const visit = (s: number): Fix[] => [
      away(0, s, { speedMps: 0 }),
      away(0, s + 10, { speedMps: 0 }),
      away(400, s + 20),
      away(600, s + 30),
    ];
    expect(story(run([...visit(0), ...visit(100)]).facts).map(([id]) => id)).toEqual([
      's:arrived:1',
      's:departed:1',
      's:arrived:2',
      's:departed:2',
    ]);
  });

  it('tells of a passage when the way between two fixes leads through, however it was sampled', () => {
    const fast = { speedMps: 25 };
    expect(story(run([away(-400, 0, fast), away(400, 32, fast)]).facts)).toEqual([['s:passed:1', 16]]);
    expect(story(run([away(-400, 0, fast), away(0, 16, fast), away(400, 32, fast)]).facts)).toEqual([
      ['s:passed:1', 16],
    ]);
  });

  it('guesses no passage over a gap of more than two minutes, nor where the path is broken', () => {
    expect(run([away(-400, 0), away(400, 121)]).facts).toEqual([]);
    const broken = { ...run([away(-400, 0)]).state, last: null };
    expect(geofence(broken, away(400, 30), { vehicle: 'car', route: null, stops: [stop] })[1]).toEqual([]);
  });

  it('takes a phone that fell silent at a standstill inside for a visit', () => {
    const { facts } = run([
      away(300, 0, { speedMps: 9 }),
      away(20, 20, { speedMps: 0 }),
      away(250, 400),
      away(600, 430),
    ]);
    expect(story(facts)).toEqual([
      ['s:arrived:1', 20],
      ['s:departed:1', 400],
    ]);
  });

  it('tells when a finished stop was reached, but not of driving by it later', () => {
    const visit = [away(0, 0, { speedMps: 0 }), away(0, 10, { speedMps: 0 }), away(400, 20), away(600, 30)];
    const { facts, state } = run(visit, { state: 'completed' });
    expect(story(facts).map(([id]) => id)).toEqual(['s:arrived:1', 's:departed:1']);
    const later = [
      away(-400, 200),
      away(400, 232),
      away(0, 260, { speedMps: 0 }),
      away(0, 270, { speedMps: 0 }),
      away(500, 300),
      away(700, 310),
    ];
    expect(run(later, { state: 'completed' }, state).facts).toEqual([]);
  });
});
