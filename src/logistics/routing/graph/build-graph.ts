import { distanceM } from '../../../shared/geo.ts';
import { AREA_KINDS } from './road-source.ts';
import type { RawStreet, RoadSource } from './road-source.ts';
import { DEGREE } from './road-graph.ts';
import type { RoadGraph } from './road-graph.ts';
import { roadOf } from './road-tags.ts';
import { indexSegments } from './segment-index.ts';
import { bansOf } from './turn-bans.ts';

const ATTRIBUTION = '© OpenStreetMap contributors';

/** Cuts the ways at junctions and packs them; throws when the source has no road at all. */
export function buildGraph(source: RoadSource, builtAt: Date): RoadGraph {
  const roads = source.ways.map((way) => roadOf(way.tags));
  const streets = cutAtJunctions(source, (way) => roads[way] !== undefined);
  if (streets.length === 0) throw new Error('The file holds no road that anyone could travel.');
  const nodeOf = new Map<number, number>();
  const nodeIndex = (node: number) => {
    const known = nodeOf.get(node) ?? nodeOf.size;
    nodeOf.set(node, known);
    return known;
  };
  const names = new Map<string, number>([['', 0]]);
  const nameIndex = (name: string) => {
    const known = names.get(name) ?? names.size;
    names.set(name, known);
    return known;
  };
  const roadOfStreet = streets.map((street) => roads[street.way]!);
  const from = Uint32Array.from(streets, (street) => nodeIndex(street.nodes[0]!));
  const to = Uint32Array.from(streets, (street) => nodeIndex(street.nodes.at(-1)!));
  const geometry = packLines(
    source,
    streets.map((street) => street.nodes),
  );
  const parts = {
    label: source.label,
    attribution: ATTRIBUTION,
    builtAt: builtAt.toISOString(),
    bbox: geometry.bbox,
    nodeCount: nodeOf.size,
    from,
    to,
    pointStart: geometry.start,
    lon: geometry.lon,
    lat: geometry.lat,
    lengthM: Float64Array.from(streets, (street) => lengthOf(source, street.nodes)),
    roadClass: Uint8Array.from(roadOfStreet, (road) => road.roadClass),
    carKmh: Uint8Array.from(roadOfStreet, (road) => road.carKmh),
    access: Uint8Array.from(roadOfStreet, (road) => road.access),
    name: Uint32Array.from(streets, (street) => nameIndex(source.ways[street.way]!.tags.name ?? '')),
    barriers: Uint32Array.from([...source.barriers].flatMap((node) => nodeOf.get(node) ?? [])),
  };
  return {
    ...parts,
    ...bansOf(source, streets),
    ...indexSegments(parts),
    ...extrasOf(source),
    names: [...names.keys()],
  };
}

function cutAtJunctions(source: RoadSource, isRoad: (way: number) => boolean): RawStreet[] {
  const uses = new Uint8Array(source.lon.length);
  source.ways.forEach((way, index) => {
    if (!isRoad(index)) return;
    for (const node of way.nodes) uses[node] = Math.min(2, uses[node]! + 1);
    uses[way.nodes[0]!] = 2;
    uses[way.nodes.at(-1)!] = 2;
  });
  for (const node of source.barriers) uses[node] = 2;
  const streets: RawStreet[] = [];
  source.ways.forEach((way, index) => {
    if (!isRoad(index)) return;
    let nodes = [way.nodes[0]!];
    for (const node of way.nodes.slice(1)) {
      if (node === nodes.at(-1)) continue;
      nodes.push(node);
      if (uses[node] !== 2) continue;
      streets.push({ way: index, nodes });
      nodes = [node];
    }
  });
  return streets;
}

function lengthOf(source: RoadSource, nodes: readonly number[]): number {
  let sum = 0;
  for (let i = 1; i < nodes.length; i++) {
    const a = nodes[i - 1]!;
    const b = nodes[i]!;
    sum += distanceM(
      { lon: source.lon[a]!, lat: source.lat[a]! },
      { lon: source.lon[b]!, lat: source.lat[b]! },
    );
  }
  return sum;
}

function packLines(source: RoadSource, lines: readonly (readonly number[])[]) {
  const start = new Uint32Array(lines.length + 1);
  lines.forEach((line, i) => (start[i + 1] = start[i]! + line.length));
  const lon = new Int32Array(start.at(-1)!);
  const lat = new Int32Array(start.at(-1)!);
  const bbox: [number, number, number, number] = [180, 90, -180, -90];
  let at = 0;
  for (const line of lines) {
    for (const node of line) {
      const x = source.lon[node]!;
      const y = source.lat[node]!;
      lon[at] = Math.round(x * DEGREE);
      lat[at++] = Math.round(y * DEGREE);
      bbox[0] = Math.min(bbox[0], x);
      bbox[1] = Math.min(bbox[1], y);
      bbox[2] = Math.max(bbox[2], x);
      bbox[3] = Math.max(bbox[3], y);
    }
  }
  return { start, lon, lat, bbox };
}

function extrasOf(source: RoadSource) {
  const rings = packLines(
    source,
    source.areas.map((area) => area.nodes),
  );
  return {
    addressLabels: source.addresses.map((address) => address.label),
    addressLon: Int32Array.from(source.addresses, (address) => Math.round(address.lon * DEGREE)),
    addressLat: Int32Array.from(source.addresses, (address) => Math.round(address.lat * DEGREE)),
    areaKind: Uint8Array.from(source.areas, (area) => AREA_KINDS.indexOf(area.kind)),
    areaStart: rings.start,
    areaLon: rings.lon,
    areaLat: rings.lat,
  };
}
