import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readGraph } from '../../../../src/logistics/routing/graph/graph-file.ts';
import { readPbf } from '../../../../src/logistics/routing/graph/read-pbf.ts';
import { streetCount } from '../../../../src/logistics/routing/graph/road-graph.ts';
import { StreetRouter } from '../../../../src/logistics/routing/graph/street-router.ts';
import { importStreets } from '../../../../src/logistics/routing/import-streets.ts';
import { streetsFile } from '../../../../src/logistics/routing/streets.ts';
import { emptyDataDir } from './demo-city.ts';
import { spot } from './tiny-city.ts';

let dir: string;
beforeAll(async () => {
  dir = await emptyDataDir();
});
afterAll(() => rm(dir, { recursive: true }));

const silent = () => {};

interface Osm {
  nodes: { id: number; at: [eastM: number, northM: number]; tags?: Record<string, string> }[];
  ways: { id: number; refs: number[]; tags: Record<string, string> }[];
  relations: {
    id: number;
    members: { type: 'node' | 'way'; ref: number; role: string }[];
    tags: Record<string, string>;
  }[];
}

interface Written {
  finish(): Uint8Array;
}
type Format = Record<string, { write(value: object, pbf: Written): void }>;

/** Writes an .osm.pbf file with the encoders of the parser's own format description. */
async function writePbf(file: string, { nodes, ways, relations }: Osm): Promise<void> {
  const parser = createRequire(import.meta.url).resolve('osm-pbf-parser-node');
  const Pbf = createRequire(parser)('pbf') as new () => Written;
  const format = (name: string) =>
    import(new URL(`./proto/${name}.js`, `file://${parser}`).href) as Promise<Format>;
  const { PrimitiveBlock, HeaderBlock } = await format('osmformat');
  const { Blob, BlobHeader } = await format('fileformat');
  const strings = [''];
  const text = (value: string) =>
    strings.includes(value) ? strings.indexOf(value) : strings.push(value) - 1;
  const tagged = (tags: Record<string, string> = {}) => ({
    keys: Object.keys(tags).map(text),
    vals: Object.values(tags).map(text),
  });
  const deltas = (values: number[]) => values.map((value, i) => value - (values[i - 1] ?? 0));
  const degrees = (value: number) => Math.round(value * 1e7);
  const kinds = { node: 0, way: 1 };
  const primitivegroup = [
    {
      nodes: nodes.map(({ id, at, tags }) => {
        const { lon, lat } = spot(...at);
        return { id, lon: degrees(lon), lat: degrees(lat), ...tagged(tags) };
      }),
    },
    { ways: ways.map(({ id, refs, tags }) => ({ id, refs: deltas(refs), ...tagged(tags) })) },
    {
      relations: relations.map(({ id, members, tags }) => ({
        id,
        ...tagged(tags),
        roles_sid: members.map(({ role }) => text(role)),
        memids: deltas(members.map(({ ref }) => ref)),
        types: members.map(({ type }) => kinds[type]),
      })),
    },
  ];
  const encoded = (writer: Format[string], value: object) => {
    const pbf = new Pbf();
    writer.write(value, pbf);
    return Buffer.from(pbf.finish());
  };
  const block = (type: string, content: Buffer) => {
    const blob = encoded(Blob!, { raw_size: content.length, zlib_data: deflateSync(content) });
    const header = encoded(BlobHeader!, { type, datasize: blob.length });
    const length = Buffer.alloc(4);
    length.writeUInt32BE(header.length);
    return Buffer.concat([length, header, blob]);
  };
  const header = block('OSMHeader', encoded(HeaderBlock!, { required_features: ['OsmSchema-V0.6'] }));
  const stringtable = { s: strings.map((value) => Buffer.from(value)) };
  await writeFile(
    file,
    Buffer.concat([header, block('OSMData', encoded(PrimitiveBlock!, { stringtable, primitivegroup }))]),
  );
}

const cross: Osm = {
  nodes: [
    { id: 1, at: [0, 0] },
    { id: 2, at: [-300, 0] },
    { id: 3, at: [0, 300] },
    { id: 4, at: [300, 0] },
    { id: 5, at: [150, 0], tags: { barrier: 'bollard' } },
    { id: 6, at: [-80, 10], tags: { 'addr:street': 'West Street', 'addr:housenumber': '7b' } },
    { id: 7, at: [-90, -20] },
    { id: 8, at: [-60, -20] },
    { id: 9, at: [-60, -60] },
  ],
  ways: [
    { id: 10, refs: [2, 1], tags: { highway: 'residential', name: 'West Street' } },
    { id: 11, refs: [1, 3], tags: { highway: 'residential', name: 'North Street' } },
    { id: 12, refs: [1, 5, 4], tags: { highway: 'residential', name: 'East Street' } },
    { id: 13, refs: [2, 3], tags: { highway: 'residential' } },
    { id: 14, refs: [4, 3], tags: { highway: 'residential' } },
    { id: 15, refs: [7, 8, 9, 7], tags: { natural: 'water' } },
    {
      id: 16,
      refs: [7, 8],
      tags: { building: 'yes', 'addr:street': 'West Street', 'addr:housenumber': '9' },
    },
  ],
  relations: [
    {
      id: 20,
      members: [
        { type: 'way', ref: 10, role: 'from' },
        { type: 'node', ref: 1, role: 'via' },
        { type: 'way', ref: 11, role: 'to' },
      ],
      tags: { type: 'restriction', restriction: 'no_left_turn', except: 'bicycle' },
    },
  ],
};

describe('importing an OSM extract', () => {
  it('takes roads, turn restrictions, barriers, addresses and water', async () => {
    const file = join(dir, 'cross.osm.pbf');
    await writePbf(file, cross);
    const source = await readPbf(file, 'cross', silent);
    expect(source.addresses.map(({ label }) => label)).toEqual(['West Street 7b', 'West Street 9']);
    expect(source.areas).toMatchObject([{ kind: 'water', nodes: { length: 4 } }]);
    const said: string[] = [];
    await importStreets(file, dir, (message) => said.push(message));
    expect(said.join('\n')).toContain('1 turn restrictions');
    const router = new StreetRouter((await readGraph(streetsFile(dir)))!);
    const m = (from: [number, number], to: [number, number], profile: 'car' | 'bike') =>
      router.route({ points: [spot(...from), spot(...to)], profile }).distanceM;
    expect(m([-100, 0], [0, 100], 'bike')).toBeCloseTo(200, 0);
    // On to the bollard, which ends the street for cars, and back.
    expect(m([-100, 0], [0, 100], 'car')).toBeCloseTo(500, 0);
    expect(m([100, 0], [200, 0], 'bike')).toBeCloseTo(100, 0);
    expect(m([100, 0], [200, 0], 'car')).toBeGreaterThan(700);
  });
});

describe('importing GeoJSON', () => {
  const road = (properties: object, ...points: [number, number][]) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'LineString', coordinates: points.map((at) => Object.values(spot(...at))) },
  });

  it('joins lines where they share a coordinate and skips what is no road', async () => {
    const file = join(dir, 'town.geojson');
    const features = [
      road({ highway: 'residential', name: 'A' }, [0, 0], [100, 0], [200, 0]),
      road({ highway: 'residential', name: 'B' }, [100, 0], [100, 100]),
      road({ railway: 'tram' }, [0, 0], [0, 900]),
      {
        type: 'Feature',
        properties: { highway: 'bus_stop' },
        geometry: { type: 'Point', coordinates: [12, 57] },
      },
    ];
    await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features }));
    const done = await importStreets(file, dir, silent);
    expect(done).toContain('3 streets');
    const graph = (await readGraph(streetsFile(dir)))!;
    expect(graph.label).toBe('town');
    expect(streetCount(graph)).toBe(3);
  });
});

describe('the import command', () => {
  const run = async (...args: string[]) => {
    const script = 'src/logistics/routing/import-streets.ts';
    const command = ['--import', './tools/ts-hook.mjs', script, ...args, '--out', dir];
    return promisify(execFile)(process.execPath, command).then(
      ({ stdout }) => ({ code: 0, out: stdout.trim() }),
      ({ code, stderr }: { code: number; stderr: string }) => ({ code, out: stderr.trim() }),
    );
  };
  const file = async (name: string, content: string | Buffer) => {
    await writeFile(join(dir, name), content);
    return join(dir, name);
  };

  it.each<[string, () => Promise<string>, string]>([
    ['a missing file', async () => join(dir, 'none.osm.pbf'), 'no such file'],
    ['an empty PBF', () => file('empty.osm.pbf', ''), 'no .osm.pbf file'],
    ['a PBF of something else', () => file('else.osm.pbf', Buffer.alloc(3000, 7)), 'no .osm.pbf file'],
    ['broken JSON', () => file('broken.json', '{'), 'no JSON'],
    ['other JSON', () => file('other.json', '{"a":1}'), 'no GeoJSON'],
    [
      'GeoJSON without roads',
      () => file('none.json', '{"type":"FeatureCollection","features":[]}'),
      'no road',
    ],
    ['another kind of file', () => file('map.txt', 'x'), 'must end in'],
  ])('refuses %s in one clear line', async (_case, path, reason) => {
    const { code, out } = await run(await path());
    expect(code).toBe(1);
    expect(out.split('\n')).toHaveLength(1);
    expect(out).toContain(reason);
  });
});
