import type { StopEta } from '../deliveries/etas.service.ts';
import type { RouteStop } from '../deliveries/planning.service.ts';

/** How far off a plan usually is before the courier has set out: a share of the time ahead, and a little always. */
const EARLY = { share: 0.12, atLeastMs: 60_000 };
const LATE = { share: 0.28, atLeastMs: 150_000 };

/** What to promise from the plan alone, until fixes tell more. */
export function firstForecasts(stops: readonly RouteStop[], now: Date): StopEta[] {
  return stops.flatMap((stop, index) => {
    if (!stop.plannedArrival || stop.state === 'arrived') return [];
    const p50 = Math.max(stop.plannedArrival.getTime(), now.getTime());
    const ahead = p50 - now.getTime();
    const p10 = Math.max(soonest(stop, p50, now), p50 - ahead * EARLY.share - EARLY.atLeastMs);
    const p90 = p50 + ahead * LATE.share + LATE.atLeastMs;
    const lateProbability = chanceAfter(stop.delivery.windowTo.getTime(), p10, p50, p90);
    return [
      {
        stopId: stop.id,
        p10: new Date(p10),
        p50: new Date(p50),
        p90: new Date(p90),
        lateProbability,
        stopsBefore: othersBefore(stops, index),
      },
    ];
  });
}

/** Nobody sets out so as to stand at a door before it opens. */
const soonest = ({ kind, delivery }: RouteStop, p50: number, now: Date): number =>
  Math.max(now.getTime(), kind === 'dropoff' ? Math.min(p50, delivery.windowFrom?.getTime() ?? 0) : 0);

/** What was foretold already, judged by the promise as it is now. */
export function judgedAnew(stops: readonly RouteStop[]): StopEta[] {
  return stops.flatMap(({ id, view: { eta }, delivery }, index) => {
    if (!eta) return [];
    const [p10, p50, p90] = [new Date(eta.p10), new Date(eta.p50), new Date(eta.p90)] as const;
    const windowTo = delivery.windowTo.getTime();
    const lateProbability = chanceAfter(windowTo, p10.getTime(), p50.getTime(), p90.getTime());
    return [{ stopId: id, p10, p50, p90, lateProbability, stopsBefore: othersBefore(stops, index) }];
  });
}

/** A delivery's own pickup keeps nobody else waiting. */
const othersBefore = (stops: readonly RouteStop[], index: number): number =>
  stops.slice(0, index).filter(({ deliveryId }) => deliveryId !== stops[index]!.deliveryId).length;

/** Probability that it happens after `limit`, straight lines between the quantiles and as far again beyond them. */
function chanceAfter(limit: number, p10: number, p50: number, p90: number): number {
  const points: [number, number][] = [
    [p10 - (p50 - p10), 1],
    [p10, 0.9],
    [p50, 0.5],
    [p90, 0.1],
    [p90 + (p90 - p50), 0],
  ];
  if (limit <= points[0]![0]) return 1;
  for (let i = 1; i < points.length; i++) {
    const [x0, y0] = points[i - 1]!;
    const [x1, y1] = points[i]!;
    if (limit <= x1) return x1 === x0 ? y1 : y0 + ((y1 - y0) * (limit - x0)) / (x1 - x0);
  }
  return 0;
}
