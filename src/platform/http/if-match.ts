import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { conflict, invalid } from '../../shared/errors.ts';

/** The version a command expects (`If-Match: 7` or `"7"`), or undefined. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number | undefined => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (header === undefined || header === '*') return undefined;
  const version = Number(header.replaceAll('"', ''));
  if (!Number.isInteger(version)) throw invalid('If-Match', 'If-Match holds the version you saw.');
  return version;
});

/** Refuses a command that was decided on an older state; the answer carries the current version. */
export function assertVersion(expected: number | undefined, current: number): void {
  if (expected !== undefined && expected !== current) {
    throw conflict('version_conflict', 'It changed since you looked.', { expected, current });
  }
}
