import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { pageView } from '../platform/http/fields.ts';
import { NeverStored } from '../platform/http/never-stored.ts';
import { credentialOut, newDeviceOut, newKeyOut } from './access.dto.ts';
import { credentialInput, listQuery } from './access.input.ts';
import type { CredentialInput, ListQuery } from './access.input.ts';
import { Allow, Me } from './allow.ts';
import { DevicesService } from './devices.service.ts';
import { KeysService } from './keys.service.ts';
import type { Principal } from './principal.ts';
import { SharesService } from './shares.service.ts';

const uuid = z.uuid();

@ApiTags('access')
@Controller('api/v1')
export class CredentialsController {
  constructor(
    private readonly keys: KeysService,
    private readonly devices: DevicesService,
    private readonly shares: SharesService,
  ) {}

  @Get('stores/:id/keys')
  @Allow('keys.manage')
  @ApiOkResponse({ standardSchema: pageView(credentialOut) })
  listKeys(
    @Me() me: Principal,
    @Param('id', { schema: uuid }) storeId: string,
    @Query({ schema: listQuery }) query: ListQuery,
  ) {
    return this.keys.list(me, storeId, query);
  }

  @Post('stores/:id/keys')
  @Allow('keys.manage')
  @NeverStored()
  @ApiCreatedResponse({ standardSchema: newKeyOut })
  issueKey(
    @Me() me: Principal,
    @Param('id', { schema: uuid }) storeId: string,
    @Body({ schema: credentialInput }) input: CredentialInput,
  ) {
    return this.keys.issue(me, storeId, input);
  }

  @Delete('keys/:id')
  @HttpCode(204)
  @Allow('keys.manage')
  revokeKey(@Me() me: Principal, @Param('id', { schema: uuid }) id: string) {
    return this.keys.revoke(me, id);
  }

  @Get('couriers/:id/devices')
  @Allow('devices.manage')
  @ApiOkResponse({ standardSchema: pageView(credentialOut) })
  listDevices(
    @Me() me: Principal,
    @Param('id', { schema: uuid }) courierId: string,
    @Query({ schema: listQuery }) query: ListQuery,
  ) {
    return this.devices.list(me, courierId, query);
  }

  @Post('couriers/:id/devices')
  @Allow('devices.manage')
  @NeverStored()
  @ApiCreatedResponse({ standardSchema: newDeviceOut })
  issueDevice(
    @Me() me: Principal,
    @Param('id', { schema: uuid }) courierId: string,
    @Body({ schema: credentialInput }) input: CredentialInput,
  ) {
    return this.devices.issue(me, courierId, input);
  }

  @Delete('devices/:id')
  @HttpCode(204)
  @Allow('devices.manage')
  revokeDevice(@Me() me: Principal, @Param('id', { schema: uuid }) id: string) {
    return this.devices.revoke(me, id);
  }

  @Delete('shares/:id')
  @HttpCode(204)
  @Allow('deliveries.share')
  revokeShare(@Me() me: Principal, @Param('id', { schema: uuid }) id: string) {
    return this.shares.revoke(me, id);
  }
}
