import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Me } from '../../access/allow.ts';
import type { Principal } from '../../access/principal.ts';
import { pageView } from '../../platform/http/fields.ts';
import { IfMatch } from '../../platform/http/if-match.ts';
import { storeOut, vehicleOut, zoneOut } from './fleet.dto.ts';
import { listQuery, storeInput, storePatch, vehicleInput, zoneInput } from './fleet.input.ts';
import type { ListQuery, StoreInput, StorePatch, VehicleInput, ZoneInput } from './fleet.input.ts';
import { StoresService } from './stores.service.ts';
import { VehiclesService } from './vehicles.service.ts';
import { ZonesService } from './zones.service.ts';

@ApiTags('fleet')
@Controller('api/v1')
export class FleetController {
  constructor(
    private readonly zones: ZonesService,
    private readonly stores: StoresService,
    private readonly vehicles: VehiclesService,
  ) {}

  @Get('zones')
  @Allow('fleet.read')
  @ApiOkResponse({ standardSchema: pageView(zoneOut) })
  listZones(@Me() me: Principal, @Query({ schema: listQuery }) query: ListQuery) {
    return this.zones.list(me, query);
  }

  @Post('zones')
  @Allow('zones.manage')
  @ApiCreatedResponse({ standardSchema: zoneOut })
  createZone(@Me() me: Principal, @Body({ schema: zoneInput }) input: ZoneInput) {
    return this.zones.create(me, input);
  }

  @Get('stores')
  @Allow('stores.read')
  @ApiOkResponse({ standardSchema: pageView(storeOut) })
  listStores(@Me() me: Principal, @Query({ schema: listQuery }) query: ListQuery) {
    return this.stores.list(me, query);
  }

  @Post('stores')
  @Allow('stores.manage')
  @ApiCreatedResponse({ standardSchema: storeOut })
  createStore(@Me() me: Principal, @Body({ schema: storeInput }) input: StoreInput) {
    return this.stores.create(me, input);
  }

  @Patch('stores/:id')
  @Allow('stores.manage')
  @ApiOkResponse({ standardSchema: storeOut })
  changeStore(
    @Me() me: Principal,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: storePatch }) patch: StorePatch,
    @IfMatch() version?: number,
  ) {
    return this.stores.change(me, id, patch, version);
  }

  @Get('vehicles')
  @Allow('fleet.read')
  @ApiOkResponse({ standardSchema: pageView(vehicleOut) })
  listVehicles(@Me() me: Principal, @Query({ schema: listQuery }) query: ListQuery) {
    return this.vehicles.list(me, query);
  }

  @Post('vehicles')
  @Allow('fleet.manage')
  @ApiCreatedResponse({ standardSchema: vehicleOut })
  createVehicle(@Me() me: Principal, @Body({ schema: vehicleInput }) input: VehicleInput) {
    return this.vehicles.create(me, input);
  }
}
