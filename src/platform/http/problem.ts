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

/** When to come again, where the refusal knows no better. */
const RETRY_AFTER_S: Partial<Record<ErrorKind, number>> = { overloaded: 5, unavailable: 5 };

const UNIQUE_VIOLATION = '23505';
/** The database is away, starting, stopping or full of connections. */
const DATABASE_AWAY = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|08...|57P0.|53300)$/;
const FRAMEWORK_CODES: Record<number, string> = {
  400: 'bad_request',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  415: 'unsupported_media_type',
};

function problem(status: number, code: string, title: string, more: Partial<Problem> = {}): Problem {
  return { type: `urn:waylight:problem:${code}`, title, status, code, ...more };
}

function ofDomain(error: DomainError): Problem {
  const { field, extra } = error.detail;
  const retryAfterS = error.detail.retryAfterS || RETRY_AFTER_S[error.kind];
  return problem(STATUS[error.kind], error.code, error.message, {
    ...extra,
    ...(field ? { errors: [{ field, message: error.message }] } : {}),
    ...(retryAfterS ? { retryAfterS } : {}),
  });
}

const ofFramework = (status: number, message: string): Problem =>
  problem(status, FRAMEWORK_CODES[status] ?? `http_${status}`, message);

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
  if (error instanceof HttpException) return ofFramework(error.getStatus(), error.message);
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
  if (code === UNIQUE_VIOLATION) return problem(409, 'already_exists', 'There is one like that already.');
  if (code && DATABASE_AWAY.test(code))
    return problem(503, 'unavailable', 'The database can not be reached; try again soon.', {
      retryAfterS: 2,
    });
  if (statusCode && statusCode < 500)
    return ofFramework(statusCode, message ?? 'The request can not be read.');
  return problem(500, 'internal', 'Something went wrong on our side.');
}
