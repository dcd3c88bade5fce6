import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Me } from '../../access/allow.ts';
import type { Principal } from '../../access/principal.ts';
import { IfMatch } from '../../platform/http/if-match.ts';
import { AlertDeskService } from './alert-desk.service.ts';
import {
  alertOut,
  alertsQuery,
  assignSchema,
  resolveSchema,
  snoozeSchema,
  type AlertsQuery,
} from './alerts.dto.ts';

const id = { schema: z.uuid() };

@ApiTags('alerts')
@Controller('api/v1/alerts')
export class AlertsController {
  constructor(private readonly desk: AlertDeskService) {}

  @Get()
  @Allow('alerts.read')
  @ApiOkResponse({
    standardSchema: z.object({ items: z.array(alertOut), nextCursor: z.string().nullable() }),
  })
  list(@Query({ schema: alertsQuery }) query: AlertsQuery) {
    return this.desk.list(query);
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @Allow('alerts.handle')
  @ApiOkResponse({ standardSchema: alertOut })
  acknowledge(@Me() me: Principal, @Param('id', id) alertId: string, @IfMatch() version?: number) {
    return this.desk.acknowledge(me, alertId, version);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Allow('alerts.handle')
  @ApiOkResponse({ standardSchema: alertOut })
  assign(
    @Me() me: Principal,
    @Param('id', id) alertId: string,
    @Body({ schema: assignSchema }) body: z.output<typeof assignSchema>,
    @IfMatch() version?: number,
  ) {
    return this.desk.assign(me, alertId, body.accountId, version);
  }

  @Post(':id/snooze')
  @HttpCode(200)
  @Allow('alerts.handle')
  @ApiOkResponse({ standardSchema: alertOut })
  snooze(
    @Me() me: Principal,
    @Param('id', id) alertId: string,
    @Body({ schema: snoozeSchema }) body: z.output<typeof snoozeSchema>,
    @IfMatch() version?: number,
  ) {
    return this.desk.snooze(me, alertId, body.minutes, version);
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @Allow('alerts.handle')
  @ApiOkResponse({ standardSchema: alertOut })
  resolve(
    @Me() me: Principal,
    @Param('id', id) alertId: string,
    @Body({ schema: resolveSchema }) body: z.output<typeof resolveSchema>,
    @IfMatch() version?: number,
  ) {
    return this.desk.resolve(me, alertId, body.reason, version);
  }

  @Post(':id/close')
  @HttpCode(200)
  @Allow('alerts.handle')
  @ApiOkResponse({ standardSchema: alertOut })
  close(@Param('id', id) alertId: string, @IfMatch() version?: number) {
    return this.desk.close(alertId, version);
  }
}
