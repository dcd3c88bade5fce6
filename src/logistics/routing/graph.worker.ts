import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { BasemapTiles } from './basemap-tiles.ts';
import type { FromGraph, GraphCalls, ToGraph } from './graph-protocol.ts';
import { streetCount } from './graph/road-graph.ts';
import { StreetIndex } from './graph/street-index.ts';
import { StreetRouter } from './graph/street-router.ts';
import type { MatrixRequest } from './routing-engine.ts';
import { toWire } from './routing-errors.ts';
import { loadStreets } from './streets.ts';

/** Long matrices let other questions pass this often. */
const SLICE_MS = 20;

const port = parentPort!;
const post = (message: FromGraph, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
const cancelled = new Set<number>();

async function open(dataDir: string) {
  const graph = await loadStreets(dataDir, (progress) => post({ progress }));
  const router = new StreetRouter(graph);
  return { graph, router, index: new StreetIndex(graph, router.snapper), tiles: new BasemapTiles(graph) };
}
type City = Awaited<ReturnType<typeof open>>;
const city = open((workerData as { dataDir: string }).dataDir);
// Every question awaits it and reports its failure; unasked, it must not end the thread.
city.catch(() => {});

async function matrixInSlices(router: StreetRouter, request: MatrixRequest, id: number) {
  const rows = router.matrixRows(request);
  let until = performance.now() + SLICE_MS;
  for (;;) {
    const step = rows.next();
    if (step.done) return step.value;
    if (performance.now() < until) continue;
    await nextTurn();
    if (cancelled.has(id)) throw new Error('cancelled');
    until = performance.now() + SLICE_MS;
  }
}

async function answer({ graph, router, index, tiles }: City, message: Exclude<ToGraph, { call: 'cancel' }>) {
  switch (message.call) {
    case 'route':
      return router.route(message.ask);
    case 'matrix':
      return matrixInSlices(router, message.ask, message.id);
    case 'match':
      return router.match(message.ask);
    case 'nearest':
      return router.nearest(message.ask.at, message.ask.profile);
    case 'search':
      return index.search(message.ask.text, message.ask.limit);
    case 'reverse':
      return index.reverse(message.ask, router.searchOf('foot').network);
    case 'tile':
      return tiles.gzipped(message.ask);
    case 'about':
      return {
        label: graph.label,
        attribution: graph.attribution,
        builtAt: graph.builtAt,
        bbox: graph.bbox,
        streets: streetCount(graph),
      } satisfies GraphCalls['about'][1];
  }
}

port.on('message', (message: ToGraph) => {
  if (message.call === 'cancel') {
    cancelled.add(message.id);
    return;
  }
  const { id } = message;
  city
    .then((opened) => answer(opened, message))
    .then((given) => {
      const arrays = 'durationsS' in Object(given) ? (given as GraphCalls['matrix'][1]) : undefined;
      post(
        { id, answer: given },
        arrays ? [arrays.durationsS.buffer as ArrayBuffer, arrays.distancesM.buffer as ArrayBuffer] : [],
      );
    })
    .catch((error: unknown) => post({ id, error: toWire(error) }))
    .finally(() => cancelled.delete(id));
});
