import { Global, Module } from '@nestjs/common';
import { FactsService } from './facts.service.ts';
import { Listeners } from './listeners.ts';
import { Relay } from './relay.ts';

@Global()
@Module({ providers: [FactsService, Listeners, Relay], exports: [FactsService, Listeners, Relay] })
export class FactsModule {}
