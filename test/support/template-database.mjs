// One migrated embedded database, made once per set of migrations; every test that needs one copies the folder.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';

export default async function makeTemplate() {
  if (process.env.DATABASE_URL) return;
  const hash = createHash('sha256');
  for (const file of readdirSync('migrations').sort()) hash.update(readFileSync(`migrations/${file}`));
  const folder = resolve('node_modules/.cache/waylight-template', hash.digest('hex').slice(0, 16));
  process.env.WAYLIGHT_TEMPLATE = folder;
  if (existsSync(folder)) return;
  await import('../../tools/ts-hook.mjs');
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
