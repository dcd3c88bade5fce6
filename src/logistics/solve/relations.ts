import type { Relation, Request, StopRef } from '../dispatch/solver/problem.ts';
import { checkRelations } from '../dispatch/solver/validate-relations.ts';
import { DomainError } from '../../shared/errors.ts';
import { badProblem } from './refusals.ts';
import { indexIn, stopRef, vanIndex, vehicleId } from './solver-names.ts';
import type { VroomInput } from './vroom.input.ts';
import { taskKey, type TaskKind, type World } from './world.ts';

/** The relations in the solver's words. Throws DomainError naming the field when they contradict themselves or each other. */
export function relationsOf(
  { relations: given = [] }: Pick<VroomInput, 'relations'>,
  world: World,
  requests: readonly Request[],
): Relation[] {
  const relations = given.map((relation, k) => relationOf(world, relation, `relations.${k}`));
  const byId = new Map(requests.map((request) => [request.id, request]));
  const vehicleIds = new Set(world.vans.map((_, v) => vehicleId(v)));
  try {
    checkRelations({ places: 0, profiles: [], requests: [], vehicles: [], relations }, byId, vehicleIds);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw badProblem(error.detail.field!.replace('.stops', '.ids'), inOwnNames(world, error.message));
  }
  return relations;
}

/** The solver speaks of its own ids. */
const inOwnNames = ({ orders }: World, message: string): string =>
  message.replace(/\b(job|pickup|delivery) of (r\d+)/, (_, kind: TaskKind, request: string) => {
    const { id } = orders[indexIn(request)]!.tasks.find((task) => task.kind === kind)!;
    return `The ${kind} ${id}`;
  });

type GivenRelation = NonNullable<VroomInput['relations']>[number];

function relationOf(world: World, { type, ids, vehicle_id: van }: GivenRelation, path: string): Relation {
  return {
    type,
    stops: ids.map((id, k) => relatedStop(world, id, `${path}.ids.${k}`)),
    ...(van !== undefined && { vehicleId: vehicleId(vanIndex(world, van, `${path}.vehicle_id`)) }),
  };
}

/** GraphHopper's names (`start`, `end`, `7_pickup`, `7_delivery`), a task of VROOM, or the id of a job, pickup or delivery. */
function relatedStop(
  { taskOf }: World,
  id: GivenRelation['ids'][number],
  path: string,
): StopRef | 'start' | 'end' {
  if (id === 'start' || id === 'end') return id;
  if (typeof id === 'object') {
    const named = taskOf.get(taskKey(id.type, id.id));
    if (named) return stopRef(named);
    throw badProblem(path, `There is no ${id.type} ${id.id}.`);
  }
  for (const kind of ['job', 'pickup', 'delivery'] as const) {
    const plain = taskOf.get(taskKey(kind, id));
    if (plain) return stopRef(plain);
    if (kind === 'job' || typeof id !== 'string' || !id.endsWith(`_${kind}`)) continue;
    const bare = id.slice(0, -kind.length - 1);
    const task = taskOf.get(taskKey(kind, bare)) ?? taskOf.get(taskKey(kind, Number(bare)));
    if (task) return stopRef(task);
  }
  throw badProblem(path, `There is no task ${id}.`);
}
