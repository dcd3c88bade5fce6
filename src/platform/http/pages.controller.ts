import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Controller, Get, Header, Res, SetMetadata } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Config } from '../../config.ts';
import { PUBLIC } from './public.ts';

/** Where the built pages lie: beside the compiled server, or under dist when sources run directly. */
export const PAGES_FOLDER = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../../dist/client' : '../../../client', import.meta.url),
);

function contentPolicy(tileUrl: string | undefined): string {
  const tiles = tileUrl ? ` ${new URL(tileUrl.replaceAll(/[{}]/g, '')).origin}` : '';
  return [
    "default-src 'self'",
    `img-src 'self' data: blob:${tiles}`,
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self' ws: wss:",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** The pages. Each is one small document that starts its own script. */
@ApiExcludeController()
@SetMetadata(PUBLIC, true)
@Controller()
export class PagesController {
  constructor(private readonly config: Config) {}

  @Get('/')
  @Header('cache-control', 'no-cache')
  signIn(@Res() reply: FastifyReply): void {
    this.#send(reply, 'sign-in');
  }

  @Get('console')
  console(@Res() reply: FastifyReply): void {
    this.#send(reply, 'console');
  }

  @Get('courier')
  courier(@Res() reply: FastifyReply): void {
    this.#send(reply, 'courier');
  }

  @Get('shop')
  shop(@Res() reply: FastifyReply): void {
    this.#send(reply, 'shop');
  }

  @Get('track/:token')
  track(@Res() reply: FastifyReply): void {
    this.#send(reply, 'track');
  }

  #send(reply: FastifyReply, page: string): void {
    void reply
      .header('content-security-policy', contentPolicy(this.config.tileUrl))
      .header('x-robots-tag', 'noindex, nofollow')
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(readFileSync(join(PAGES_FOLDER, page, 'index.html')));
  }
}
