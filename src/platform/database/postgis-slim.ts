import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Extension } from '@electric-sql/pglite';
import { postgis as full } from '@electric-sql/pglite-postgis';

const KEEP =
  /^(lib\/postgresql\/postgis-3\.so|share\/proj\/.*|share\/postgresql\/extension\/postgis(\.control|--\d+\.\d+\.\d+\.sql))$/;
const BLOCK = 512;

/** The entries of a tar archive that `keep` accepts, as a new archive (POSIX ustar). */
function repack(tar: Buffer, keep: (name: string) => boolean): Buffer {
  const parts: Buffer[] = [];
  for (let offset = 0; offset + BLOCK <= tar.length && tar[offset] !== 0;) {
    const field = (from: number, to: number) =>
      tar.toString('utf8', offset + from, offset + to).replace(/\0.*$/s, '');
    const size = BLOCK + Math.ceil(parseInt(field(124, 136).trim() || '0', 8) / BLOCK) * BLOCK;
    const prefix = field(257, 262) === 'ustar' ? field(345, 500) : '';
    const name = (prefix ? `${prefix}/` : '') + field(0, 100);
    if (name.endsWith('/') || keep(name)) parts.push(tar.subarray(offset, offset + size));
    offset += size;
  }
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

/**
 * The npm package also carries raster, topology and upgrade scripts, which PGlite would compile at every start.
 * The slim bundle halves start time and memory; it is made once beside the package's own modules.
 */
function slimBundle(): URL {
  const dist = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite-postgis'));
  const { version } = JSON.parse(readFileSync(join(dist, '../package.json'), 'utf8')) as { version: string };
  const cache = join(dist, '../../../.cache');
  const bundle = join(cache, `postgis-${version}.tar.gz`);
  if (!existsSync(bundle)) {
    const slim = repack(gunzipSync(readFileSync(join(dist, 'postgis.tar.gz'))), (name) => KEEP.test(name));
    mkdirSync(cache, { recursive: true });
    writeFileSync(`${bundle}.${process.pid}`, gzipSync(slim, { level: 1 }));
    renameSync(`${bundle}.${process.pid}`, bundle);
  }
  return pathToFileURL(bundle);
}

export const postgis: Extension = {
  name: 'postgis',
  setup: async (pg, options) => ({ ...(await full.setup(pg, options)), bundlePath: slimBundle() }),
};
