import { describe, expect, it } from '@jest/globals';
import {
  decodeGraph,
  encodeGraph,
  readGraph,
} from '../../../../../src/logistics/routing/graph/graph-file.ts';
import { StreetRouter } from '../../../../../src/logistics/routing/graph/street-router.ts';
import { gridCity, spot } from '../tiny-city.ts';

const bytesOf = (buffer: Buffer) =>
  buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.length) as ArrayBuffer;

describe('the graph file', () => {
  it('gives back the graph that was put in', () => {
    const graph = gridCity(4);
    const again = decodeGraph(bytesOf(encodeGraph(graph)))!;
    expect({ ...again, segmentTree: undefined }).toEqual({ ...graph, segmentTree: undefined });
    expect(Buffer.from(again.segmentTree)).toEqual(Buffer.from(graph.segmentTree));
    const request = { points: [spot(10, 0), spot(250, 260)], profile: 'car' as const };
    expect(new StreetRouter(again).route(request)).toEqual(new StreetRouter(graph).route(request));
  });

  it.each([0, 7, 40, 3000])('is not trusted when only %i bytes of it are there', (length) => {
    expect(decodeGraph(bytesOf(encodeGraph(gridCity(4)).subarray(0, length)))).toBeUndefined();
  });

  it('is not trusted when it is something else', () => {
    expect(decodeGraph(bytesOf(Buffer.alloc(5000, 'x')))).toBeUndefined();
  });

  it('may be missing', async () => {
    expect(await readGraph('/no/such/folder/streets.graph')).toBeUndefined();
  });
});
