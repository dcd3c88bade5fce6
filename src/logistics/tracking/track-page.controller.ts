import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ForLink, Me } from '../../access/allow.ts';
import type { Principal } from '../../access/principal.ts';
import { TrackPageService } from './track-page.service.ts';

const token = { schema: z.string().min(16).max(200) };

/** The link in the path is the right to look: whoever holds it may. */
@ApiTags('customer')
@ForLink()
@Controller('api/v1/track')
export class TrackPageController {
  constructor(private readonly pages: TrackPageService) {}

  @Get(':token')
  @Header('cache-control', 'no-store')
  page(@Me() me: Principal, @Param('token', token) secret: string) {
    return this.pages.page(me, secret);
  }

  @Get(':token/proof')
  @ApiParam({ name: 'token', schema: { type: 'string' } })
  @Header('cache-control', 'private, max-age=300')
  async photo(@Me() me: Principal): Promise<StreamableFile> {
    const { mediaType, bytes } = await this.pages.photo(me);
    return new StreamableFile(bytes, { type: mediaType });
  }
}
