import { Body, Controller, Get, Headers, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../access/allow.ts';
import { BATCH_BYTES, BodyLimit } from '../../platform/http/body-limit.ts';
import { NeverStored } from '../../platform/http/never-stored.ts';
import { IngestService } from './ingest.service.ts';
import { recordIn, type DeviceMessage, type Loose } from './protocols/message.ts';
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

  @Get('osmand')
  osmandGet(@Query() query: Loose, @Headers('authorization') secret?: string): Promise<string> {
    return this.#take(readOsmand(query, undefined, Date.now()), 'osmand', '', secret);
  }

  @Post('osmand')
  @HttpCode(200)
  @BodyLimit(BATCH_BYTES)
  osmand(
    @Query() query: Loose,
    @Body() body: unknown,
    @Headers('authorization') secret?: string,
  ): Promise<string> {
    return this.#take(readOsmand(query, body, Date.now()), 'osmand', '', secret);
  }

  @Post('owntracks')
  @HttpCode(200)
  @BodyLimit(BATCH_BYTES)
  owntracks(@Body() body: unknown, @Headers('authorization') secret?: string): Promise<unknown[]> {
    return this.#take(readOwntracks(body, Date.now()), 'owntracks', [], secret);
  }

  @Post('overland')
  @HttpCode(200)
  @BodyLimit(BATCH_BYTES)
  overland(@Body() body: unknown, @Headers('authorization') secret?: string): Promise<{ result: 'ok' }> {
    return this.#take(readOverland(body, Date.now()), 'overland', { result: 'ok' }, secret);
  }

  @Get('gpslogger')
  gpsloggerGet(@Query() query: Loose, @Headers('authorization') secret?: string): Promise<string> {
    return this.#take(readGpslogger(query, Date.now()), 'gpslogger', '', secret);
  }

  @Post('gpslogger')
  @HttpCode(200)
  gpslogger(
    @Query() query: Loose,
    @Body() body: unknown,
    @Headers('authorization') secret?: string,
  ): Promise<string> {
    const parameters = Object.keys(query).length > 0 ? query : recordIn(body);
    return this.#take(readGpslogger(parameters, Date.now()), 'gpslogger', '', secret);
  }

  async #take<A>(message: DeviceMessage, source: string, answer: A, secret: string | undefined): Promise<A> {
    await this.ingest.take(message, secret, source);
    return answer;
  }
}
