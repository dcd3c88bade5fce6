import { Global, Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { MikroORM, type EntitySchema } from '@mikro-orm/core';
import type { Database } from './database.ts';
import { Transactions } from './transactions.ts';

export const DATABASE = Symbol('DATABASE');
export type Entities = EntitySchema[];

/** The database, the ORM over it, and the one way to write: Transactions. */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly orm: MikroORM,
  ) {}

  static of(database: Database, orm: MikroORM): DynamicModule {
    const providers = [
      { provide: DATABASE, useValue: database },
      { provide: MikroORM, useValue: orm },
      Transactions,
    ];
    return { module: DatabaseModule, providers, exports: providers };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.orm.close(true);
    await this.database.close();
  }
}
