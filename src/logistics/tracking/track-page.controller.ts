import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Public } from '../../access/allow.ts';
import { TrackPageService } from './track-page.service.ts';

const token = { schema: z.string().min(16).max(200) };

/** The link is the right to look: whoever holds it may. */
@ApiTags('customer')
@Public()
@Controller('api/v1/track')
export class TrackPageController {
  constructor(private readonly pages: TrackPageService) {}

  @Get(':token')
  @Header('cache-control', 'no-store')
  page(@Param('token', token) secret: string) {
    return this.pages.page(secret);
  }

  @Get(':token/proof')
  @Header('cache-control', 'private, max-age=300')
  async photo(@Param('token', token) secret: string): Promise<StreamableFile> {
    const { mediaType, bytes } = await this.pages.photo(secret);
    return new StreamableFile(bytes, { type: mediaType });
  }
}
