import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Me } from '../../access/allow.ts';
import type { Principal } from '../../access/principal.ts';
import { NeverStored } from '../../platform/http/never-stored.ts';
import { IfMatch } from '../../platform/http/if-match.ts';
import { ConsoleService } from './console.service.ts';
import { CourierRoutes } from './courier-routes.service.ts';
import { DeskService } from './desk.service.ts';
import { assignSchema, bestQuery, lockSchema, reorderSchema, type AssignInput } from './dispatch.input.ts';
import { choiceOut } from './explain.dto.ts';
import { Improver } from './improver.service.ts';
import { InsertionsService } from './insertions.service.ts';
import { composed, improvedOut, routeOut } from './routes.dto.ts';
import { Postponements } from './postponements.service.ts';

const id = { schema: z.uuid() };

/** Planning, and the dispatcher's own hand in it. */
@ApiTags('dispatch')
@Controller('api/v1')
export class DispatchController {
  constructor(
    private readonly console: ConsoleService,
    private readonly desk: DeskService,
    private readonly insertions: InsertionsService,
    private readonly improver: Improver,
    private readonly routes: CourierRoutes,
    private readonly postponements: Postponements,
  ) {}

  @Get('zones/:id/console')
  @Allow('dispatch.read')
  @ApiOkResponse({ schema: composed.console })
  zone(@Param('id', id) zoneId: string) {
    return this.console.zone(zoneId);
  }

  @Get('couriers/:id/route')
  @Allow('dispatch.read')
  @ApiOkResponse({ standardSchema: routeOut.nullable() })
  route(@Param('id', id) courierId: string) {
    return this.routes.view(courierId);
  }

  @Get('deliveries/:id/insertions')
  @Allow('dispatch.read')
  @ApiOkResponse({ standardSchema: z.array(choiceOut) })
  best(
    @Me() me: Principal,
    @Param('id', id) deliveryId: string,
    @Query({ schema: bestQuery }) query: z.output<typeof bestQuery>,
  ) {
    return this.insertions.best(me, deliveryId, query.limit);
  }

  @Post('deliveries/:id/assign')
  @HttpCode(200)
  @Allow('dispatch.plan')
  @ApiOkResponse({ schema: composed.assigned })
  assign(
    @Me() me: Principal,
    @Param('id', id) deliveryId: string,
    @Body({ schema: assignSchema }) body: AssignInput,
    @IfMatch() version?: number,
  ) {
    return this.desk.assign(me, deliveryId, body, version);
  }

  @Post('deliveries/:id/unassign')
  @HttpCode(200)
  @Allow('dispatch.plan')
  @ApiOkResponse({ schema: composed.delivery })
  unassign(@Me() me: Principal, @Param('id', id) deliveryId: string, @IfMatch() version?: number) {
    return this.desk.unassign(me, deliveryId, version);
  }

  @Post('deliveries/:id/offer')
  @HttpCode(200)
  @Allow('dispatch.plan')
  @ApiOkResponse({ schema: composed.delivery })
  offer(@Me() me: Principal, @Param('id', id) deliveryId: string, @IfMatch() version?: number) {
    return this.postponements.end(me, deliveryId, version);
  }

  @Post('couriers/:id/route/order')
  @HttpCode(200)
  @Allow('dispatch.plan')
  @ApiOkResponse({ standardSchema: routeOut.nullable() })
  reorder(
    @Me() me: Principal,
    @Param('id', id) courierId: string,
    @Body({ schema: reorderSchema }) body: z.output<typeof reorderSchema>,
  ) {
    return this.desk.reorder(me, courierId, body.stopIds);
  }

  @Post('stops/:id/lock')
  @HttpCode(200)
  @Allow('dispatch.plan')
  @ApiOkResponse({ standardSchema: routeOut.nullable() })
  lock(
    @Me() me: Principal,
    @Param('id', id) stopId: string,
    @Body({ schema: lockSchema }) body: z.output<typeof lockSchema>,
  ) {
    return this.desk.lock(me, stopId, body.locked);
  }

  @Post('zones/:id/optimise')
  @HttpCode(200)
  @NeverStored()
  @Allow('dispatch.plan')
  @ApiOkResponse({ standardSchema: improvedOut })
  async optimise(@Param('id', id) zoneId: string) {
    return { improved: (await this.improver.improve(zoneId)) !== null };
  }
}
