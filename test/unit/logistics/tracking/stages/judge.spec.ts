import { describe, expect, it } from '@jest/globals';
import { advance } from '../../../../../src/logistics/tracking/pipeline.ts';
import { moveBy } from '../../../../../src/shared/geo.ts';
import type { Fix } from '../../../../../src/logistics/tracking/stages/fix.ts';
import { newCourierState } from '../../../../../src/logistics/tracking/stages/state.ts';
import type { Target } from '../../../../../src/logistics/tracking/stages/target.ts';
import { fixAt, HOME, T0 } from '../traces.ts';

const car: Target = { vehicle: 'car', route: null, stops: [] };
const foot: Target = { ...car, vehicle: 'foot' };
const HOUR = 3_600_000;

/** Verdicts, reasons and the final state of fixes that arrive as they happen. */
function run(fixes: readonly Fix[], target = car, now?: number) {
  let state = newCourierState();
  const steps = fixes.map((fix) => {
    const step = advance(state, fix, target, now ?? fix.receivedAt);
    state = step.state;
    return step;
  });
  return { steps, state, verdicts: steps.map((step) => step.verdict) };
}

describe('judging a fix', () => {
  it.each([
    ['not_a_number', { lon: Number.NaN }],
    ['not_a_number', { at: Number.POSITIVE_INFINITY }],
    ['out_of_range', { lat: 90.001 }],
    ['out_of_range', { lon: -180.5 }],
    ['zero_zero', { lon: 0, lat: 0 }],
    ['over_24_h_ahead', { at: T0 + 25 * HOUR }],
    ['over_7_days_old', { at: T0 - 7 * 24 * HOUR - 1000 }],
  ])('refuses what cannot be: %s', (reason, broken) => {
    const { steps, state } = run([{ ...fixAt(HOME, 0), ...broken }], car, T0);
    expect(steps[0]).toMatchObject({ verdict: 'invalid', reason, facts: [], marker: null });
    expect(state).toEqual(newCourierState());
  });

  it('keeps a good fix whose extras are nonsense, without them', () => {
    const { steps } = run([
      fixAt(HOME, 0, { speedMps: -1, headingDeg: -1, batteryPct: 900, accuracyM: Number.NaN }),
    ]);
    expect(steps[0]!.verdict).toBe('ok');
    expect(steps[0]!.fix).toMatchObject({
      speedMps: undefined,
      headingDeg: undefined,
      batteryPct: undefined,
      accuracyM: undefined,
    });
  });

  it('knows a repeated fix by its id, and else by its time and place', () => {
    expect(run([fixAt(HOME, 0), fixAt(HOME, 0, { receivedAt: T0 + HOUR })]).verdicts).toEqual([
      'ok',
      'duplicate',
    ]);
    expect(run([fixAt(HOME, 0, { id: 'a' }), fixAt(HOME, 5, { id: 'a' })]).verdicts).toEqual([
      'ok',
      'duplicate',
    ]);
    const sameSecond = run([fixAt(HOME, 0), fixAt(moveBy(HOME, 90, 20), 0)]).verdicts;
    expect(sameSecond).not.toContain('duplicate');
  });

  it('calls an older fix late and leaves the derived state alone', () => {
    const { steps, verdicts } = run([fixAt(HOME, 60), fixAt(moveBy(HOME, 0, 50), 30)]);
    expect(verdicts).toEqual(['ok', 'late']);
    expect(steps[1]!.state.derived).toBe(steps[0]!.state.derived);
    expect(steps[1]!.marker).toBeNull();
  });

  it('shows an inaccurate fix only when nothing better came for a minute, and a hopeless one never', () => {
    const rough = (s: number, accuracyM: number): Fix => fixAt(moveBy(HOME, 0, 300), s, { accuracyM });
    const { steps, verdicts } = run([fixAt(HOME, 0), rough(30, 400), rough(90, 400), rough(200, 1500)]);
    expect(verdicts).toEqual(['ok', 'inaccurate', 'inaccurate', 'inaccurate']);
    expect(steps.map((step) => step.marker?.at ?? null)).toEqual([T0, null, T0 + 90_000, null]);
  });
});

describe('a device clock that runs ahead', () => {
  it('is learnt from the first fix from the future, and later fixes keep their distances', () => {
    const ahead = 10 * 60_000;
    const { steps, verdicts } = run(
      [0, 10, 20, 30].map((s) =>
        fixAt(moveBy(HOME, 0, s), s, { at: T0 + s * 1000 + ahead, receivedAt: T0 + s * 1000 + 200 }),
      ),
    );
    expect(verdicts).toEqual(['skewed', 'skewed', 'skewed', 'skewed']);
    expect(steps.map((step) => step.fix.at - T0)).toEqual([200, 10_200, 20_200, 30_200]);
    expect(steps[0]!.fix.deviceAt).toBe(T0 + ahead);
  });

  it('also moves the fixes that waited in the phone and look merely fresh', () => {
    const ahead = 10 * 60_000;
    const live = [0, 10, 20].map((s) =>
      fixAt(HOME, s, { at: T0 + s * 1000 + ahead, receivedAt: T0 + s * 1000 }),
    );
    const waited = fixAt(HOME, 0, { at: T0 - 240_000 + ahead, receivedAt: T0 + 60_000 });
    const { steps, verdicts } = run([...live, waited]);
    expect(verdicts).toEqual(['skewed', 'skewed', 'skewed', 'late']);
    expect(steps[3]!.fix.at).toBe(T0 - 240_000);
  });

  it('is forgotten once the clock is right again, and a single spike moves nobody else', () => {
    const spike = fixAt(HOME, 0, { at: T0 + HOUR });
    const after = Array.from({ length: 25 }, (_, i) => fixAt(moveBy(HOME, 0, i), 10 + i * 10));
    const { verdicts, steps, state } = run([spike, ...after]);
    expect(verdicts[0]).toBe('skewed');
    expect(steps[0]!.marker?.at).toBe(T0 + 200);
    expect(new Set(verdicts.slice(1))).toEqual(new Set(['ok']));
    expect(state.arrivals.clock).toEqual({ samples: [], correctionMs: 0 });
  });
});

describe('a jump', () => {
  const far = moveBy(HOME, 45, 5000);
  const east = (metres: number) => moveBy(HOME, 90, metres);

  it('is held back and forgotten when the courier goes on as before', () => {
    const { steps, verdicts, state } = run([fixAt(HOME, 0), fixAt(far, 10), fixAt(east(100), 20)]);
    expect(verdicts).toEqual(['ok', 'jump', 'ok']);
    expect(steps[1]!.marker).toBeNull();
    expect(state.derived.suspect).toBeNull();
    expect(state.derived.last).toMatchObject(east(100));
  });

  it('is believed as soon as a second fix agrees with it', () => {
    const { steps, verdicts } = run([fixAt(HOME, 0), fixAt(far, 10), fixAt(moveBy(far, 45, 80), 20)]);
    expect(verdicts).toEqual(['ok', 'jump', 'ok']);
    expect(steps[2]!.reinstated).toBe(`${T0 + 10_000}:${far.lon.toFixed(6)}:${far.lat.toFixed(6)}`);
    expect(steps[2]!.marker).not.toBeNull();
  });

  it('is replaced by the next one when those two disagree', () => {
    const { verdicts } = run([
      fixAt(HOME, 0),
      fixAt(far, 10),
      fixAt(moveBy(HOME, 200, 9000), 20),
      fixAt(east(60), 30),
    ]);
    expect(verdicts).toEqual(['ok', 'jump', 'jump', 'ok']);
  });

  it('is no jump after a minute of silence, nor within what the accuracies excuse', () => {
    expect(run([fixAt(HOME, 0), fixAt(far, 61)]).verdicts).toEqual(['ok', 'ok']);
    const rough = { accuracyM: 60 };
    expect(run([fixAt(HOME, 0, rough), fixAt(east(340), 1, rough)]).verdicts).toEqual(['ok', 'ok']);
    expect(run([fixAt(HOME, 0), fixAt(east(340), 1)]).verdicts).toEqual(['ok', 'jump']);
  });

  it('depends on the vehicle', () => {
    const fixes = [fixAt(HOME, 0), fixAt(east(300), 10)];
    expect(run(fixes, car).verdicts).toEqual(['ok', 'ok']);
    expect(run(fixes, foot).verdicts).toEqual(['ok', 'jump']);
  });
});
