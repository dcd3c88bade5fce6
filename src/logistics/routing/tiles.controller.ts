import { gunzipSync } from 'node:zlib';
import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../access/allow.ts';
import { EmbeddedEngine } from './embedded-engine.ts';
import type { TileKey } from './graph-protocol.ts';
import { tileParams } from './streets.dto.ts';

/** An imported city must show within the hour; the tag spares everybody else the bytes. */
const CACHE = 'public, max-age=3600';

/** The basemap's tiles, drawn from our own streets. */
@ApiExcludeController()
@Controller('tiles')
export class TilesController {
  constructor(private readonly embedded: EmbeddedEngine) {}

  @Get(':z/:x/:file')
  @Public()
  async tile(
    @Param({ schema: tileParams }) key: TileKey,
    @Headers('if-none-match') known: string | undefined,
    @Headers('accept-encoding') encodings: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { builtAt } = await this.embedded.about();
    const tag = `W/"${Date.parse(builtAt)}"`;
    void reply.header('cache-control', CACHE).header('etag', tag).header('vary', 'accept-encoding');
    if (known === tag) {
      await reply.status(304).send();
      return;
    }
    const zipped = Buffer.from(await this.embedded.tile(key));
    void reply.type('application/json; charset=utf-8');
    if (/\bgzip\b/.test(encodings ?? '')) await reply.header('content-encoding', 'gzip').send(zipped);
    else await reply.send(gunzipSync(zipped));
  }
}
