/** What kind of refusal it is; the edge turns it into an HTTP status or a socket ack. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'overloaded'
  | 'unavailable';

export interface ErrorDetail {
  /** Path of the offending field, as in `lines.0.sku`. */
  field?: string;
  /** Extra members of the problem document; must be plain JSON. */
  extra?: Record<string, unknown>;
  retryAfterS?: number;
}

/** A refusal that the domain understands: a stable `code` for programs, a sentence for people. */
export class DomainError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly detail: ErrorDetail;
  constructor(kind: ErrorKind, code: string, message: string, detail: ErrorDetail = {}) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.detail = detail;
  }
}

export const invalid = (field: string, message: string, code = 'invalid_input') =>
  new DomainError('invalid', code, message, { field });
export const notFound = (what: string) =>
  new DomainError('not_found', `${what}_not_found`, `There is no such ${what}.`);
export const conflict = (code: string, message: string, extra?: Record<string, unknown>) =>
  new DomainError('conflict', code, message, { extra });
