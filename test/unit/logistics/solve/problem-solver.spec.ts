import { describe, expect, it } from '@jest/globals';
import { ProblemSolver } from '../../../../src/logistics/solve/problem-solver.service.ts';
import type { SolveStreets } from '../../../../src/logistics/solve/solve-streets.service.ts';
import { vroomInput } from '../../../../src/logistics/solve/vroom.input.ts';
import { parse } from '../../../../src/platform/http/input.ts';
import { line } from './answer.ts';

const budget = { ms: 50, threads: 1, seed: 1 };
const answer = (json: object, streets: Partial<SolveStreets> = {}) =>
  new ProblemSolver(streets as SolveStreets).solve(parse(vroomInput, json), { budget });

const many = <T>(count: number, of: (k: number) => T) => Array.from({ length: count }, (_, k) => of(k));

describe('a solved problem', () => {
  it('says of every vehicle why something stays behind, unless it is large', async () => {
    const left = async (vehicles: number) => {
      const { unassigned } = await answer({
        jobs: many(60, (id) => ({ id, location_index: 1, time_windows: [[0, 40]] })),
        vehicles: many(vehicles, (id) => ({ id, start_index: 0 })),
        matrices: { car: { durations: line(0, 100) } },
      });
      const [{ reasons, fits_if_later: later }] = unassigned as [(typeof unassigned)[0]];
      return [reasons![0]!.vehicles.length, later];
    };
    expect(await left(10)).toEqual([10, 60]);
    expect(await left(1_700)).toEqual([3, undefined]);
  }, 30_000);
});
