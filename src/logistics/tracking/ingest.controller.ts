import { All, Body, Controller, Headers, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../access/allow.ts';
import { BATCH_BYTES, BodyLimit } from '../../platform/http/body-limit.ts';
import { NeverStored } from '../../platform/http/never-stored.ts';
import { IngestService } from './ingest.service.ts';
import type { Loose } from './protocols/message.ts';
import { readGpslogger } from './protocols/gpslogger.ts';
import { readOsmand } from './protocols/osmand.ts';
import { readOverland } from './protocols/overland.ts';
import { readOwntracks } from './protocols/owntracks.ts';

/** Doors for the protocols that existing phones speak; the device's token is its id or its Bearer. */
@ApiTags('devices')
@Public()
@NeverStored()
@Controller('ingest')
export class IngestController {
  constructor(private readonly ingest: IngestService) {}

  @All('osmand')
  @HttpCode(200)
  @BodyLimit(BATCH_BYTES)
  async osmand(
    @Query() query: Loose,
    @Body() body: unknown,
    @Headers('authorization') bearer?: string,
  ): Promise<string> {
    await this.ingest.take(readOsmand(query, body, Date.now()), bearer, 'osmand');
    return '';
  }

  @Post('owntracks')
  @HttpCode(200)
  @BodyLimit(BATCH_BYTES)
  async owntracks(@Body() body: unknown, @Headers('authorization') bearer?: string): Promise<unknown[]> {
    await this.ingest.take(readOwntracks(body, Date.now()), bearer, 'owntracks');
    return [];
  }

  @Post('overland')
  @HttpCode(200)
  @BodyLimit(BATCH_BYTES)
  async overland(
    @Body() body: unknown,
    @Headers('authorization') bearer?: string,
  ): Promise<{ result: 'ok' }> {
    await this.ingest.take(readOverland(body, Date.now()), bearer, 'overland');
    return { result: 'ok' };
  }

  @All('gpslogger')
  @HttpCode(200)
  async gpslogger(
    @Query() query: Loose,
    @Body() body: Loose,
    @Headers('authorization') bearer?: string,
  ): Promise<string> {
    await this.ingest.take(
      readGpslogger(Object.keys(query).length > 0 ? query : body, Date.now()),
      bearer,
      'gpslogger',
    );
    return '';
  }
}
