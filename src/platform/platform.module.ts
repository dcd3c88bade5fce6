import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { MikroORM } from '@mikro-orm/core';
import { Config } from '../config.ts';
import type { Database } from './database/database.ts';
import { DatabaseModule } from './database/database.module.ts';
import { FactsModule } from './facts/facts.module.ts';
import { HealthModule } from './health/health.module.ts';
import { HttpModule } from './http/http.module.ts';
import { JobsModule } from './jobs/jobs.module.ts';
import { Logs } from './logs/logs.ts';
import { SocketsModule } from './sockets/sockets.module.ts';
import { StreamsModule } from './streams/streams.module.ts';
import { UpkeepModule } from './upkeep/upkeep.module.ts';

/** What the start hands to every feature. */
export interface Ground {
  config: Config;
  logs: Logs;
  database: Database;
  orm: MikroORM;
}

/** The doors to the outside. */
@Global()
@Module({})
export class PlatformModule {
  static of(ground: Ground): DynamicModule {
    const providers = [
      { provide: Config, useValue: ground.config },
      { provide: Logs, useValue: ground.logs },
    ];
    const rooms = [
      FactsModule,
      StreamsModule,
      JobsModule,
      SocketsModule,
      HealthModule,
      HttpModule,
      UpkeepModule,
    ];
    return {
      module: PlatformModule,
      imports: [DatabaseModule.of(ground.database, ground.orm), ...rooms],
      providers,
      exports: providers,
    };
  }
}
