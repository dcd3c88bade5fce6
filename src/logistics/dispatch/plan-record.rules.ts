import type { RouteBefore } from './plan.entity.ts';
import { planDiff } from './plan-diff.rules.ts';
import { compared, lateByCourier, planGain } from './plan-gain.rules.ts';
import { planWhy } from './plan-why.rules.ts';
import type { CourierPlan } from './plan.rules.ts';
import type { PlanRecord } from './plans.service.ts';
import type { Draft } from './publisher.service.ts';
import { routeOf, type Snapshot } from './snapshot.ts';

/** A draft as it is remembered: what it changes, why, what it gains, and how things were before. */
export function recordOf({ scene, plans, reason, me, undoOf }: Draft): PlanRecord {
  const { snapshot, problem, engine } = scene;
  const changes = planDiff(snapshot, plans);
  const routes = compared(problem, snapshot, plans);
  const lateBefore = lateByCourier(snapshot, routes.before);
  const by = me.kind === 'system' ? null : me.name;
  return {
    zoneId: snapshot.zoneId,
    engine,
    reason,
    why: planWhy({ reason, by, changes, lateBefore }),
    changes,
    gain: planGain(snapshot, routes),
    before: plans.map((plan) => routeBefore(snapshot, plan)),
    undoOf: undoOf ?? null,
  };
}

function routeBefore(snapshot: Snapshot, { courierId }: CourierPlan): RouteBefore {
  const route = routeOf(snapshot, courierId);
  const agreed = route.filter(({ delivery }) => delivery.state !== 'confirmed');
  return {
    courierId,
    stopIds: route.map(({ stop }) => stop.stopId),
    agreed: [...new Set(agreed.map(({ delivery }) => delivery.deliveryId))],
  };
}
