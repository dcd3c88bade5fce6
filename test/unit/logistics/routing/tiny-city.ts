import { buildGraph } from '../../../../src/logistics/routing/graph/build-graph.ts';
import { emptySource } from '../../../../src/logistics/routing/graph/road-source.ts';
import type { SourceRestriction } from '../../../../src/logistics/routing/graph/road-source.ts';
import type { RoadGraph } from '../../../../src/logistics/routing/graph/road-graph.ts';
import { moveBy } from '../../../../src/shared/geo.ts';
import type { LonLat } from '../../../../src/shared/geo.ts';

const ORIGIN: LonLat = { lon: 11.97, lat: 57.7 };

/** The place so many metres east and north of the origin. */
export const spot = (eastM: number, northM: number): LonLat =>
  moveBy(moveBy(ORIGIN, eastM < 0 ? 270 : 90, Math.abs(eastM)), northM < 0 ? 180 : 0, Math.abs(northM));

export interface TinyCity {
  /** Name to metres east and north. */
  nodes: Record<string, [number, number]>;
  /** `path` names the nodes, as in "A B C"; the rest are OSM tags. */
  ways: Record<string, { path: string } & Record<string, string>>;
  turns?: { from: string; via: string; to: string; kind?: 'no' | 'only'; except?: string }[];
  bollards?: string[];
}

/** A graph of a city drawn by hand; roads are residential unless said otherwise. */
export function tinyCity({ nodes, ways, turns = [], bollards = [] }: TinyCity): RoadGraph {
  const source = emptySource('tiny');
  const names = Object.keys(nodes);
  for (const [east, north] of Object.values(nodes)) {
    const { lon, lat } = spot(east, north);
    source.lon.push(lon);
    source.lat.push(lat);
  }
  const ids = Object.keys(ways);
  Object.values(ways).forEach(({ path, ...tags }, id) => {
    const steps = path.split(' ').map((name) => names.indexOf(name));
    source.ways.push({ id, nodes: steps, tags: { highway: 'residential', ...tags } });
  });
  source.restrictions = turns.map(({ from, via, to, kind = 'no', except = '' }): SourceRestriction => ({
    fromWay: ids.indexOf(from),
    viaNode: names.indexOf(via),
    toWay: ids.indexOf(to),
    kind,
    freesBikes: except.includes('bicycle'),
    freesCars: except.includes('motorcar'),
  }));
  source.barriers = new Set(bollards.map((name) => names.indexOf(name)));
  return buildGraph(source, new Date(0));
}

/** A grid of streets 100 m apart; `oneway(row or column, across)` may close one direction of a street. */
export function gridCity(
  size: number,
  oneway: (index: number, across: boolean) => string | undefined = () => undefined,
): RoadGraph {
  const nodes: TinyCity['nodes'] = {};
  const ways: TinyCity['ways'] = {};
  const line = Array.from({ length: size }, (_, i) => i);
  for (const x of line) for (const y of line) nodes[`${x}:${y}`] = [x * 100, y * 100];
  for (const i of line) {
    const tags = (across: boolean): Record<string, string> => {
      const said = oneway(i, across);
      return { name: `${across ? 'Row' : 'Column'} ${i}`, ...(said ? { oneway: said } : {}) };
    };
    ways[`row ${i}`] = { path: line.map((x) => `${x}:${i}`).join(' '), ...tags(true) };
    ways[`column ${i}`] = { path: line.map((y) => `${i}:${y}`).join(' '), ...tags(false) };
  }
  return tinyCity({ nodes, ways });
}
