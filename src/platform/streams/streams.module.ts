import { Global, Module } from '@nestjs/common';
import { StreamsService } from './streams.service.ts';

@Global()
@Module({ providers: [StreamsService], exports: [StreamsService] })
export class StreamsModule {}
