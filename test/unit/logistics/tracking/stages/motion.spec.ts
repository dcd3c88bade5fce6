import { describe, expect, it } from '@jest/globals';
import { angleBetweenDeg, distanceM, moveBy } from '../../../../../src/shared/geo.ts';
import { advance } from '../../../../../src/logistics/tracking/pipeline.ts';
import type { Fact } from '../../../../../src/logistics/tracking/stages/fact.ts';
import type { Fix } from '../../../../../src/logistics/tracking/stages/fix.ts';
import { newCourierState, type Marker } from '../../../../../src/logistics/tracking/stages/state.ts';
import type { Vehicle } from '../../../../../src/logistics/tracking/stages/target.ts';
import { drive, fixAt, HOME, seeded, T0, wayOf } from '../traces.ts';

function run(fixes: readonly Fix[], vehicle: Vehicle = 'car'): { facts: Fact[]; markers: Marker[] } {
  let state = newCourierState();
  const facts: Fact[] = [];
  const markers: Marker[] = [];
  for (const fix of fixes) {
    const step = advance(state, fix, { vehicle, route: null, stops: [] }, fix.receivedAt);
    state = step.state;
    facts.push(...step.facts);
    if (step.marker) markers.push(step.marker);
  }
  return { facts, markers };
}

/** A phone that lies still for `seconds`, wandering as indoor GPS does. */
function still(seconds: number, spreadM: number, more: Partial<Fix> = { speedMps: 0.3 }): Fix[] {
  const random = seeded(5);
  let [east, north] = [0, 0];
  return Array.from({ length: seconds / 10 }, (_, i) => {
    east = 0.9 * east + (random() - 0.5) * spreadM;
    north = 0.9 * north + (random() - 0.5) * spreadM;
    return fixAt(moveBy(moveBy(HOME, 90, east), 0, north), i * 10, { accuracyM: 20, ...more });
  });
}

describe('standing still', () => {
  it('holds the marker against drift and tells of the stop once, from its beginning', () => {
    const { facts, markers } = run(still(1800, 10));
    expect(facts).toMatchObject([
      { kind: 'motion.stopped', at: T0, detectedAt: T0 + 120_000, stoppedForMs: 120_000 },
    ]);
    const settled = markers.slice(10);
    expect(Math.max(...settled.map((marker) => distanceM(marker, settled[0]!)))).toBeLessThan(10);
    expect(settled.every((marker) => !marker.moving && marker.stoppedSince === T0)).toBe(true);
  });

  it('is found without any speed from the device', () => {
    const { facts } = run(still(1800, 6, {}));
    expect(facts.filter((fact) => fact.kind === 'motion.stopped')).toHaveLength(1);
    expect(facts.filter((fact) => fact.kind === 'motion.moved')).toHaveLength(0);
  });

  it('survives one stray fix and ends with two', () => {
    const stand = still(300, 4);
    const stray = (s: number): Fix => fixAt(moveBy(HOME, 0, 60), s);
    expect(run([...stand, stray(300), fixAt(HOME, 310)]).facts).toHaveLength(1);
    const { facts } = run([...stand, stray(300), stray(310)]);
    expect(facts[1]).toMatchObject({ kind: 'motion.moved', at: T0 + 300_000, stoppedForMs: 300_000 });
  });

  it('ends at the first fix outside that reports driving', () => {
    const { markers } = run([
      ...still(300, 4),
      fixAt(moveBy(HOME, 0, 60), 300, { speedMps: 9, headingDeg: 0 }),
    ]);
    expect(markers.at(-1)).toMatchObject({ moving: true, speedMps: 9, headingDeg: 0 });
  });
});

describe('moving', () => {
  const line = wayOf(HOME, [[60, 3000]]);

  it('gets speed and heading from positions alone', () => {
    const { markers } = run(drive(line, [], { everyS: 2, noiseM: 6, withSpeed: false }));
    for (const marker of markers.slice(10)) {
      expect(Math.abs(marker.speedMps - 10)).toBeLessThan(4);
      expect(angleBetweenDeg(marker.headingDeg!, 60)).toBeLessThan(25);
    }
  });

  it('shows a smoother and truer track than the raw fixes', () => {
    const random = seeded(9);
    const truth = Array.from({ length: 200 }, (_, i) => moveBy(HOME, 60, i * 10));
    const raw = truth.map((at, i) => fixAt(moveBy(at, random() * 360, 15 * random()), i, { accuracyM: 12 }));
    const { markers } = run(raw);
    const rms = (points: readonly { lon: number; lat: number }[]): number =>
      Math.sqrt(points.slice(20).reduce((sum, p, i) => sum + distanceM(p, truth[i + 20]!) ** 2, 0) / 180);
    expect(markers).toHaveLength(raw.length);
    expect(rms(markers)).toBeLessThan(0.85 * rms(raw));
  });
});
