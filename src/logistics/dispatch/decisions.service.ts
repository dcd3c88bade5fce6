import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.ts';
import { conflict, notFound } from '../../shared/errors.ts';
import { toCourierPlans } from './plan.rules.ts';
import { Planner, type Directive } from './planner.service.ts';
import { presentPlan } from './problem.rules.ts';
import { Scenes } from './scenes.service.ts';
import type { Snapshot } from './snapshot.ts';
import type { Problem, StopRef } from './solver/problem.ts';
import { schedule } from './solver/schedule.ts';

const TRIES = 3;

/** What a person decides on a snapshot: whole routes of some couriers. */
export interface Decision {
  routes: ReadonlyMap<string, StopRef[]>;
  /** Taken off every route. */
  off?: ReadonlySet<string>;
}

/** Makes what a person decided the plan. */
@Injectable()
export class Decisions {
  constructor(
    private readonly transactions: Transactions,
    private readonly scenes: Scenes,
    private readonly planner: Planner,
  ) {}

  /**
   * Applies decided routes on a fresh snapshot; decides again when somebody was faster. What goes onto a decided route leaves
   * the others. Answers with the plan's id. Throws conflict `unreachable` and, when it never comes to rest, `plan_stale`.
   */
  async make(
    zoneId: string,
    directive: Directive,
    decide: (snapshot: Snapshot) => Promise<Decision>,
  ): Promise<string> {
    for (let tries = 0; tries < TRIES; tries++) {
      const scene = await this.scenes.look(zoneId);
      const { snapshot, problem } = scene;
      const decision = await decide(snapshot);
      const planned = driven(problem, snapshot, decision);
      if (
        planned.violations.some(
          ({ name, requestId }) => name === 'unreachable' && directive.directed.has(requestId!),
        )
      )
        throw conflict('unreachable', 'No street leads there.');
      const plans = toCourierPlans(snapshot, planned);
      const changed = plans.filter((plan) => plan.changed || decision.routes.has(plan.courierId));
      if (changed.length === 0) throw notFound('courier');
      const planId = await this.planner.direct(scene, changed, directive);
      if (planId && decision.off?.size)
        this.transactions.afterCommit(() => this.planner.wake(zoneId, 'unassigned'));
      if (planId) return planId;
    }
    throw conflict('plan_stale', 'The plan keeps changing; look again.');
  }
}

function driven(problem: Problem, snapshot: Snapshot, { routes, off = new Set() }: Decision) {
  const moved = new Set([...routes.values()].flat().map(({ requestId }) => requestId));
  return schedule(problem, {
    routes: presentPlan(snapshot).routes.map(({ vehicleId, stops }) => ({
      vehicleId,
      stops:
        routes.get(vehicleId) ??
        stops.filter(({ requestId }) => !moved.has(requestId) && !off.has(requestId)),
    })),
  });
}
