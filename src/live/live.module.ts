import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { LiveGateway } from './live.gateway.ts';
import { LiveListener } from './live.listener.ts';
import { LiveWatchers } from './live-watchers.ts';
import { StreamJoin } from './stream-join.ts';

@Module({ imports: [AccessModule], providers: [LiveGateway, LiveListener, LiveWatchers, StreamJoin] })
export class LiveModule {}
