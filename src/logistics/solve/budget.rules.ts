import type { SolveLimits } from '../../config.ts';
import type { Explaining } from '../dispatch/solver/explain.ts';
import { tooLarge } from './refusals.ts';
import type { VroomInput } from './vroom.input.ts';

export interface Budget {
  ms: number;
  threads: number;
  seed: number;
}

/** What VROOM's exploration levels 0 to 5 leave of the whole time. */
const SHARE_OF_LEVEL = [0.1, 0.2, 0.35, 0.5, 0.75, 1];
const MS_PER_TASK = 20;
const LEAST_MS = 100;
/** What takes longer, or is larger, waits in the queue. */
const AT_ONCE_MS = 6_000;
const AT_ONCE_TASKS = 300;
/** Looking at every vehicle for every task takes seconds then, and no limit of time ends it. */
const MOST_PAIRS = 100_000;

const taskCount = ({ jobs = [], shipments = [] }: VroomInput): number => jobs.length + 2 * shipments.length;

/** Throws DomainError when a problem is larger than the operator allows. */
export function assertSize(input: VroomInput, { maxTasks, maxVehicles }: SolveLimits): void {
  const tasks = taskCount(input);
  if (tasks > maxTasks)
    throw tooLarge('jobs', `Too many tasks (${tasks}) in query, maximum is set to ${maxTasks}`);
  const { length } = input.vehicles;
  if (length > maxVehicles)
    throw tooLarge('vehicles', `Too many vehicles (${length}) in query, maximum is set to ${maxVehicles}`);
}

/** How long is searched: `options.l` seconds, else by size and exploration level; never longer than the operator allows. */
export function budgetOf(input: VroomInput, { maxSeconds, threads }: SolveLimits): Budget {
  const { l, x = 5, t = 1, seed = 1 } = input.options ?? {};
  const wanted =
    l === undefined ? taskCount(input) * MS_PER_TASK * SHARE_OF_LEVEL[Math.floor(x)]! : l * 1_000;
  return {
    ms: Math.round(Math.min(Math.max(wanted, LEAST_MS), maxSeconds * 1_000)),
    threads: Math.min(Math.max(1, Math.floor(t)), threads),
    seed,
  };
}

/** Whether the caller waits for the answer; plan mode is always quick. */
export function isAtOnce(input: VroomInput, { ms }: Budget, wantsLater: boolean): boolean {
  if (input.options?.c) return true;
  if (wantsLater || input.options?.async) return false;
  return ms <= AT_ONCE_MS && taskCount(input) <= AT_ONCE_TASKS;
}

/** How much is said about what stays behind: of large problems the codes, with a few vehicles each. */
export const explainingOf = (input: VroomInput): Explaining =>
  taskCount(input) * input.vehicles.length > MOST_PAIRS ? 'codes' : 'full';
