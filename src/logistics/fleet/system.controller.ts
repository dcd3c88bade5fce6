import { readFileSync } from 'node:fs';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow } from '../../access/allow.ts';
import { Config } from '../../config.ts';
import { zoneOut } from './fleet.dto.ts';
import { ZonesService } from './zones.service.ts';

/** The compiled server lies one folder deeper. */
const manifest = new URL(
  import.meta.url.endsWith('.ts') ? '../../../package.json' : '../../../../package.json',
  import.meta.url,
);
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };

const systemOut = z.object({
  name: z.string(),
  version: z.string(),
  zones: z.array(zoneOut),
  demo: z.boolean(),
});

/** Which system this is, and where it works. */
@ApiTags('system')
@Controller('api/v1/system')
export class SystemController {
  constructor(
    private readonly zones: ZonesService,
    private readonly config: Config,
  ) {}

  @Get()
  @Allow('system.read')
  @ApiOkResponse({ standardSchema: systemOut })
  async system(): Promise<z.output<typeof systemOut>> {
    return { name: 'Waylight', version, zones: await this.zones.all(), demo: this.config.demo };
  }
}
