import { actionS, type Visit } from './visits.ts';
import type { World } from './world.ts';

/** A visit with everything the answer tells about it. */
export interface TimedVisit extends Visit {
  arrivalS: number;
  beginS: number;
  waitingS: number;
  /** Since the start, without waiting and service. */
  drivenS: number;
  drivenM: number;
  loadAfter: number[];
}

export interface TimedRoute {
  van: number;
  visits: TimedVisit[];
  delivery: number[];
  pickup: number[];
  setupS: number;
  serviceS: number;
  durationS: number;
  distanceM: number;
  waitingS: number;
  priority: number;
  /** As VROOM prices it. */
  cost: number;
}

/** The route of vehicle v when its visits begin at these seconds. */
export function timedRoute(
  world: World,
  v: number,
  visits: readonly Visit[],
  begins: readonly number[],
): TimedRoute {
  const zero = () => Array.from({ length: world.dims }, () => 0);
  const [delivery, pickup, load] = [zero(), zero(), zero()];
  for (const { task } of visits) {
    if (!task) continue;
    const order = world.orders[task.order]!;
    add(delivery, order.delivery);
    add(load, order.delivery);
    add(pickup, order.pickup);
    if (task.kind !== 'job') add(task.kind === 'pickup' ? pickup : delivery, order.carried);
  }
  let [drivenS, drivenM, free] = [0, 0, begins[0]!];
  const timed = visits.map((visit, k): TimedVisit => {
    drivenS += visit.travelS;
    drivenM += visit.distanceM;
    const arrivalS = k === 0 ? begins[0]! : free + visit.travelS;
    free = begins[k]! + actionS(visit);
    change(world, load, visit);
    const waitingS = begins[k]! - arrivalS;
    return { ...visit, arrivalS, beginS: begins[k]!, waitingS, drivenS, drivenM, loadAfter: [...load] };
  });
  const sum = (of: (visit: TimedVisit) => number) => timed.reduce((total, visit) => total + of(visit), 0);
  const { fixed, perTaskHour } = world.vans[v]!.costs;
  const taskS = sum((visit) => (visit.task ? actionS(visit) : 0));
  return {
    van: v,
    visits: timed,
    delivery,
    pickup,
    setupS: sum((visit) => visit.setupS),
    serviceS: sum((visit) => visit.serviceS),
    durationS: drivenS,
    distanceM: drivenM,
    waitingS: sum((visit) => visit.waitingS),
    priority: sum(({ task }) => (task ? world.orders[task.order]!.priority : 0)),
    cost: fixed + sum((visit) => visit.travelCost) + (taskS / 3_600) * perTaskHour,
  };
}

function change(world: World, load: number[], { task }: Visit): void {
  if (!task) return;
  const order = world.orders[task.order]!;
  if (task.kind === 'pickup') add(load, order.carried);
  else if (task.kind === 'delivery') add(load, order.carried, -1);
  else {
    add(load, order.delivery, -1);
    add(load, order.pickup);
  }
}

function add(sum: number[], amounts: readonly number[], sign = 1): void {
  amounts.forEach((amount, dim) => (sum[dim]! += sign * amount));
}
