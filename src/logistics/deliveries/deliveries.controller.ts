import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Me } from '../../access/allow.ts';
import type { Principal } from '../../access/principal.ts';
import { historyView, pageView, reasonField } from '../../platform/http/fields.ts';
import { IfMatch } from '../../platform/http/if-match.ts';
import { NeverStored } from '../../platform/http/never-stored.ts';
import { deliveryOut, quoteOut, shareOut } from './deliveries.dto.ts';
import {
  correctionInput,
  deliveriesQuery,
  deliveryInput,
  listQuery,
  quoteInput,
} from './deliveries.input.ts';
import type {
  CorrectionInput,
  DeliveriesQuery,
  DeliveryInput,
  ListQuery,
  QuoteInput,
  ReasonInput,
} from './deliveries.input.ts';
import { CorrectionsService } from './corrections.service.ts';
import { DeliveriesService } from './deliveries.service.ts';
import { IntakeService } from './intake.service.ts';
import { QuotesService } from './quotes.service.ts';
import { ReturnsService } from './returns.service.ts';
import { SharingService } from './sharing.service.ts';

const id = z.uuid();

@ApiTags('deliveries')
@Controller('api/v1/deliveries')
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveriesService,
    private readonly intake: IntakeService,
    private readonly corrections: CorrectionsService,
    private readonly quotes: QuotesService,
    private readonly returns: ReturnsService,
    private readonly sharing: SharingService,
  ) {}

  @Post('quotes')
  @Allow('deliveries.create')
  @ApiCreatedResponse({ standardSchema: quoteOut })
  quote(@Me() me: Principal, @Body({ schema: quoteInput }) input: QuoteInput) {
    return this.quotes.quote(me, input);
  }

  @Post()
  @Allow('deliveries.create')
  @ApiCreatedResponse({ standardSchema: deliveryOut })
  create(@Me() me: Principal, @Body({ schema: deliveryInput }) input: DeliveryInput) {
    return this.intake.create(me, input);
  }

  @Get()
  @Allow('deliveries.read')
  @ApiOkResponse({ standardSchema: pageView(deliveryOut) })
  list(@Me() me: Principal, @Query({ schema: deliveriesQuery }) query: DeliveriesQuery) {
    return this.deliveries.list(me, query);
  }

  @Get(':id')
  @Allow('deliveries.read')
  @ApiOkResponse({ standardSchema: deliveryOut })
  get(@Me() me: Principal, @Param('id', { schema: id }) deliveryId: string) {
    return this.deliveries.get(me, deliveryId);
  }

  @Patch(':id')
  @Allow('deliveries.correct')
  @ApiOkResponse({ standardSchema: deliveryOut })
  correct(
    @Me() me: Principal,
    @Param('id', { schema: id }) deliveryId: string,
    @Body({ schema: correctionInput }) input: CorrectionInput,
    @IfMatch() version?: number,
  ) {
    return this.corrections.correct(me, deliveryId, input, version);
  }

  @Get(':id/history')
  @Allow('deliveries.read')
  @ApiOkResponse({ standardSchema: pageView(historyView) })
  history(
    @Me() me: Principal,
    @Param('id', { schema: id }) deliveryId: string,
    @Query({ schema: listQuery }) query: ListQuery,
  ) {
    return this.deliveries.history(me, deliveryId, query);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Allow('deliveries.cancel')
  @ApiOkResponse({ standardSchema: deliveryOut })
  cancel(
    @Me() me: Principal,
    @Param('id', { schema: id }) deliveryId: string,
    @Body({ schema: reasonField }) input: ReasonInput,
    @IfMatch() version?: number,
  ) {
    return this.deliveries.cancel(me, deliveryId, input?.reason ?? null, version);
  }

  @Post(':id/return')
  @HttpCode(200)
  @Allow('dispatch.plan')
  @ApiOkResponse({ standardSchema: deliveryOut })
  return(
    @Me() me: Principal,
    @Param('id', { schema: id }) deliveryId: string,
    @Body({ schema: reasonField }) input: ReasonInput,
    @IfMatch() version?: number,
  ) {
    return this.returns.return(me, deliveryId, input?.reason ?? null, version);
  }

  /** The token is in this answer and never again. */
  @Post(':id/share')
  @NeverStored()
  @Allow('deliveries.share')
  @ApiCreatedResponse({ standardSchema: shareOut })
  share(@Me() me: Principal, @Param('id', { schema: id }) deliveryId: string) {
    return this.sharing.share(me, deliveryId);
  }
}
