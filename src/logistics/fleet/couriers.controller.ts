import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Me } from '../../access/allow.ts';
import type { Principal } from '../../access/principal.ts';
import { pageView } from '../../platform/http/fields.ts';
import { IfMatch } from '../../platform/http/if-match.ts';
import { CouriersService } from './couriers.service.ts';
import { courierOut, shiftOut } from './fleet.dto.ts';
import {
  courierInput,
  courierPatch,
  couriersQuery,
  dutyInput,
  listQuery,
  shiftEndInput,
  shiftInput,
} from './fleet.input.ts';
import type { CourierInput, CourierPatch, CouriersQuery, DutyInput } from './fleet.input.ts';
import type { ListQuery, ShiftEndInput, ShiftInput } from './fleet.input.ts';
import { ShiftsService } from './shifts.service.ts';

const courierId = z.uuid();

@ApiTags('couriers')
@Controller('api/v1')
export class CouriersController {
  constructor(
    private readonly couriers: CouriersService,
    private readonly shifts: ShiftsService,
  ) {}

  @Get('couriers')
  @Allow('fleet.read')
  @ApiOkResponse({ standardSchema: pageView(courierOut) })
  list(@Me() me: Principal, @Query({ schema: couriersQuery }) query: CouriersQuery) {
    return this.couriers.list(me, query);
  }

  @Post('couriers')
  @Allow('fleet.manage')
  @ApiCreatedResponse({ standardSchema: courierOut })
  create(@Me() me: Principal, @Body({ schema: courierInput }) input: CourierInput) {
    return this.couriers.create(me, input);
  }

  @Get('couriers/:id')
  @Allow('fleet.read')
  @ApiOkResponse({ standardSchema: courierOut })
  one(@Me() me: Principal, @Param('id', { schema: courierId }) id: string) {
    return this.couriers.one(me, id);
  }

  @Patch('couriers/:id')
  @Allow('fleet.manage')
  @ApiOkResponse({ standardSchema: courierOut })
  change(
    @Me() me: Principal,
    @Param('id', { schema: courierId }) id: string,
    @Body({ schema: courierPatch }) patch: CourierPatch,
    @IfMatch() version?: number,
  ) {
    return this.couriers.change(me, id, patch, version);
  }

  @Get('couriers/:id/shifts')
  @Allow('fleet.read')
  @ApiOkResponse({ standardSchema: pageView(shiftOut) })
  listShifts(
    @Me() me: Principal,
    @Param('id', { schema: courierId }) id: string,
    @Query({ schema: listQuery }) query: ListQuery,
  ) {
    return this.shifts.list(me, id, query);
  }

  @Post('couriers/:id/shifts')
  @Allow('fleet.manage')
  @ApiCreatedResponse({ standardSchema: shiftOut })
  planShift(
    @Me() me: Principal,
    @Param('id', { schema: courierId }) id: string,
    @Body({ schema: shiftInput }) input: ShiftInput,
  ) {
    return this.shifts.plan(me, id, input);
  }

  @Patch('couriers/:id/shifts/:shiftId')
  @Allow('fleet.manage')
  @ApiOkResponse({ standardSchema: shiftOut })
  endShift(
    @Me() me: Principal,
    @Param('id', { schema: courierId }) id: string,
    @Param('shiftId', { schema: courierId }) shiftId: string,
    @Body({ schema: shiftEndInput }) { to }: ShiftEndInput,
    @IfMatch() version?: number,
  ) {
    return this.shifts.endAt(me, { courierId: id, shiftId, to: new Date(to) }, version);
  }

  @Delete('couriers/:id/shifts/:shiftId')
  @HttpCode(204)
  @Allow('fleet.manage')
  withdrawShift(
    @Me() me: Principal,
    @Param('id', { schema: courierId }) id: string,
    @Param('shiftId', { schema: courierId }) shiftId: string,
  ) {
    return this.shifts.withdraw(me, id, shiftId);
  }

  @Post('courier/duty')
  @HttpCode(200)
  @Allow('duty.change')
  @ApiOkResponse({ standardSchema: courierOut })
  duty(@Me() me: Principal, @Body({ schema: dutyInput }) { state }: DutyInput) {
    return this.shifts.duty(me, state);
  }
}
