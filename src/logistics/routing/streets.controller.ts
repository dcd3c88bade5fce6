import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, Public } from '../../access/allow.ts';
import { Config } from '../../config.ts';
import { EmbeddedEngine } from './embedded-engine.ts';
import { Geocoder } from './geocoder.ts';
import { centreOf, geocodeQuery, placesOut, streetsOut } from './streets.dto.ts';
import type { GeocodeQuery, StreetsView } from './streets.dto.ts';

@ApiTags('streets')
@Controller('api/v1')
export class StreetsController {
  constructor(
    private readonly config: Config,
    private readonly embedded: EmbeddedEngine,
    private readonly geocoder: Geocoder,
  ) {}

  @Get('streets')
  @Public()
  @ApiOkResponse({ standardSchema: streetsOut })
  async streets(): Promise<StreetsView> {
    const { label, bbox, attribution } = await this.embedded.about();
    return { label, bbox, centre: centreOf(bbox), attribution, tileUrl: this.config.tileUrl ?? null };
  }

  @Get('geocode')
  @Allow('system.read')
  @ApiOkResponse({ standardSchema: placesOut })
  async geocode(
    @Query({ schema: geocodeQuery }) { q, limit }: GeocodeQuery,
  ): Promise<z.output<typeof placesOut>> {
    return { items: await this.geocoder.search(q, limit) };
  }
}
