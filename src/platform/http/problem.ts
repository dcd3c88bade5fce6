import { HttpException } from '@nestjs/common';
import { OptimisticLockError } from '@mikro-orm/core';
import { DomainError, type ErrorKind } from '../../shared/errors.ts';
import { IllegalTransition } from '../../shared/lifecycle.ts';
import type { Problem } from '../../shared/problem.ts';
import { InputRefused } from './input.ts';

const STATUS: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  overloaded: 429,
  unavailable: 503,
};

const UNIQUE_VIOLATION = '23505';

function problem(status: number, code: string, title: string, more: Partial<Problem> = {}): Problem {
  return { type: `urn:waylight:problem:${code}`, title, status, code, ...more };
}

function ofDomain(error: DomainError): Problem {
  const { field, extra, retryAfterS } = error.detail;
  return problem(STATUS[error.kind], error.code, error.message, {
    ...extra,
    ...(field ? { errors: [{ field, message: error.message }] } : {}),
    ...(retryAfterS ? { retryAfterS } : {}),
  });
}

function ofFramework(error: HttpException): Problem {
  const status = error.getStatus();
  const code = status === 404 ? 'not_found' : status === 413 ? 'too_large' : `http_${status}`;
  return problem(status, code, error.message);
}

/** The problem document (RFC 9457) that tells of any error; an unknown one becomes a bare 500. */
export function toProblem(error: unknown): Problem {
  if (error instanceof DomainError) return ofDomain(error);
  if (error instanceof InputRefused)
    return problem(400, 'invalid_input', 'The request is not valid.', { errors: error.errors });
  if (error instanceof IllegalTransition) {
    return problem(409, 'illegal_transition', error.message, {
      subject: error.subject,
      from: error.from,
      to: error.to,
    });
  }
  if (error instanceof OptimisticLockError)
    return problem(409, 'version_conflict', 'Somebody else changed it meanwhile.');
  if (error instanceof HttpException) return ofFramework(error);
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
  if (code === UNIQUE_VIOLATION) return problem(409, 'already_exists', 'There is one like that already.');
  if (statusCode === 413) return problem(413, 'too_large', 'The request body is too large.');
  if (statusCode && statusCode < 500)
    return problem(statusCode, 'bad_request', message ?? 'The request can not be read.');
  return problem(500, 'internal', 'Something went wrong on our side.');
}
