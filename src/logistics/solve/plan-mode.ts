import { beginTimes, triesFor } from './begin-times.ts';
import { assertOnce, stepBreak } from './given-steps.ts';
import { badProblem } from './refusals.ts';
import { timedRoute, type TimedRoute } from './timed-route.ts';
import type { Travel } from './travel.ts';
import { visitsOf, type Visit, type Wanted } from './visits.ts';
import type { VroomStep } from './vroom.input.ts';
import { taskKey, type World } from './world.ts';

/**
 * VROOM's plan mode: every vehicle drives its given steps in order, whatever that breaks, at the times that break least
 * (see `beginTimes`). Throws DomainError when forced times (`service_at`, `service_after`, `service_before`) cannot hold.
 */
export function planRoutes(world: World, travel: Travel): TimedRoute[] {
  assertOnce(world);
  const tries = triesFor(world.vans.reduce((sum, { given }) => sum + (given.steps?.length ?? 0), 0));
  return world.vans.flatMap(({ given, path }, v) => {
    const steps = given.steps ?? [];
    const wanted = steps.flatMap((step, index) => wantedOf(world, v, step, index));
    if (wanted.length === 0) return [];
    const visits = visitsOf(world, travel, v, wanted);
    const first = steps.at(0);
    const last = steps.at(-1);
    if (first?.type === 'start') force(visits[0]!, first);
    if (last?.type === 'end') force(visits.at(-1)!, last);
    const begins = beginTimes(visits, tries);
    if (!begins)
      throw badProblem(`${path}.steps`, 'The forced times leave no time for the way between them.');
    return [timedRoute(world, v, visits, begins)];
  });
}

function wantedOf(world: World, v: number, step: VroomStep, index: number): Wanted[] {
  if (step.type === 'start' || step.type === 'end') {
    const place = step.type === 'start' ? 0 : world.vans[v]!.given.steps!.length - 1;
    if (index === place) return [];
    throw badProblem(`vehicles.${v}.steps.${index}.type`, `A ${step.type} is the first or the last step.`);
  }
  const times = forced(step);
  if (step.type === 'break') return [{ pause: stepBreak(world, v, index, step), ...times }];
  return [{ task: world.taskOf.get(taskKey(step.type, step.id!))!, ...times }];
}

const force = (visit: Visit, step: VroomStep) => Object.assign(visit, forced(step));

function forced(step: VroomStep): { fromS?: number; toS?: number } {
  const from = Math.max(step.service_at ?? 0, step.service_after ?? 0);
  const to = Math.min(step.service_at ?? Infinity, step.service_before ?? Infinity);
  return { ...(from > 0 && { fromS: from }), ...(to < Infinity && { toS: to }) };
}
