import { StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
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

/** Refused input: every offending field with its path. */
export class InputRefused extends Error {
  readonly errors: FieldError[];
  constructor(errors: FieldError[]) {
    super('The input is not valid.');
    this.errors = errors;
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

/** Fields whose text the database can't hold: NUL characters and halves of surrogate pairs. */
function unstorable(input: unknown): FieldError[] {
  const errors: FieldError[] = [];
  const inside = [{ field: '', value: input }];
  // Grows while it is walked: input may be nested deeper than a call stack reaches.
  for (const { field, value } of inside) {
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
      errors.push({ field, message: 'Holds characters that are no text.' });
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
    for (const [key, member] of Object.entries(value))
      inside.push({ field: field ? `${field}.${key}` : key, value: member });
  }
  return errors;
}

/** What every handler's `{ schema }` goes through. */
class InputPipe extends StandardSchemaValidationPipe {
  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    try {
      const read = await super.transform(value, metadata);
      const errors = metadata.schema ? unstorable(read) : [];
      if (errors.length > 0) throw new InputRefused(errors);
      return read;
    } catch (error) {
      if (!(error instanceof InputRefused) || !metadata.data) throw error;
      throw new InputRefused(error.errors.map((one) => ({ ...one, field: one.field || metadata.data! })));
    }
  }
}

export const inputPipe = new InputPipe({
  exceptionFactory: (issues) => new InputRefused(issues.flatMap(fieldErrors)),
});

/** Parses outside of HTTP handlers (sockets, foreign protocols); throws InputRefused. */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  const errors = parsed.success
    ? unstorable(parsed.data)
    : (parsed.error.issues as Issue[]).flatMap(fieldErrors);
  if (!parsed.success || errors.length > 0) throw new InputRefused(errors);
  return parsed.data;
}
