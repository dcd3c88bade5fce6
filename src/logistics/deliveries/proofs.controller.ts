import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Allow, Me } from '../../access/allow.ts';
import type { Principal } from '../../access/principal.ts';
import { proofOut } from './deliveries.dto.ts';
import { ProofsService } from './proofs.service.ts';

const id = z.uuid();

@ApiTags('deliveries')
@Controller('api/v1')
export class ProofsController {
  constructor(private readonly proofs: ProofsService) {}

  @Get('deliveries/:id/proofs')
  @Allow('proofs.read')
  @ApiOkResponse({ standardSchema: z.array(proofOut) })
  list(@Me() me: Principal, @Param('id', { schema: id }) deliveryId: string) {
    return this.proofs.list(me, deliveryId);
  }

  /** The picture itself; a drawing is served so that nothing in it can act. */
  @Get('proofs/:id')
  @Allow('proofs.read')
  @ApiProduces('image/jpeg', 'image/png', 'image/svg+xml')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  @Header('cache-control', 'private, max-age=86400, immutable')
  async picture(
    @Me() me: Principal,
    @Param('id', { schema: id }) proofId: string,
    @Res() reply: FastifyReply,
  ) {
    const { mediaType, bytes } = await this.proofs.picture(me, proofId);
    return reply.type(mediaType).send(bytes);
  }
}
