import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config.ts';
import { PUBLIC } from '../platform/http/public.ts';
import { DomainError } from '../shared/errors.ts';
import { AccessService } from './access.service.ts';
import { ALLOW } from './allow.ts';
import { isForeignWrite } from './origin.rules.ts';
import { may, type Permission } from './permissions.ts';
import type { Principal } from './principal.ts';
import { RateLimits } from './rate-limits.ts';

type Request = FastifyRequest<{ Params: { token?: string } }> & { principal?: Principal };

/** Every HTTP route's door: who asks, whether their role may, and not too often. A route that says nothing stays shut. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly access: AccessService,
    private readonly limits: RateLimits,
    private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request>();
    this.#refuseForeignWrite(request);
    const places = [context.getHandler(), context.getClass()];
    const permission = this.reflector.getAllAndOverride<Permission | undefined>(ALLOW, places);
    const isPublic = this.reflector.getAllAndOverride<boolean>(PUBLIC, places);
    if (isPublic || permission === 'track.read') await this.limits.spendAddress(request.ip);
    if (isPublic) return true;
    const principal = await this.#identify(request, permission);
    if (!principal) {
      await this.limits.spendAddress(request.ip);
      throw new DomainError('unauthenticated', 'unauthenticated', 'Sign in, or send a valid key.');
    }
    await this.limits.spend(principal);
    if (!permission || !may(principal.role, permission))
      throw new DomainError('forbidden', 'forbidden', 'This is not for your role.');
    request.principal = principal;
    return true;
  }

  /** The link in the path is the customer's only proof, and proves nothing elsewhere. */
  async #identify(request: Request, permission: Permission | undefined): Promise<Principal | null> {
    if (permission === 'track.read') return this.access.watcher(request.params.token ?? '');
    const { cookie, authorization } = request.headers;
    if (authorization === undefined) return this.access.principalOf({ cookie });
    const [, bearer] = /^Bearer (.+)$/i.exec(authorization) ?? [];
    return bearer ? this.access.principalOf({ bearer }) : null;
  }

  #refuseForeignWrite({ method, host, headers }: Request): void {
    const { origin, authorization } = headers;
    if (isForeignWrite({ method, host, origin, authorization }, this.config.publicUrl))
      throw new DomainError('forbidden', 'foreign_origin', 'This was sent by a page of another site.');
  }
}
