import { MikroORM, type EntitySchema } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { PgliteDriver } from '@mikro-orm/pglite';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import pg from 'pg';
import { migrations } from '../../../migrations/all.ts';
import type { Database } from './database.ts';

/** Any number that this application alone uses as its migration lock. */
const MIGRATION_LOCK = 726_301;

/** The ORM over either database: same entities, same migrations. */
export function openOrm(database: Database, entities: EntitySchema[]): Promise<MikroORM> {
  const common = {
    entities,
    extensions: [Migrator],
    forceUtcTimezone: true,
    discovery: { warnWhenNoEntities: false },
    migrations: { migrationsList: migrations, snapshot: false, silent: true, transactional: true },
  };
  return database.kind === 'embedded'
    ? MikroORM.init({
        ...common,
        driver: PgliteDriver as never,
        dbName: 'postgres',
        driverOptions: { pglite: database.pglite },
      })
    : MikroORM.init({
        ...common,
        driver: PostgreSqlDriver as never,
        clientUrl: database.url,
        pool: { min: 1, max: 12 },
      });
}

/** Brings the schema up to date. Several processes may start at once: the first migrates, the others wait. */
export async function migrate(orm: MikroORM, database: Database): Promise<void> {
  const migrator = (orm as MikroORM & { migrator: Migrator }).migrator;
  if (database.kind === 'embedded') {
    await migrator.up();
    return;
  }
  const lock = new pg.Client({ connectionString: database.url });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrator.up();
  } finally {
    await lock.end();
  }
}
