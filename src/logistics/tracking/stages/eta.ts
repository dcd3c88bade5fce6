import type { EtaChanged, Fact } from './fact.ts';
import type { Fix } from './fix.ts';
import { forecastStops } from './forecast.ts';
import { lateProbability } from './lognormal.ts';
import type { Derived, Forecast } from './state.ts';
import type { Target, TargetStop } from './target.ts';

const LEAST_CHANGE_MS = 60_000;
const LEAST_CHANGE_SHARE = 0.1;

/**
 * Keeps a forecast for every stop ahead and tells of those that moved by at least a minute and a tenth of the time left, and
 * of all on a new way: with it the plan said its own times, over what was told before.
 */
export function eta(state: Derived, fix: Fix, target: Target): [Derived, Fact[]] {
  const facts: Fact[] = [];
  const forecasts = forecastStops(state, fix, target);
  const next: Derived['eta'] = {};
  const since = target.route?.since ?? -Infinity;
  for (const stop of target.stops) {
    const current = forecasts.get(stop.stopId);
    if (!current) continue;
    const told = state.eta[stop.stopId]?.told;
    const isNews = !told || told.at < since || isWorthTelling(told, current);
    if (isNews) facts.push(etaChanged(stop, current));
    next[stop.stopId] = { current, told: isNews ? current : told };
  }
  return [{ ...state, eta: next }, facts];
}

const isWorthTelling = (told: Forecast, current: Forecast): boolean =>
  Math.abs(current.p50Ms - told.p50Ms) >=
  Math.max(LEAST_CHANGE_MS, LEAST_CHANGE_SHARE * (current.p50Ms - current.at));

export const etaChanged = (stop: TargetStop, forecast: Forecast): EtaChanged => ({
  kind: 'eta.changed',
  eventId: `${stop.stopId}:eta:${forecast.at}`,
  at: forecast.at,
  detectedAt: forecast.at,
  stopId: stop.stopId,
  deliveryId: stop.deliveryId,
  orderId: stop.orderId,
  p10Ms: forecast.p10Ms,
  p50Ms: forecast.p50Ms,
  p90Ms: forecast.p90Ms,
  lateProbability: stop.windowTo === null ? null : lateProbability(forecast, stop.windowTo),
});
