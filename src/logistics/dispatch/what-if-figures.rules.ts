import type { WhatIfFigures, WhatIfView, WorkSpan } from '../../shared/what-if-views.ts';
import { hasAddress } from './problem.rules.ts';
import type { Snapshot } from './snapshot.ts';
import type { PlannedRoute, PlannedStop, Solution } from './solver/problem.ts';
import { MORE } from './what-if.rules.ts';

/** A zone and the plan found for it. */
export interface Planned {
  snapshot: Snapshot;
  solution: Pick<Solution, 'routes' | 'unassigned'>;
}

/** Two plans of one moment side by side. */
export function compared(before: Planned, after: Planned): WhatIfView {
  const untilS = Math.max(0, ...[before, after].flatMap(({ solution }) => solution.routes.map(endOf)));
  return {
    before: figuresOf(before, untilS),
    after: figuresOf(after, untilS),
    couriers: spans(before, after),
  };
}

const endOf = ({ endS }: PlannedRoute) => endS;

/** How a plan does; `untilS` is when the last order of both plans is done: until then couriers who take orders but have
 * none count as idle. */
export function figuresOf({ snapshot, solution }: Planned, untilS: number): WhatIfFigures {
  const { routes } = solution;
  const doors = doorsOf(snapshot, routes);
  const late = doors.map(({ lateS }) => lateS).filter((lateS) => lateS > 0);
  const waits = doors.map(({ waitS }) => waitS / 60).sort((a, b) => a - b);
  const busyS = sum(routes.map(({ endS, departS, waitingS }) => endS - departS - waitingS));
  const thereS = sum(
    snapshot.couriers.map(({ courierId, shiftToMs, takesMore }) => {
      const ownEndS = routes.find(({ vehicleId }) => vehicleId === courierId)?.endS ?? 0;
      // Who takes nothing more goes home, or is on a break.
      if (!takesMore) return ownEndS;
      const shiftS = (shiftToMs - snapshot.nowMs) / 1000;
      return Math.max(ownEndS, Math.min(untilS, shiftS));
    }),
  );
  const noAddress = snapshot.deliveries.filter((delivery) => !hasAddress(delivery)).length;
  const unserved = solution.unassigned.length + noAddress;
  return {
    couriers: snapshot.couriers.filter(({ takesMore }) => takesMore).length,
    served: snapshot.deliveries.length - unserved,
    unserved,
    late: late.length,
    lateMinutes: Math.round(sum(late) / 60),
    toDoorMean: waits.length > 0 ? rounded(sum(waits) / waits.length) : null,
    toDoorP90: waits.length > 0 ? rounded(waits[Math.ceil(waits.length * 0.9) - 1]!) : null,
    courierHours: rounded(sum(routes.map(({ endS, departS }) => endS - departS)) / 3600),
    km: rounded(sum(routes.map(({ distanceM }) => distanceM)) / 1000),
    utilisation: thereS > 0 ? Math.min(1, busyS / thereS) : 0,
  };
}

interface Door {
  /** Behind its promise. */
  lateS: number;
  /** Since it was ready. */
  waitS: number;
}

function doorsOf({ deliveries, nowMs }: Snapshot, routes: readonly PlannedRoute[]): Door[] {
  const byId = new Map(deliveries.map((delivery) => [delivery.deliveryId, delivery]));
  const asDoor = ({ requestId, kind, arriveS }: PlannedStop): Door[] => {
    const delivery = byId.get(requestId)!;
    const door = delivery.stops.find((stop) => stop.kind === 'dropoff');
    if (kind === 'pickup' || !door) return [];
    const atMs = nowMs + arriveS * 1000;
    const lateS = (atMs - (door.windowToMs ?? Infinity)) / 1000;
    return [{ lateS: Math.max(0, lateS), waitS: Math.max(0, atMs - (delivery.readyAtMs ?? nowMs)) / 1000 }];
  };
  return routes.flatMap(({ stops }) => stops.flatMap(asDoor));
}

function spans(before: Planned, after: Planned): WhatIfView['couriers'] {
  const spanIn = ({ snapshot, solution }: Planned, courierId: string): WorkSpan | null => {
    const route = solution.routes.find(({ vehicleId }) => vehicleId === courierId);
    const at = (seconds: number) => new Date(snapshot.nowMs + seconds * 1000).toISOString();
    return route ? { from: at(route.departS), to: at(route.endS), stops: route.stops.length } : null;
  };
  const all = new Map(
    [...before.snapshot.couriers, ...after.snapshot.couriers].map((one) => [one.courierId, one.name]),
  );
  return [...all]
    .map(([courierId, name]) => ({
      name: courierId.startsWith(MORE) ? null : name,
      before: spanIn(before, courierId),
      after: spanIn(after, courierId),
    }))
    .filter((one) => one.before ?? one.after);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const rounded = (value: number): number => Math.round(value * 10) / 10;
