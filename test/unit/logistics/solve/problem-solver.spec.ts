import { describe, expect, it } from '@jest/globals';
import { ProblemSolver } from '../../../../src/logistics/solve/problem-solver.service.ts';
import type { RoutingService } from '../../../../src/logistics/routing/routing.service.ts';
import { DomainError } from '../../../../src/shared/errors.ts';
import { SolveStreets } from '../../../../src/logistics/solve/solve-streets.service.ts';
import { vroomInput } from '../../../../src/logistics/solve/vroom.input.ts';
import { parse } from '../../../../src/platform/http/input.ts';
import { line } from './answer.ts';

const budget = { ms: 50, threads: 1, seed: 1 };
const answer = (json: object, streets = {} as SolveStreets) =>
  new ProblemSolver(streets).solve(parse(vroomInput, json), { budget });

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

  it('asks for few lines at a time, and goes without those that cannot be had', async () => {
    const steps = (id: number) => [{ type: 'job', id }];
    let [asked, inside, most] = [0, 0, 0];
    const route = async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 2));
      inside--;
      if (asked++ === 0) throw new DomainError('unavailable', 'streets_away', 'Not now.');
      return { line: [] };
    };
    const { routes } = await answer(
      {
        jobs: many(30, (id) => ({ id, location_index: 1, location: [1, 1] })),
        vehicles: many(30, (id) => ({ id, start_index: 0, start: [0, 0], steps: steps(id) })),
        matrices: { car: { durations: line(0, 100) } },
        options: { g: true, c: true },
      },
      new SolveStreets({ route } as unknown as RoutingService),
    );
    expect(most).toBe(4);
    expect(routes.map(({ geometry }) => geometry)).toEqual([undefined, ...Array(29).fill('')]);
  });

  it('is lost when it is us who fail', async () => {
    const route = () => Promise.reject(new TypeError('no such thing'));
    const solving = answer(
      {
        jobs: [{ id: 1, location_index: 1, location: [1, 1] }],
        vehicles: [{ id: 1, start_index: 0, start: [0, 0], steps: [{ type: 'job', id: 1 }] }],
        matrices: { car: { durations: line(0, 100) } },
        options: { g: true, c: true },
      },
      new SolveStreets({ route } as unknown as RoutingService),
    );
    await expect(solving).rejects.toThrow('no such thing');
  });
});
