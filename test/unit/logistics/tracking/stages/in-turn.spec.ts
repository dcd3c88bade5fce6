import { describe, expect, it } from '@jest/globals';
import { moveBy } from '../../../../../src/shared/geo.ts';
import type { Fix } from '../../../../../src/logistics/tracking/stages/fix.ts';
import type { Target, TargetStop } from '../../../../../src/logistics/tracking/stages/target.ts';
import { Ingest } from '../ingest.ts';
import { drive, fixAt, HOME, stopOn, T0, targetOf, wayOf } from '../traces.ts';

const line = wayOf(HOME, [
  [0, 2000],
  [180, 1000],
]);
const onTheWay = 1000;
const a = stopOn(line, 'a', 2000, { radiusM: 80, plannedLegS: 476 });
/** Comes after `a`, with its door 40 m from the way there. */
const b = stopOn(line, 'b', 3000, {
  radiusM: 80,
  plannedLegS: 238,
  at: moveBy(HOME, 0, onTheWay),
});
const near = { ...b, at: moveBy(b.at, 90, 40) };

function take(fixes: readonly Fix[], stops: TargetStop[], more: Partial<Target> = {}): Ingest {
  const ingest = new Ingest(targetOf(line, stops, { vehicle: 'bike', ...more }), T0 + 3_600_000);
  ingest.take(fixes);
  return ingest;
}
const story = ({ known }: Ingest, stopId: string): string[] =>
  Object.keys(known).filter((id) => id.startsWith(`${stopId}:`) && !id.includes('approaching'));
const until = (seconds: number, fixes: readonly Fix[]): Fix[] =>
  fixes.filter((fix) => fix.at <= T0 + seconds * 1000);

describe('a stop that has another before it', () => {
  const riding = until(400, drive(line, [2000], { speedMps: 4.2 }));

  it('is passed, not visited, by a courier who rides by, and keeps its ETA', () => {
    const ingest = take(riding, [a, near]);
    expect(story(ingest, 'b')).toEqual(['b:passed:1']);
    expect(ingest.state.derived.eta).toHaveProperty('b');
  });

  it('is passed by a courier who walks by, and by one who waits there at a red light', () => {
    const walking = until(1100, drive(line, [2000], { speedMps: 1.4 }));
    expect(story(take(walking, [a, near], { vehicle: 'foot' }), 'b')).toEqual(['b:passed:1']);
    const waiting = until(400, drive(line, [onTheWay], { speedMps: 4.2, dwellS: 30 }));
    expect(story(take(waiting, [a, near]), 'b')).toEqual(['b:passed:1']);
  });

  it('is visited by a courier who stays there, dated when he came in', () => {
    const visiting = until(600, drive(line, [onTheWay], { speedMps: 4.2, dwellS: 120 }));
    const ingest = take(visiting, [a, b]);
    expect(story(ingest, 'b')).toEqual(['b:arrived:1', 'b:departed:1']);
    expect(Math.abs(ingest.known['b:arrived:1']! - (T0 + 220_000))).toBeLessThan(10_000);
  });

  it('is visited by a courier whose phone fell silent there', () => {
    const there = fixAt(b.at, 240, { speedMps: 0 });
    const after = [400, 420].map((s) => fixAt(moveBy(HOME, 0, 700 + s * 2), s, { speedMps: 4 }));
    expect(story(take([...until(230, riding), there, ...after], [a, b]), 'b')).toContain('b:arrived:1');
  });

  it('is reached along with one at the same place', () => {
    const twin = { ...a, stopId: 'twin' };
    const standing = [0, 5, 10].map((s) => fixAt(a.at, s, { speedMps: 0 }));
    const ingest = take(standing, [a, twin]);
    expect([...story(ingest, 'a'), ...story(ingest, 'twin')]).toEqual(['a:arrived:1', 'twin:arrived:1']);
  });

  it('stays passed when a fix comes late, after the one before it was made', () => {
    const inside = riding.findIndex((fix) => fix.at === T0 + 235_000);
    const late = riding[inside - 12]!;
    const ingest = take(
      riding.filter((fix) => fix !== late),
      [a, near],
    );
    Object.assign(ingest.target, { stops: [{ ...a, state: 'completed' }, near] });
    ingest.take([late]);
    expect(story(ingest, 'b')).toEqual(['b:passed:1']);
    expect(ingest.state.derived.eta).toHaveProperty('b');
  });
});
