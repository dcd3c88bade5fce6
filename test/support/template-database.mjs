// What tests copy instead of making: a migrated embedded database, once per set of migrations, and the demo's streets.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';

/** The demo city's streets, built once. */
async function makeStreets() {
  const folder = resolve('node_modules/.cache/waylight-streets');
  process.env.WAYLIGHT_STREETS = folder;
  await import('../../tools/ts-hook.mjs');
  const { loadStreets } = await import('../../src/logistics/routing/streets.ts');
  await loadStreets(folder, () => {});
}

export default async function prepare() {
  await makeStreets();
  if (process.env.DATABASE_URL) return;
  const hash = createHash('sha256');
  for (const file of readdirSync('migrations').sort()) hash.update(readFileSync(`migrations/${file}`));
  const folder = resolve('node_modules/.cache/waylight-template', hash.digest('hex').slice(0, 16));
  process.env.WAYLIGHT_TEMPLATE = folder;
  if (existsSync(folder)) return;
  const { openDatabase } = await import('../../src/platform/database/database.ts');
  const { migrate, openOrm } = await import('../../src/platform/database/orm.ts');
  const { entities } = await import('../../src/entities.ts');
  const making = `${folder}.${process.pid}`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const database = await openDatabase({ dataDir: making });
  const orm = await openOrm(database, entities);
  await migrate(orm, database);
  await orm.close(true);
  await database.close();
  if (existsSync(folder)) rmSync(making, { recursive: true, force: true });
  else renameSync(making, folder);
}
