import type { Part } from './part.ts';
import type { Problem, Profile, Relation, Request, Task } from './problem.ts';
import { relationsAmong } from './relation-rules.ts';

/**
 * The problem of a part alone: places numbered anew, so that its matrices are small and lie close together. `relations` are
 * those of the whole that hold.
 */
export function subProblem(
  problem: Problem,
  { vehicles, requests }: Part,
  relations: readonly Relation[],
): Problem {
  const list: number[] = [];
  const index = new Int32Array(problem.places).fill(-1);
  const at = (place: number): number => {
    if (index[place]! < 0) index[place] = list.push(place) - 1;
    return index[place]!;
  };
  const task = (one: Task): Task => ({ ...one, place: at(one.place) });
  const part: Pick<Problem, 'requests' | 'vehicles'> = {
    requests: requests.map((r): Request => {
      const { pickup, delivery, job, ...rest } = problem.requests[r]!;
      return {
        ...rest,
        ...(pickup && { pickup: task(pickup) }),
        ...(delivery && { delivery: task(delivery) }),
        ...(job && { job: task(job) }),
      };
    }),
    vehicles: vehicles.map((v) => {
      const one = problem.vehicles[v]!;
      return {
        ...one,
        ...(one.start !== undefined && { start: at(one.start) }),
        ...(one.end !== undefined && { end: at(one.end) }),
      };
    }),
  };
  const named = new Set(part.vehicles.map(({ id }) => id));
  const mine = relationsAmong(relations, part.requests).filter(
    ({ vehicleId }) => vehicleId === undefined || named.has(vehicleId),
  );
  return { ...problem, ...part, relations: mine, places: list.length, profiles: among(problem, list) };
}

function among({ profiles, places }: Problem, list: readonly number[]): Profile[] {
  const known = new Map<Profile['durationsS'], Float64Array>();
  const cut = (matrix: Profile['durationsS']): Float64Array => {
    const old = known.get(matrix);
    if (old) return old;
    const small = new Float64Array(list.length * list.length);
    let k = 0;
    for (const from of list) for (const to of list) small[k++] = matrix[from * places + to]!;
    known.set(matrix, small);
    return small;
  };
  return profiles.map(({ durationsS, distancesM }) => ({
    durationsS: cut(durationsS),
    ...(distancesM && { distancesM: cut(distancesM) }),
  }));
}
