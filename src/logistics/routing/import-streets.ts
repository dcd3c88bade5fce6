import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ZodError } from 'zod';
import { buildGraph } from './graph/build-graph.ts';
import { writeGraph } from './graph/graph-file.ts';
import { readRoadGeojson } from './graph/read-geojson.ts';
import { readPbf } from './graph/read-pbf.ts';
import { streetCount } from './graph/road-graph.ts';
import type { RoadSource } from './graph/road-source.ts';
import { streetsFile } from './streets.ts';
import type { Progress } from './streets.ts';

const USAGE = 'usage: npm run import:streets -- FILE.osm.pbf|FILE.geojson [--out DATA_DIR]';

/** Makes the streets of a file the city in use of a data directory; answers what to tell the operator. */
export async function importStreets(file: string, dataDir: string, onProgress: Progress): Promise<string> {
  const size = (await stat(file)).size;
  onProgress(`reading ${basename(file)} (${(size / 1e6).toFixed(1)} MB)`);
  const source = await readRoads(file, onProgress);
  onProgress(`building the graph of ${source.ways.length} roads`);
  const graph = buildGraph(source, new Date());
  const out = streetsFile(dataDir);
  await writeGraph(out, graph);
  const box = graph.bbox.map((degrees) => degrees.toFixed(4)).join(', ');
  return `${streetCount(graph)} streets within ${box} written to ${out}; the next start of the server uses them`;
}

function readRoads(file: string, onProgress: Progress): Promise<RoadSource> {
  const label = basename(file).replace(/(\.osm\.pbf|\.pbf|\.geojson|\.json)$/, '');
  if (file.endsWith('.pbf')) return readPbf(file, label, onProgress);
  if (/\.(geo)?json$/.test(file)) return readRoadGeojson(file, label);
  throw new Error('the name must end in .osm.pbf, .geojson or .json');
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string', default: '.data' } },
  });
  const [file] = positionals;
  if (!file || positionals.length > 1) throw new Error(USAGE);
  const startedAt = performance.now();
  const say = (message: string) =>
    console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${message}`);
  try {
    say(await importStreets(file, resolve(values.out), say));
  } catch (error) {
    throw new Error(`${file}: ${explain(error)}`, { cause: error });
  }
}

function explain(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  if (error instanceof SyntaxError) return 'this is no JSON';
  if (error instanceof ZodError) return 'this is no GeoJSON FeatureCollection';
  return (message ?? String(error)).split('\n')[0]!;
}

if (import.meta.main) {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
