import { solve } from '../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../src/logistics/dispatch/solver/stop.ts';
import { fromVroom } from '../../../../src/logistics/solve/from-vroom.ts';
import { planRoutes } from '../../../../src/logistics/solve/plan-mode.ts';
import { solvedRoutes } from '../../../../src/logistics/solve/solved-routes.ts';
import { toVroom } from '../../../../src/logistics/solve/to-vroom.ts';
import { travelOf } from '../../../../src/logistics/solve/travel.ts';
import { vroomInput } from '../../../../src/logistics/solve/vroom.input.ts';
import { readWorld } from '../../../../src/logistics/solve/world.ts';
import { parse } from '../../../../src/platform/http/input.ts';

const computingMs = { loading: 0, solving: 0, routing: 0 };

/** Everything on the way from VROOM's JSON to the solver. */
export function pose(json: unknown) {
  const input = parse(vroomInput, json);
  const world = readWorld(input);
  const travel = travelOf(world, input, new Map());
  return { input, world, travel, ...fromVroom(input, world, travel) };
}

/** VROOM's answer to a problem that brings its matrices. */
export function answer(json: unknown, count = 300) {
  const { world, travel, ...posed } = pose(json);
  const solution = solve(posed.problem, { seed: 1, stop: iterations(count), start: posed.start });
  const routes = solvedRoutes(world, travel, posed, solution);
  const { unassigned } = solution;
  return toVroom({ world, routes, unassigned, withDistance: true, computingMs });
}

/** VROOM's answer in plan mode. */
export function planned(json: unknown) {
  const input = parse(vroomInput, json);
  const world = readWorld(input);
  const routes = planRoutes(world, travelOf(world, input, new Map()));
  return toVroom({ world, routes, withDistance: true, computingMs });
}

/** A matrix of places on a line, at these seconds. */
export const line = (...at: number[]) => at.map((from) => at.map((to) => Math.abs(from - to)));
