import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildGraph } from './graph/build-graph.ts';
import { readGraph, writeGraph } from './graph/graph-file.ts';
import { readRoadGeojson } from './graph/read-geojson.ts';
import type { RoadGraph } from './graph/road-graph.ts';

/** The graph of the city in use, inside the data directory. */
export const streetsFile = (dataDir: string): string => join(dataDir, 'streets.graph');

/** The city that comes with the package: central Gothenburg, OSM of 2016-12-27. */
const DEMO_CITY = 'Gothenburg';
const demoRoads = () => createRequire(import.meta.url).resolve('geojson-path-finder/test/large-network.json');

export type Progress = (message: string) => void;

/** The city in `dataDir`; on the first start the demo city is built and kept there. */
export async function loadStreets(dataDir: string, onProgress: Progress): Promise<RoadGraph> {
  const file = streetsFile(dataDir);
  const known = await readGraph(file);
  if (known) return known;
  onProgress(`building the streets of ${DEMO_CITY} (only on the first start)`);
  const graph = buildGraph(await readRoadGeojson(demoRoads(), DEMO_CITY), new Date());
  await writeGraph(file, graph);
  return graph;
}
