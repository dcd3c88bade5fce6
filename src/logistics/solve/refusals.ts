import { DomainError } from '../../shared/errors.ts';

/** VROOM's codes; 4 is what vroom-express says to too large a problem. */
export const CODE = { ok: 0, internal: 1, input: 2, routing: 3, tooLarge: 4 } as const;

/** The problem contradicts itself, or asks for what we cannot do; `field` is a path in VROOM's own keys. */
export const badProblem = (field: string, message: string): DomainError =>
  new DomainError('invalid', 'invalid_input', message, { field });

export const unroutable = (field: string, message: string, extra: Record<string, unknown>): DomainError =>
  new DomainError('invalid', 'unroutable', message, { field, extra });

export const tooLarge = (field: string, message: string): DomainError =>
  new DomainError('invalid', 'solve_too_large', message, { field });
