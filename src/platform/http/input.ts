import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { z } from 'zod';

export interface FieldError {
  field: string;
  message: string;
}

interface Issue {
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[];
  code?: string;
  keys?: string[];
}

/** Input a schema refused: every offending field with its path. */
export class InputRefused extends Error {
  readonly errors: FieldError[];
  constructor(issues: readonly Issue[]) {
    super('The input is not valid.');
    this.errors = issues.flatMap(fieldErrors);
  }
}

function fieldErrors(issue: Issue): FieldError[] {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map((key) => ({
      field: [...path, key].join('.'),
      message: 'There is no such field.',
    }));
  }
  return [{ field: path.join('.'), message: issue.message }];
}

/** The pipe every handler's `{ schema }` goes through. */
export const inputPipe = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => new InputRefused(issues),
});

/** Parses outside of HTTP handlers (sockets, foreign protocols); throws InputRefused. */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new InputRefused(parsed.error.issues as Issue[]);
  return parsed.data;
}
