import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PUBLIC } from '../platform/http/public.ts';
import type { Permission } from './permissions.ts';
import type { Principal } from './principal.ts';

export const ALLOW = 'waylight:allow';

/** Says which permission a route needs; the guard refuses routes that say neither this nor `@Public()`. */
export const Allow = (permission: Permission) => SetMetadata(ALLOW, permission);

/** A route anybody may call. */
export const Public = () => SetMetadata(PUBLIC, true);

/** The principal of the request. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  return context.switchToHttp().getRequest<FastifyRequest & { principal: Principal }>().principal;
});
