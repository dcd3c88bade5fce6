import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPostgreSqlTypeParsers } from '@mikro-orm/sql';
import array from 'postgres-array';
import { lockFolder } from './folder-lock.ts';
import { postgis } from './postgis-slim.ts';
import { guardSilence } from './silence-guard.ts';

/** Where the data lives: in this process, or on a server. */
export type Database =
  | { kind: 'embedded'; pglite: PGlite; close: () => Promise<void> }
  | { kind: 'server'; url: string; close: () => Promise<void> };

/** int8 as text, as node-postgres gives it, so that both databases answer alike. */
const INT8 = 20;

async function openEmbedded(folder: string): Promise<Database> {
  mkdirSync(folder, { recursive: true });
  const unlock = lockFolder(folder);
  try {
    const pglite = await PGlite.create({
      dataDir: folder,
      extensions: { postgis },
      parsers: {
        ...createPostgreSqlTypeParsers((text) => array.parse(text)),
        [INT8]: (text: string) => text,
      } as never,
    });
    const close = async () => {
      await pglite.close();
      unlock();
    };
    return { kind: 'embedded', pglite: guardSilence(pglite), close };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Opens the server when a URL is given, else the embedded database in `<dataDir>/database`. */
export async function openDatabase(options: { databaseUrl?: string; dataDir: string }): Promise<Database> {
  if (options.databaseUrl) return { kind: 'server', url: options.databaseUrl, close: async () => {} };
  return openEmbedded(join(options.dataDir, 'database'));
}
