import { describe, expect, it } from '@jest/globals';
import { observe, openSky, type SkyHabits } from '../../../src/demo/gps-noise.ts';
import { rngOf } from '../../../src/demo/rng.ts';
import { distanceM } from '../../../src/shared/geo.ts';

const position = { lon: 11.97, lat: 57.7 };
const calm: SkyHabits = { sigmaM: 5, tunnelsPerHour: 0, jumpsPerHour: 0 };

function watch(habits: SkyHabits, seconds: number, seed = 1) {
  const rng = rngOf(seed);
  let sky = openSky;
  return Array.from({ length: seconds }, (_, i) => {
    const truth = { at: i * 1000, position, headingDeg: 90, speedMps: 8, batteryPct: 80.4 };
    const [fix, next] = observe(rng, sky, truth, 1000, habits);
    sky = next;
    return fix;
  });
}

describe('observe', () => {
  it('is the same for the same seed', () => {
    expect(watch(calm, 50)).toEqual(watch(calm, 50));
    expect(watch(calm, 50, 2)).not.toEqual(watch(calm, 50));
  });

  it('errs by about the deviation asked for, and wanders instead of shaking', () => {
    const fixes = watch(calm, 2_000).map((fix) => fix!);
    const errors = fixes.map((fix) => distanceM(fix, position));
    const rms = Math.sqrt(errors.reduce((a, b) => a + b * b, 0) / errors.length);
    expect(rms).toBeGreaterThan(5);
    expect(rms).toBeLessThan(9);
    const steps = fixes.slice(1).map((fix, i) => distanceM(fix, fixes[i]!));
    expect(steps.reduce((a, b) => a + b) / steps.length).toBeLessThan(rms);
  });

  it('falls silent in tunnels of 20 to 60 seconds', () => {
    const fixes = watch({ ...calm, tunnelsPerHour: 30 }, 1_000);
    const gaps = fixes
      .map((fix) => (fix ? ' ' : 'x'))
      .join('')
      .match(/x+ /g)!
      .map((gap) => gap.length - 1);
    expect(gaps.length).toBeGreaterThan(3);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(19);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(61);
  });

  it('jumps far away now and then, for one fix', () => {
    const far = watch({ ...calm, jumpsPerHour: 60 }, 1_000).map((fix) => distanceM(fix!, position) > 300);
    const jumps = far.filter(Boolean).length;
    expect(jumps).toBeGreaterThan(5);
    expect(jumps).toBeLessThan(40);
  });

  it('sends what the server takes without a complaint', () => {
    for (const fix of watch(calm, 200)) {
      expect(fix!.headingDeg).toBeGreaterThanOrEqual(0);
      expect(fix!.headingDeg).toBeLessThan(360);
      expect(fix!.speedMps).toBeGreaterThanOrEqual(0);
      expect(fix!.batteryPct).toBe(80);
      expect(new Date(fix!.at).toISOString()).toBe(fix!.at);
    }
  });
});
