import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { EndedRights } from './ended-rights.ts';
import { LiveGateway } from './live.gateway.ts';
import { LiveWatchers } from './live-watchers.ts';
import { StreamJoin } from './stream-join.ts';

@Module({ imports: [AccessModule], providers: [EndedRights, LiveGateway, LiveWatchers, StreamJoin] })
export class LiveModule {}
