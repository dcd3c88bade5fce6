import { createHash } from 'node:crypto';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { HTTP_CODE_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { conflict, invalid } from '../../shared/errors.ts';
import { Transactions } from '../database/transactions.ts';
import { NEVER_STORED } from './never-stored.ts';

interface StoredAnswer {
  request_hash: string;
  status: number;
  body: unknown;
}

/**
 * `Idempotency-Key`: the command and its stored answer commit together, so a repeat gets the same answer and nothing
 * happens twice; two at once wait for each other. A refused command stores nothing and may be tried again.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly transactions: Transactions,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context
      .switchToHttp()
      .getRequest<FastifyRequest & { principal?: { kind: string; id: string } }>();
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string' || request.method === 'GET') return next.handle();
    if (this.#isNeverStored(context)) return next.handle();
    if (key.length < 1 || key.length > 200)
      throw invalid('Idempotency-Key', 'An Idempotency-Key has 1 to 200 characters.');
    const owner = request.principal ? `${request.principal.kind}:${request.principal.id}` : 'anonymous';
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return from(this.#once(owner, key, hashOf(request), this.#statusOf(context, request), reply, next));
  }

  #isNeverStored(context: ExecutionContext): boolean {
    const places = [context.getHandler(), context.getClass()];
    return this.reflector.getAllAndOverride<boolean | undefined>(NEVER_STORED, places) ?? false;
  }

  #once(
    owner: string,
    key: string,
    hash: string,
    status: number,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    return this.transactions.run(async (em) => {
      const [claimed] = await em.execute<{ key: string }[]>(
        `insert into stored_answer (principal, key, request_hash, created_at) values (?, ?, ?, ?)
         on conflict do nothing returning key`,
        [owner, key, hash, new Date()],
      );
      if (!claimed) return this.#replay(em, owner, key, hash, reply);
      const body: unknown = await lastValueFrom(next.handle(), { defaultValue: null });
      await em.execute(
        'update stored_answer set status = ?, body = ?::jsonb where principal = ? and key = ?',
        [status, JSON.stringify(body ?? null), owner, key],
      );
      return body;
    });
  }

  async #replay(
    em: SqlEntityManager,
    owner: string,
    key: string,
    hash: string,
    reply: FastifyReply,
  ): Promise<unknown> {
    const [stored] = await em.execute<StoredAnswer[]>(
      'select request_hash, status, body from stored_answer where principal = ? and key = ?',
      [owner, key],
    );
    if (stored!.request_hash !== hash) {
      throw conflict('idempotency_key_reused', 'This Idempotency-Key was used for another request.');
    }
    void reply.status(stored!.status).header('idempotent-replayed', 'true');
    return stored!.body;
  }

  #statusOf(context: ExecutionContext, request: FastifyRequest): number {
    const declared = this.reflector.get<number | undefined>(HTTP_CODE_METADATA, context.getHandler());
    return declared ?? (request.method === 'POST' ? 201 : 200);
  }
}

function hashOf(request: FastifyRequest): string {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n`)
    .update(JSON.stringify(request.body ?? null))
    .digest('hex');
}
