import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { PUBLIC } from '../platform/http/public.ts';
import type { Permission } from './permissions.ts';
import type { Principal } from './principal.ts';

export const ALLOW = 'waylight:allow';

/** Says which permission a route needs; the guard refuses routes that say neither this nor `@Public()`. */
export const Allow = (permission: Permission) => SetMetadata(ALLOW, permission);

/** In the API's description: needs neither key nor session. */
const NO_SECURITY = ApiSecurity({});

/** A route anybody may call. */
export const Public = () => applyDecorators(SetMetadata(PUBLIC, true), NO_SECURITY);

/** A route for whoever holds the customer's link whose token is in its path. */
export const ForLink = () => applyDecorators(Allow('track.read'), NO_SECURITY);

/** The principal of the request. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  return context.switchToHttp().getRequest<FastifyRequest & { principal: Principal }>().principal;
});
