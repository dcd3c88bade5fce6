import type { Forecast } from './state.ts';

const Z90 = 1.2815515655446004;

/** Standard normal distribution function, |error| < 7.5e-8 (Abramowitz and Stegun 1964, 26.2.17). */
export function phi(z: number): number {
  if (z < 0) return 1 - phi(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const tail =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - density(z) * tail;
}

export const density = (z: number): number => Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);

/**
 * The forecast for a remaining time from `at` on, with `usualS` as its median (what routers and planners mean by a time)
 * and the relative spread of `sdS`. Travel and service times add up to what a lognormal describes well (Fenton 1960,
 * "The sum of log-normal probability distributions in scatter transmission systems"), and it never promises the past.
 */
export function forecastOf(at: number, usualS: number, sdS: number): Forecast {
  const median = Math.max(1, usualS);
  const sigma = Math.sqrt(Math.log(1 + (sdS / median) ** 2));
  const quantile = (z: number): number => Math.round(at + 1000 * median * Math.exp(z * sigma));
  return { at, p10Ms: quantile(-Z90), p50Ms: quantile(0), p90Ms: quantile(Z90) };
}

/**
 * Probability (0..1) of arriving after `windowTo`, in closed form from the forecast alone. Given a `now` after the
 * forecast was made, that the courier has not arrived until then counts too.
 */
export function lateProbability(forecast: Forecast, windowTo: number, now = forecast.at): number {
  const certain = forecast.p90Ms <= forecast.p50Ms;
  if (certain) return forecast.p50Ms > windowTo ? 1 : 0;
  if (windowTo < now) return 1;
  const late = arrivesAfter(forecast, windowTo);
  if (now <= forecast.at) return late;
  const still = arrivesAfter(forecast, now);
  return still <= late ? 1 : late / still;
}

function arrivesAfter(forecast: Forecast, when: number): number {
  const { at, p50Ms, p90Ms } = forecast;
  if (when <= at) return 1;
  const sigma = Math.log((p90Ms - at) / (p50Ms - at)) / Z90;
  return 1 - phi(Math.log((when - at) / (p50Ms - at)) / sigma);
}
