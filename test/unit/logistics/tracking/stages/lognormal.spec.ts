import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { forecastOf, lateProbability, phi } from '../../../../../src/logistics/tracking/stages/lognormal.ts';

const AT = 1_800_000_000_000;
const spans = fc.record({
  mean: fc.double({ min: 1, max: 20_000, noNaN: true }),
  cv: fc.double({ min: 0.02, max: 1.5, noNaN: true }),
});

describe('forecasts', () => {
  it('have the known values of the normal distribution', () => {
    expect(phi(0)).toBeCloseTo(0.5, 7);
    expect(phi(1.959963985)).toBeCloseTo(0.975, 6);
    expect(phi(-1)).toBeCloseTo(0.158655254, 6);
  });

  it('keep the usual time as their median, and its relative spread', () => {
    const { p10Ms, p50Ms, p90Ms } = forecastOf(AT, 600, 150);
    expect(p50Ms - AT).toBe(600_000);
    expect(Math.log((p90Ms - AT) / (p10Ms - AT)) / 2 / 1.2815515655).toBeCloseTo(
      Math.sqrt(Math.log(1.0625)),
      4,
    );
  });

  it('are late with their own quantiles’ probabilities, and ever less the later the window ends', () => {
    fc.assert(
      fc.property(spans, fc.double({ min: 0, max: 3, noNaN: true }), ({ mean, cv }, more) => {
        const forecast = forecastOf(AT, mean + 60, cv * (mean + 60));
        expect(lateProbability(forecast, forecast.p50Ms)).toBeCloseTo(0.5, 3);
        expect(lateProbability(forecast, forecast.p90Ms)).toBeCloseTo(0.1, 3);
        expect(lateProbability(forecast, forecast.p10Ms)).toBeCloseTo(0.9, 1);
        const end = AT + more * mean * 1000;
        expect(lateProbability(forecast, end)).toBeGreaterThanOrEqual(
          lateProbability(forecast, end + 60_000),
        );
      }),
    );
  });

  it('grow later while nobody arrives, up to certainty when the window has closed', () => {
    const forecast = forecastOf(AT, 600, 120);
    const windowTo = AT + 660_000;
    const waiting = [0, 300, 500, 600, 650].map((s) => lateProbability(forecast, windowTo, AT + s * 1000));
    expect(waiting).toEqual([...waiting].sort((a, b) => a - b));
    expect(waiting[4]!).toBeGreaterThan(waiting[0]!);
    expect(lateProbability(forecast, windowTo, windowTo + 1)).toBe(1);
  });

  it('know an arrival for certain', () => {
    const arrived = { at: AT, p10Ms: AT - 60_000, p50Ms: AT - 60_000, p90Ms: AT - 60_000 };
    expect(lateProbability(arrived, AT - 30_000)).toBe(0);
    expect(lateProbability(arrived, AT - 90_000)).toBe(1);
  });
});
