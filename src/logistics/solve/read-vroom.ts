import type { Plan, Problem } from '../dispatch/solver/problem.ts';
import { InputRefused, parse } from '../../platform/http/input.ts';
import { DomainError } from '../../shared/errors.ts';
import { fromVroom } from './from-vroom.ts';
import { badProblem } from './refusals.ts';
import { missingProfiles, travelOf } from './travel.ts';
import { vroomInput } from './vroom.input.ts';
import { readWorld } from './world.ts';

/**
 * The problem in a VROOM file that brings its matrices, and the routes it starts from. Without distances a second counts as
 * a metre. Throws an Error with one line for each field at fault.
 */
export function readVroom(text: string): { problem: Problem; start?: Plan } {
  try {
    const input = parse(vroomInput, JSON.parse(text));
    const world = readWorld(input);
    const [missing] = missingProfiles(world, input);
    if (missing) throw badProblem(`matrices.${missing}`, 'is missing, and there are no streets here');
    const { problem, start } = fromVroom(input, world, travelOf(world, input, new Map()));
    const isMetric = world.vans.some(({ given }) => given.max_distance !== undefined);
    for (const profile of problem.profiles) if (!isMetric) profile.distancesM ??= profile.durationsS;
    return { problem, ...(start && { start }) };
  } catch (error) {
    throw new Error(linesOf(error).join('\n'), { cause: error });
  }
}

function linesOf(error: unknown): string[] {
  if (error instanceof InputRefused) return error.errors.map(({ field, message }) => `${field}: ${message}`);
  if (error instanceof DomainError) return [`${error.detail.field ?? ''}: ${error.message}`];
  if (error instanceof SyntaxError) return [`not JSON: ${error.message}`];
  throw error;
}
