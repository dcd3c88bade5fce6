import { osmItems } from './osm-items.ts';
import type { OsmNode, OsmRelation, OsmWay } from './osm-items.ts';
import { emptySource } from './road-source.ts';
import type { AreaKind, RoadSource } from './road-source.ts';
import { roadOf } from './road-tags.ts';
import type { Tags } from './road-tags.ts';

/** Ways whose nodes the second pass has to find. */
interface Wanted {
  roads: OsmWay[];
  areas: { kind: AreaKind; refs: number[] }[];
  houses: { label: string; ref: number }[];
  restrictions: OsmRelation[];
}

/** Roads, turn restrictions, barriers, addresses, water and parks of an .osm.pbf file; reads the file twice. */
export async function readPbf(
  file: string,
  label: string,
  onProgress: (message: string) => void,
): Promise<RoadSource> {
  const wanted = await wantedIn(file);
  onProgress(`${wanted.roads.length} roads, ${wanted.restrictions.length} turn restrictions`);
  const source = emptySource(label);
  const nodeIndex = new Map<number, number>();
  for (const way of [...wanted.roads, ...wanted.areas]) for (const ref of way.refs) nodeIndex.set(ref, -1);
  for (const house of wanted.houses) nodeIndex.set(house.ref, -1);
  for await (const item of osmItems(file)) {
    if (item.type === 'node') takeNode(item, source, nodeIndex);
  }
  const known = (refs: readonly number[]) =>
    refs.map((ref) => nodeIndex.get(ref)!).filter((index) => index >= 0);
  for (const way of wanted.roads) {
    const nodes = known(way.refs);
    if (nodes.length > 1) source.ways.push({ id: way.id, nodes, tags: way.tags! });
  }
  for (const { kind, refs } of wanted.areas) {
    const nodes = known(refs);
    if (nodes.length > 3) source.areas.push({ kind, nodes });
  }
  for (const { label: address, ref } of wanted.houses) {
    const [node] = known([ref]);
    if (node !== undefined)
      source.addresses.push({ label: address, lon: source.lon[node]!, lat: source.lat[node]! });
  }
  source.restrictions = wanted.restrictions.flatMap((relation) => restrictionOf(relation, nodeIndex));
  onProgress(`${source.addresses.length} addresses, ${source.areas.length} areas of water and green`);
  return source;
}

async function wantedIn(file: string): Promise<Wanted> {
  const wanted: Wanted = { roads: [], areas: [], houses: [], restrictions: [] };
  for await (const item of osmItems(file)) {
    if (!item.tags || item.type === 'node') continue;
    if (item.type === 'relation') {
      if (item.tags.type === 'restriction') wanted.restrictions.push(item);
      continue;
    }
    if (roadOf(item.tags)) wanted.roads.push(item);
    const kind = areaKindOf(item.tags);
    if (kind && item.refs[0] === item.refs.at(-1)) wanted.areas.push({ kind, refs: item.refs });
    const label = addressOf(item.tags);
    if (label) wanted.houses.push({ label, ref: item.refs[0]! });
  }
  return wanted;
}

function takeNode(node: OsmNode, source: RoadSource, nodeIndex: Map<number, number>): void {
  if (nodeIndex.has(node.id)) {
    nodeIndex.set(node.id, source.lon.length);
    if (node.tags && stopsCars(node.tags)) source.barriers.add(source.lon.length);
    source.lon.push(node.lon);
    source.lat.push(node.lat);
  }
  const label = node.tags && addressOf(node.tags);
  if (label) source.addresses.push({ label, lon: node.lon, lat: node.lat });
}

const ALWAYS_CLOSED = new Set([
  'bollard',
  'block',
  'cycle_barrier',
  'jersey_barrier',
  'kissing_gate',
  'stile',
  'turnstile',
]);
const CLOSED_IF_SAID = new Set(['gate', 'lift_gate', 'swing_gate', 'chain']);

function stopsCars(tags: Tags): boolean {
  const said = tags.motorcar ?? tags.motor_vehicle ?? tags.vehicle ?? tags.access;
  if (ALWAYS_CLOSED.has(tags.barrier ?? '')) return said !== 'yes';
  return CLOSED_IF_SAID.has(tags.barrier ?? '') && (said === 'no' || said === 'private');
}

function areaKindOf(tags: Tags): AreaKind | undefined {
  if (tags.natural === 'water' || tags.waterway === 'riverbank') return 'water';
  const green = tags.leisure === 'park' || tags.leisure === 'garden' || tags.natural === 'wood';
  return green || tags.landuse === 'forest' || tags.landuse === 'grass' ? 'park' : undefined;
}

function addressOf(tags: Tags): string | undefined {
  const street = tags['addr:street'] ?? tags['addr:place'];
  return street && tags['addr:housenumber'] ? `${street} ${tags['addr:housenumber']}` : undefined;
}

/** Restrictions over a single node; those through a way in between are left out. */
function restrictionOf(
  { tags = {}, members }: OsmRelation,
  nodeIndex: Map<number, number>,
): RoadSource['restrictions'] {
  const kind = /^(no|only)_/.exec(tags.restriction ?? '')?.[1] as 'no' | 'only' | undefined;
  const via = members.find((member) => member.role === 'via' && member.type === 'node');
  const viaNode = via && nodeIndex.get(via.ref);
  if (!kind || viaNode === undefined || viaNode < 0) return [];
  const excepted = new Set((tags.except ?? '').split(';').map((text) => text.trim()));
  const ways = (role: string) => members.filter((member) => member.role === role && member.type === 'way');
  return ways('from').flatMap((from) =>
    ways('to').map((to) => ({
      fromWay: from.ref,
      viaNode,
      toWay: to.ref,
      kind,
      freesBikes: excepted.has('bicycle'),
      freesCars: excepted.has('motorcar') || excepted.has('motor_vehicle'),
    })),
  );
}
