import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Me } from '../../access/allow.ts';
import type { Principal } from '../../access/principal.ts';
import { BodyLimit, PICTURES_BYTES } from '../../platform/http/body-limit.ts';
import { CourierDesk } from './courier-desk.service.ts';
import {
  completeSchema,
  failSchema,
  seenSchema,
  type CompleteInput,
  type FailInput,
  type SeenInput,
} from './dispatch.input.ts';
import { composed } from './routes.dto.ts';

const id = { schema: z.uuid() };

/** The courier's own commands; each answers with what there is to do now. */
@ApiTags('courier')
@Controller('api/v1')
export class CourierController {
  constructor(private readonly desk: CourierDesk) {}

  @Get('courier/home')
  @Allow('courier.home')
  @ApiOkResponse({ schema: composed.home })
  home(@Me() me: Principal) {
    return this.desk.home(me);
  }

  @Post('offers/:id/accept')
  @HttpCode(200)
  @Allow('offers.answer')
  @ApiOkResponse({ schema: composed.home })
  accept(@Me() me: Principal, @Param('id', id) offerId: string) {
    return this.desk.answer(me, offerId, 'accepted');
  }

  @Post('offers/:id/reject')
  @HttpCode(200)
  @Allow('offers.answer')
  @ApiOkResponse({ schema: composed.home })
  reject(@Me() me: Principal, @Param('id', id) offerId: string) {
    return this.desk.answer(me, offerId, 'rejected');
  }

  @Post('stops/:id/depart')
  @HttpCode(200)
  @Allow('stops.act')
  @ApiOkResponse({ schema: composed.home })
  depart(
    @Me() me: Principal,
    @Param('id', id) stopId: string,
    @Body({ schema: seenSchema }) body: SeenInput,
  ) {
    return this.desk.depart(me, stopId, body);
  }

  @Post('stops/:id/arrive')
  @HttpCode(200)
  @Allow('stops.act')
  @ApiOkResponse({ schema: composed.home })
  arrive(
    @Me() me: Principal,
    @Param('id', id) stopId: string,
    @Body({ schema: seenSchema }) body: SeenInput,
  ) {
    return this.desk.arrive(me, stopId, body);
  }

  @Post('stops/:id/complete')
  @HttpCode(200)
  @BodyLimit(PICTURES_BYTES)
  @Allow('stops.act')
  @ApiOkResponse({ schema: composed.home })
  complete(
    @Me() me: Principal,
    @Param('id', id) stopId: string,
    @Body({ schema: completeSchema }) body: CompleteInput,
  ) {
    return this.desk.complete(me, stopId, body);
  }

  @Post('stops/:id/fail')
  @HttpCode(200)
  @BodyLimit(PICTURES_BYTES)
  @Allow('stops.act')
  @ApiOkResponse({ schema: composed.home })
  fail(@Me() me: Principal, @Param('id', id) stopId: string, @Body({ schema: failSchema }) body: FailInput) {
    return this.desk.fail(me, stopId, body);
  }
}
