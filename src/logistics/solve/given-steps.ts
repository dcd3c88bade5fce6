import { badProblem } from './refusals.ts';
import type { VroomBreak, VroomStep } from './vroom.input.ts';
import { taskKey, type Task, type World } from './world.ts';

/** The tasks among a vehicle's given steps; `index` is that of the step. Throws on steps that name nothing, or twice. */
export function stepTasks(world: World, v: number): { task: Task; index: number }[] {
  return (world.vans[v]!.given.steps ?? []).flatMap((step, index) => {
    if (step.type === 'start' || step.type === 'end' || step.type === 'break') return [];
    const path = `vehicles.${v}.steps.${index}`;
    const task = step.id === undefined ? undefined : world.taskOf.get(taskKey(step.type, step.id));
    if (!task) throw badProblem(`${path}.id`, `There is no ${step.type} ${step.id ?? ''}.`);
    return [{ task, index }];
  });
}

/** The break that a step names. */
export function stepBreak(world: World, v: number, index: number, step: VroomStep): VroomBreak {
  const found = world.vans[v]!.breaks.find(({ id }) => id === step.id);
  if (!found)
    throw badProblem(`vehicles.${v}.steps.${index}.id`, `The vehicle has no break ${step.id ?? ''}.`);
  return found;
}

/** Throws when a task stands in more than one place, or a break of a vehicle. */
export function assertOnce(world: World): void {
  const seen = new Set<Task>();
  for (const [v, { given }] of world.vans.entries()) {
    for (const { task, index } of stepTasks(world, v)) {
      if (seen.has(task))
        throw badProblem(`vehicles.${v}.steps.${index}.id`, `The ${task.kind} ${task.id} is in steps twice.`);
      seen.add(task);
    }
    const pauses = new Set<VroomStep['id']>();
    given.steps?.forEach(({ type, id }, index) => {
      if (type !== 'break') return;
      if (pauses.has(id))
        throw badProblem(`vehicles.${v}.steps.${index}.id`, `The break ${id} is in steps twice.`);
      pauses.add(id);
    });
  }
}
