import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Me } from '../../access/allow.ts';
import type { Principal } from '../../access/principal.ts';
import { historyView, pageView, reasonField } from '../../platform/http/fields.ts';
import { IfMatch } from '../../platform/http/if-match.ts';
import { orderOut } from './orders.dto.ts';
import { listQuery, orderInput, ordersQuery } from './orders.input.ts';
import type { ListQuery, OrderInput, OrdersQuery, ReasonInput } from './orders.input.ts';
import { OrdersService } from './orders.service.ts';
import { PlacingService } from './placing.service.ts';

const id = z.uuid();

@ApiTags('orders')
@Controller('api/v1/orders')
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly placing: PlacingService,
  ) {}

  @Post()
  @Allow('orders.place')
  @ApiCreatedResponse({ standardSchema: orderOut })
  place(@Me() me: Principal, @Body({ schema: orderInput }) input: OrderInput) {
    return this.placing.place(me, input);
  }

  @Get()
  @Allow('orders.read')
  @ApiOkResponse({ standardSchema: pageView(orderOut) })
  list(@Me() me: Principal, @Query({ schema: ordersQuery }) query: OrdersQuery) {
    return this.orders.list(me, query);
  }

  @Get(':id')
  @Allow('orders.read')
  @ApiOkResponse({ standardSchema: orderOut })
  get(@Me() me: Principal, @Param('id', { schema: id }) orderId: string) {
    return this.orders.get(me, orderId);
  }

  @Get(':id/history')
  @Allow('orders.read')
  @ApiOkResponse({ standardSchema: pageView(historyView) })
  history(
    @Me() me: Principal,
    @Param('id', { schema: id }) orderId: string,
    @Query({ schema: listQuery }) query: ListQuery,
  ) {
    return this.orders.history(me, orderId, query);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Allow('orders.cancel')
  @ApiOkResponse({ standardSchema: orderOut })
  cancel(
    @Me() me: Principal,
    @Param('id', { schema: id }) orderId: string,
    @Body({ schema: reasonField }) input: ReasonInput,
    @IfMatch() version?: number,
  ) {
    return this.orders.cancel(me, orderId, input?.reason ?? null, version);
  }
}
