import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '../../shared/problem.ts';
import { Logs } from '../logs/logs.ts';
import { toProblem } from './problem.ts';

/** A problem document; doors that speak a foreign language have its own kind of code in it. */
export interface Refused {
  status: number;
  code: string | number;
  [member: string]: unknown;
}

/** Answers with the problem document that tells of the error. */
export function answerProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  shape: (problem: Problem) => Refused = (problem) => problem,
): Refused {
  const problem = shape({ ...toProblem(error), requestId: request.id });
  if (typeof problem.retryAfterS === 'number') void reply.header('retry-after', problem.retryAfterS);
  void reply
    .status(problem.status)
    .headers({ 'x-request-id': request.id, 'cache-control': 'no-store' })
    .type('application/problem+json')
    .send(JSON.stringify(problem));
  return problem;
}

/** The one place where an error becomes an HTTP answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logs: Logs) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status } = answerProblem(error, request, reply, (problem) => this.shape(problem));
    if (status >= 500)
      this.logs.error('http', `${request.method} ${request.routeOptions.url ?? ''} failed`, error);
  }

  /** What is sent; a door with words of its own changes it. */
  protected shape(problem: Problem): Refused {
    return problem;
  }
}
