import type {
  CourierReasonsView,
  LimitView,
  ObstacleView,
  ReasonsView,
  RelaxationView,
} from '../../shared/explain-views.ts';
import { effectOf } from './effect.rules.ts';
import { hasAddress, presentPlan } from './problem.rules.ts';
import { opensMs, type PlanningCourier, type PlanningDelivery, type Snapshot } from './snapshot.ts';
import { explain } from './solver/explain.ts';
import type { Plan, Problem, Unassigned } from './solver/problem.ts';
import { relaxProblem, type Change } from './solver/relax-problem.ts';
import { fitsWith, relaxations, type Relaxation } from './solver/relaxations.ts';

/** The id a courier who is not there goes by. */
export const EXTRA = 'extra';
const MOST = 8;
const QUARTER_MS = 15 * 60_000;
const LONG_S = 4 * 3600;

/** A zone with its problem, in which one more courier stands ready as the vehicle `EXTRA`. */
export interface Posed {
  snapshot: Snapshot;
  problem: Problem;
  extra: PlanningCourier;
}

/** The extra courier can do all the delivery asks for: only where nobody like that could be found is anything else in the way. */
export function fitFor(courier: PlanningCourier, { demand, skills }: PlanningDelivery): PlanningCourier {
  return {
    ...courier,
    skills: [...new Set([...courier.skills, ...skills])],
    capacity: courier.capacity.map((amount, k) => Math.max(amount, demand[k] ?? 0)),
  };
}

/** What the plan tells; who is at home, it does not know. */
export type Found = Omit<ReasonsView, 'couldCome'>;

/** Why nobody has the delivery: what is in each courier's way, and the least that would have to change. */
export function reasonsOf(posed: Posed, delivery: PlanningDelivery): Found {
  const { snapshot } = posed;
  const { deliveryId } = delivery;
  const plain = { deliveryId, couriers: [], relaxations: [] };
  if (delivery.courierId !== null) return { ...plain, state: 'on_route' };
  if (!hasAddress(delivery)) return { ...plain, state: 'address_unknown' };
  if (delivery.stops[0]?.kind !== 'pickup') return { ...plain, state: 'not_plannable' };
  const plan = presentPlan(snapshot);
  const extra = posed.problem.vehicles.find(({ id }) => id === EXTRA)!;
  const problem = {
    ...posed.problem,
    vehicles: posed.problem.vehicles.filter((vehicle) => vehicle !== extra),
  };
  const found = explain(problem, plan, deliveryId);
  const working = snapshot.couriers.filter(({ takesMore }) => takesMore);
  if (working.length > 0 && found.reasons.length === 0) return { ...plain, state: 'fits' };
  const taking = new Set(working.map(({ courierId }) => courierId));
  const ready = { ...problem, vehicles: problem.vehicles.filter(({ id }) => taking.has(id)) };
  const helping = relaxations(ready, plan, deliveryId, { extra });
  const isCutOff = found.reasons.some(({ name }) => name === 'unreachable');
  const isFarOff = !isCutOff && opensMs(delivery) > posed.extra.shiftToMs;
  if (helping.length === 0 && isFarOff) return { ...plain, state: 'not_yet' };
  return {
    deliveryId,
    state: working.length > 0 ? 'open' : 'no_courier',
    couriers: snapshot.couriers.map((courier) => courierReasons(courier, problem, plan, found)),
    relaxations: helping.slice(0, MOST).map((one) => toView(posed, plan, delivery, one)),
  };
}

function courierReasons(
  courier: PlanningCourier,
  problem: Problem,
  plan: Plan,
  { requestId, reasons }: Unassigned,
): CourierReasonsView {
  const { courierId, name: courierName, takesMore } = courier;
  if (!takesMore) return { courierId, courierName, reasons: [{ code: null, name: 'resting' }] };
  const own = reasons.filter(({ vehicleIds }) => vehicleIds.includes(courierId));
  const vehicle = problem.vehicles.find(({ id }) => id === courierId)!;
  const asView = ({ code, name }: Unassigned['reasons'][number]): ObstacleView =>
    name === 'timeWindow' && fitsWith(problem, plan, requestId, vehicle, [{ kind: 'shift', byS: LONG_S }])
      ? { code, name: 'shiftEnds' }
      : { code, name };
  return { courierId, courierName, reasons: own.map(asView) };
}

function toView(
  { snapshot, problem, extra }: Posed,
  plan: Plan,
  { deliveryId }: PlanningDelivery,
  { vehicleId, changes, insertion }: Relaxation,
): RelaxationView {
  const isExtra = vehicleId === EXTRA;
  const base = { ...problem, vehicles: problem.vehicles.filter(({ id }) => id !== EXTRA) };
  const relaxed = relaxProblem(base, deliveryId, vehicleId, changes);
  const courier = isExtra ? extra : snapshot.couriers.find(({ courierId }) => courierId === vehicleId)!;
  const effect = effectOf({ snapshot, problem: relaxed, plan, deliveryId }, insertion, courier.name);
  const { addedMinutes, dropoffEta, pickupIndex, dropoffIndex } = effect;
  return {
    courierId: isExtra ? null : vehicleId,
    courierName: isExtra ? null : courier.name,
    changes: changes.map((change) => limitView(change, courier, snapshot.nowMs)),
    addedMinutes,
    dropoffEta,
    pickupIndex,
    dropoffIndex,
  };
}

function limitView(change: Change, courier: PlanningCourier, nowMs: number): LimitView {
  switch (change.kind) {
    case 'later':
    case 'ride':
    case 'travel':
      return { kind: change.kind, minutes: change.byS / 60 };
    case 'shift': {
      const until = new Date(courier.shiftToMs + change.byS * 1000).toISOString();
      return { kind: 'shift', minutes: change.byS / 60, until };
    }
    case 'tasks':
      return { kind: 'tasks', count: change.by };
    case 'distance':
      return { kind: 'distance', metres: change.byM };
    case 'extra': {
      // To the next quarter of the hour: longer is always enough.
      const endMs = Math.ceil((nowMs + change.vehicle.shift[1] * 1000) / QUARTER_MS) * QUARTER_MS;
      return { kind: 'extra', vehicle: courier.vehicle, until: new Date(endMs).toISOString() };
    }
    default:
      return change;
  }
}
