import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

interface Service {
  image?: string;
  build?: string | { context: string; dockerfile: string };
  healthcheck?: object;
  depends_on?: Record<string, { condition: string }>;
  volumes?: string[];
  ports?: string[];
  environment?: Record<string, string>;
}

const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, null>;
};
const services = Object.entries(compose.services);

function troubles(file: unknown): string[] {
  const schema = JSON.parse(read('node_modules/dclint/schemas/compose.schema.json')) as object;
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const holds = ajv.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });
  return holds(file) ? [] : holds.errors!.map((error) => `${error.instancePath} ${error.message}`);
}

describe('docker-compose.yml', () => {
  it('is what the compose specification allows', () => {
    expect(troubles(compose)).toEqual([]);
  });

  it('would be refused with a word the specification does not know', () => {
    expect(troubles({ services: { a: { image: 'a', profile: ['b'] } } })).not.toEqual([]);
  });

  it('runs two api processes and a worker behind a proxy', () => {
    const roles = services.map(([, service]) => service.environment?.ROLE).filter(Boolean);
    expect(roles).toEqual(['api', 'api', 'worker']);
    expect(services.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['caddy']);
    expect(read('docker/Caddyfile')).toContain('api-1:3000 api-2:3000');
  });

  it('says of every lasting service how it feels, and waits for those it needs', () => {
    for (const [name, { healthcheck, depends_on }] of services) {
      if (name !== 'streets') expect([name, healthcheck]).toEqual([name, expect.any(Object)]);
      for (const needed of Object.keys(depends_on ?? {}))
        expect(Object.keys(compose.services)).toContain(needed);
    }
  });

  it('keeps data in volumes that it declares', () => {
    const named = services
      .flatMap(([, { volumes }]) => volumes ?? [])
      .map((volume) => volume.split(':')[0]!)
      .filter((source) => !source.startsWith('.'));
    expect([...new Set(named)].toSorted((a, b) => a.localeCompare(b))).toEqual(Object.keys(compose.volumes));
  });

  it('hands every documented variable to the server', () => {
    const [, table = ''] = read('docs/operating.md').split(/^## Variables$/m);
    const names = [...table.split(/^## /m)[0]!.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell]) =>
      [...cell!.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    expect(names).toContain('FREEZE_MINUTES');
    for (const [, { environment }] of services)
      if (environment?.ROLE) expect(Object.keys(environment)).toEqual(expect.arrayContaining(names));
  });

  it('takes no image without a version', () => {
    for (const [, { image }] of services) expect(image).toMatch(/:(local|\d[\w.-]*)$/);
  });
});

describe('the GraphHopper image', () => {
  it('holds the published jar to a checksum and names no host', () => {
    const file = read('docker/graphhopper.Dockerfile');
    expect(file).toMatch(/SHA256=[0-9a-f]{64}\n/);
    expect(file).toContain('sha256sum --check');
    expect(file).not.toMatch(/https?:\/\//);
  });

  it('knows the profiles that the server asks for', () => {
    const { graphhopper } = parse(read('docker/graphhopper.yml')) as {
      graphhopper: { profiles: { name: string }[] };
    };
    expect(graphhopper.profiles.map(({ name }) => name)).toEqual(['car', 'bike', 'foot']);
  });
});
