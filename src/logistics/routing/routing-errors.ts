import { DomainError } from '../../shared/errors.ts';
import type { ErrorDetail, ErrorKind } from '../../shared/errors.ts';

const KINDS = {
  point_not_snappable: 'invalid',
  out_of_area: 'invalid',
  bad_routing_request: 'invalid',
  no_route: 'not_found',
  routing_rate_limited: 'overloaded',
  routing_unavailable: 'unavailable',
  routing_timeout: 'unavailable',
} as const satisfies Record<string, ErrorKind>;

export type RoutingProblem = keyof typeof KINDS;

/** Why an engine gave no way; `problem` tells the cases apart. */
export class RoutingError extends DomainError {
  readonly problem: RoutingProblem;
  /** Which of the asked points is to blame. */
  readonly index: number | undefined;
  constructor(problem: RoutingProblem, message: string, index?: number, detail: ErrorDetail = {}) {
    super(KINDS[problem], problem, message, index === undefined ? detail : { ...detail, extra: { index } });
    this.problem = problem;
    this.index = index;
  }
}

export const pointNotSnappable = (index: number) =>
  new RoutingError('point_not_snappable', `Point ${index} is not near any street.`, index);
export const outOfArea = (index: number) =>
  new RoutingError('out_of_area', `Point ${index} lies outside the loaded streets.`, index);
export const noRoute = (index?: number) =>
  new RoutingError('no_route', 'There is no way between the points.', index);
export const badRequest = (message: string) => new RoutingError('bad_routing_request', message);
export const rateLimited = (retryAfterS?: number) =>
  new RoutingError('routing_rate_limited', 'The routing engine refuses more requests for now.', undefined, {
    retryAfterS,
  });
export const engineUnavailable = (message: string) => new RoutingError('routing_unavailable', message);
export const routingTimeout = (timeoutMs: number) =>
  new RoutingError('routing_timeout', `The routing engine gave no answer within ${timeoutMs} ms.`);

/** An error as plain data, for the way between threads. */
export interface ErrorOnWire {
  problem: RoutingProblem | null;
  message: string;
  index?: number;
  stack?: string;
}

/** What a thread posts instead of an error object, whose class would get lost. */
export function toWire(error: unknown): ErrorOnWire {
  if (error instanceof RoutingError) {
    return { problem: error.problem, message: error.message, index: error.index };
  }
  return {
    problem: null,
    message: error instanceof Error ? error.message : String(error),
    stack: error instanceof Error ? error.stack : undefined,
  };
}

/** The error that `toWire` was given; a defect on the other side stays a plain Error with its stack. */
export function fromWire(wire: ErrorOnWire): Error {
  if (wire.problem) return new RoutingError(wire.problem, wire.message, wire.index);
  const error = new Error(wire.message);
  if (wire.stack) error.stack = wire.stack;
  return error;
}
