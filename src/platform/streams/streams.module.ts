import { Global, Module } from '@nestjs/common';
import { StreamTrimmer } from './stream-trimmer.ts';
import { StreamsService } from './streams.service.ts';

@Global()
@Module({ providers: [StreamsService, StreamTrimmer], exports: [StreamsService] })
export class StreamsModule {}
