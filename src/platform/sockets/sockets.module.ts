import { Global, Module } from '@nestjs/common';
import { Positions } from './positions.ts';
import { Snapshots } from './snapshots.ts';

@Global()
@Module({ providers: [Snapshots, Positions], exports: [Snapshots, Positions] })
export class SocketsModule {}
