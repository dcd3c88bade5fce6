import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Ip,
  Param,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Config } from '../config.ts';
import { pageView } from '../platform/http/fields.ts';
import { NeverStored } from '../platform/http/never-stored.ts';
import type { MeView } from '../shared/views.ts';
import { accountOut, meOut } from './access.dto.ts';
import { accountInput, listQuery, setupInput, signInInput } from './access.input.ts';
import type { AccountInput, ListQuery, SetupInput, SignInInput } from './access.input.ts';
import { AccountsService } from './accounts.service.ts';
import { Allow, Me, Public } from './allow.ts';
import type { Principal } from './principal.ts';
import { toMe } from './principals.ts';
import { giveSession, sessionSecret, takeSession } from './session-cookie.ts';
import { SessionsService, type Opened } from './sessions.service.ts';
import { SetupService } from './setup.service.ts';

@ApiTags('access')
@Controller('api/v1')
export class AccessController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly setups: SetupService,
    private readonly accounts: AccountsService,
    private readonly config: Config,
  ) {}

  @Post('sessions')
  @Public()
  @NeverStored()
  @ApiCreatedResponse({ standardSchema: meOut })
  async signIn(
    @Body({ schema: signInInput }) input: SignInInput,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeView> {
    return this.#welcome(reply, await this.sessions.signIn(input, address));
  }

  @Delete('sessions/current')
  @HttpCode(204)
  @Allow('me.read')
  async signOut(
    @Me() me: Principal,
    @Headers('cookie') cookie: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.end(me, sessionSecret(cookie));
    takeSession(reply);
  }

  @Get('me')
  @Allow('me.read')
  @ApiOkResponse({ standardSchema: meOut })
  me(@Me() me: Principal): MeView {
    return toMe(me);
  }

  @Post('setup')
  @Public()
  @NeverStored()
  @ApiCreatedResponse({ standardSchema: meOut })
  async setUp(
    @Body({ schema: setupInput }) input: SetupInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeView> {
    return this.#welcome(reply, await this.setups.complete(input));
  }

  @Get('accounts')
  @Allow('accounts.manage')
  @ApiOkResponse({ standardSchema: pageView(accountOut) })
  listAccounts(@Me() me: Principal, @Query({ schema: listQuery }) query: ListQuery) {
    return this.accounts.list(me, query);
  }

  @Post('accounts')
  @Allow('accounts.manage')
  @ApiCreatedResponse({ standardSchema: accountOut })
  createAccount(@Me() me: Principal, @Body({ schema: accountInput }) input: AccountInput) {
    return this.accounts.create(me, input);
  }

  @Delete('accounts/:id')
  @HttpCode(204)
  @Allow('accounts.manage')
  endAccount(@Me() me: Principal, @Param('id', { schema: z.uuid() }) id: string) {
    return this.accounts.end(me, id);
  }

  #welcome(reply: FastifyReply, { secret, principal }: Opened): MeView {
    giveSession(reply, secret, this.config.publicUrl?.startsWith('https:') ?? false);
    return toMe(principal);
  }
}
