import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { StreetRouter } from '../src/logistics/routing/graph/street-router.ts';
import { tailOf, headOf } from '../src/logistics/routing/graph/road-graph.ts';
import type { RoadGraph } from '../src/logistics/routing/graph/road-graph.ts';
import { accessBit } from '../src/logistics/routing/graph/road-tags.ts';
import { loadStreets } from '../src/logistics/routing/streets.ts';

/**
 * A 200 x 200 car matrix on the demo city, with turns, turn bans and places in the middle of streets, against the simplest
 * thing that could be: a node-based Dijkstra over junctions without any of these. Median of five, one JSON line.
 * `--streets DATA_DIR` takes an imported city, `--size N` another size.
 */
const { values } = parseArgs({
  options: { streets: { type: 'string' }, size: { type: 'string', default: '200' } },
});
const size = Number(values.size);
const ROUNDS = 5;

const scratch = await mkdtemp(join(tmpdir(), 'waylight-bench-'));
const dataDir = values.streets ?? scratch;
const [built, buildMs] = await timed(() => loadStreets(dataDir, () => {}));
const [graph, loadMs] = await timed(() => loadStreets(dataDir, () => {}));
await rm(scratch, { recursive: true });
const router = new StreetRouter(graph);
const [search, compileMs] = await timed(async () => router.searchOf('car'));

const places = randomPlaces(graph, size);
const request = { sources: places, targets: places, profile: 'car' as const };
router.matrix({ ...request, sources: places.slice(0, 20) });
const matrixMs = await median(() => router.matrix(request));
const insertMs = await median(() => router.matrix({ ...request, targets: places.slice(0, 1) }));

const plain = nodeGraph(graph);
const nodes = places.map((_, i) => plain.some[Math.floor((i / size) * plain.some.length)]!);
plainMatrix(plain, nodes.slice(0, 20), nodes);
const plainMs = await median(() => plainMatrix(plain, nodes, nodes));

const round = (ms: number) => Math.round(ms * 10) / 10;
console.log(
  JSON.stringify({
    bench: 'matrix',
    city: built.label,
    size,
    ms: round(matrixMs),
    baselineMs: round(plainMs),
    ratio: round(matrixMs / plainMs),
    oneTargetMs: round(insertMs),
    edges: search.network.edgeMs.length,
    turns: search.network.onward.to.length,
    buildMs: values.streets ? null : round(buildMs),
    loadMs: round(loadMs),
    compileMs: round(compileMs),
  }),
);

async function timed<T>(job: () => Promise<T>): Promise<[T, number]> {
  const startedAt = performance.now();
  return [await job(), performance.now() - startedAt];
}

async function median(job: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i++) times.push((await timed(async () => job()))[1]);
  return times.sort((a, b) => a - b)[ROUNDS >> 1]!;
}

function randomPlaces({ bbox: [west, south, east, north] }: RoadGraph, count: number) {
  let state = 7;
  const random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const within = (low: number, high: number) => low + (0.2 + 0.6 * random()) * (high - low);
  return Array.from({ length: count }, () => ({ lon: within(west, east), lat: within(south, north) }));
}

interface PlainGraph {
  start: Uint32Array;
  to: Uint32Array;
  ms: Float64Array;
  /** Nodes inside the connected part. */
  some: number[];
}

function nodeGraph(streets: RoadGraph): PlainGraph {
  const open = (arc: number) => (streets.access[arc >> 1]! & accessBit('car', arc % 2 === 1)) !== 0;
  const arcs = Array.from({ length: 2 * streets.from.length }, (_, arc) => arc).filter(open);
  arcs.sort((a, b) => tailOf(streets, a) - tailOf(streets, b));
  const start = new Uint32Array(streets.nodeCount + 1);
  for (const arc of arcs) start[tailOf(streets, arc) + 1]!++;
  for (let node = 0; node < streets.nodeCount; node++) start[node + 1]! += start[node]!;
  const { network } = search;
  const inside = arcs.filter((arc) => network.edgeOfArc[arc]! >= 0).map((arc) => tailOf(streets, arc));
  return {
    start,
    to: Uint32Array.from(arcs, (arc) => headOf(streets, arc)),
    ms: Float64Array.from(arcs, (arc) => streets.lengthM[arc >> 1]! * network.msPerM[arc >> 1]!),
    some: [...new Set(inside)],
  };
}

/** Textbook: a binary heap of [time, node], stale entries skipped. */
function plainMatrix({ start, to, ms }: PlainGraph, sources: number[], targets: number[]): Float64Array {
  const cells = new Float64Array(sources.length * targets.length);
  const best = new Float64Array(start.length - 1);
  const keys = new Float64Array(to.length + 1);
  const items = new Uint32Array(to.length + 1);
  for (const [row, source] of sources.entries()) {
    best.fill(Infinity);
    best[source] = 0;
    let size = 0;
    const push = (key: number, item: number) => {
      let i = size++;
      for (; i > 0 && keys[(i - 1) >> 1]! > key; i = (i - 1) >> 1) {
        keys[i] = keys[(i - 1) >> 1]!;
        items[i] = items[(i - 1) >> 1]!;
      }
      keys[i] = key;
      items[i] = item;
    };
    const pop = () => {
      const key = keys[--size]!;
      const item = items[size]!;
      let i = 0;
      for (let child = 1; child < size; child = 2 * i + 1) {
        if (child + 1 < size && keys[child + 1]! < keys[child]!) child++;
        if (keys[child]! >= key) break;
        keys[i] = keys[child]!;
        items[i] = items[child]!;
        i = child;
      }
      keys[i] = key;
      items[i] = item;
    };
    push(0, source);
    while (size > 0) {
      const key = keys[0]!;
      const node = items[0]!;
      pop();
      if (key > best[node]!) continue;
      for (let i = start[node]!; i < start[node + 1]!; i++) {
        const next = key + ms[i]!;
        if (next >= best[to[i]!]!) continue;
        best[to[i]!] = next;
        push(next, to[i]!);
      }
    }
    targets.forEach((target, column) => (cells[row * targets.length + column] = best[target]!));
  }
  return cells;
}
