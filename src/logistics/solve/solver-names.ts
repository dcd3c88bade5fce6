import type { StopRef } from '../dispatch/solver/problem.ts';
import { badProblem } from './refusals.ts';
import type { VroomId } from './vroom.input.ts';
import type { Task, World } from './world.ts';

/** What the solver calls things: requests are `World.orders` and vehicles `World.vans`, by index. */
export const requestId = (order: number): string => `r${order}`;
export const vehicleId = (van: number): string => `v${van}`;
export const indexIn = (id: string): number => Number(id.slice(1));
export const stopRef = ({ order, kind }: Task): StopRef => ({ requestId: requestId(order), kind });

/** The index of the vehicle with this id; throws naming the field. */
export function vanIndex({ vanOf }: World, id: VroomId, path: string): number {
  const v = vanOf.get(id);
  if (v === undefined) throw badProblem(path, `There is no vehicle ${id}.`);
  return v;
}
