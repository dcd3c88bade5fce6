import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { may } from '../../src/access/permissions.ts';
import type { Role } from '../../src/shared/states.ts';
import { peopleOf } from '../support/people.ts';
import { routesOf, type Route } from '../support/routes.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';

/** Open to anybody: pages, streets, health, signing in, and what phones of foreign protocols prove in their own way. */
const PUBLIC =
  /^\/($|console$|courier$|shop$|track\/:token$|health\/|metrics$|tiles\/|ingest\/|api\/v1\/(sessions|setup|streets)$)/;

let started: StartedApp;
let routes: Route[];
let shareToken: string;
/** New headers for each call, as some routes end the session they are called with. */
let headersOf: Record<Role, () => Promise<Record<string, string>>>;

beforeAll(async () => {
  started = await startApp();
  routes = routesOf(started.app);
  const make = peopleOf(started);
  const zone = await make.zone();
  const store = await make.store();
  const courier = await make.courier(zone.id);
  const [key, device] = [await make.key(store.id), await make.device(courier.id)];
  shareToken = (await make.share(randomUUID(), store.id)).token;
  const signedIn = async (what: Parameters<typeof make.account>[0]) => (await make.account(what)).headers;
  headersOf = {
    administrator: await signedIn({ role: 'administrator' }),
    dispatcher: await signedIn({ role: 'dispatcher' }),
    store: await signedIn({ role: 'store', storeIds: [store.id] }),
    courier: await signedIn({ role: 'courier', courierId: courier.id }),
    customer: async () => ({ authorization: `Bearer ${shareToken}` }),
    shop: async () => key.headers,
    device: async () => device.headers,
  };
});
afterAll(() => started.stop());

async function call(
  { method, path }: Route,
  headers: Record<string, string>,
  token = randomUUID() as string,
) {
  const url = path.replaceAll(/:(\w+)/g, (_, name: string) => (name === 'token' ? token : randomUUID()));
  const verb = method === 'ALL' ? 'GET' : method;
  const response = await started.app.inject({ method: verb as 'GET', url, headers });
  return {
    status: response.statusCode,
    code: (response.body.startsWith('{') ? response.json().code : '') as string,
  };
}

const guarded = () => routes.filter(({ isPublic }) => !isPublic);
const named = ({ method, path }: Route) => `${method} ${path}`;

describe('every route', () => {
  it('says whom it is for', () => {
    expect(guarded().length).toBeGreaterThan(25);
    expect(
      guarded()
        .filter(({ permission }) => !permission)
        .map(named),
    ).toEqual([]);
  });

  it('is described in OpenAPI 3.1: parameters, names, whom it is for, how it refuses', async () => {
    const document = (await started.app.inject('/api/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.entries<Record<string, any>>(document.paths).flatMap(([path, methods]) =>
      Object.entries<any>(methods).map(([method, operation]) => ({ path, method, ...operation })),
    );
    const described = new Set(operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`));
    const missing = routes
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
      .filter((route) => / \/(api|ingest)\//.test(route) && !described.has(route));
    expect(missing).toEqual([]);
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { path, method, parameters, responses, security } of operations) {
      expect(['get', 'post', 'patch', 'put', 'delete']).toContain(method);
      const inPath = parameters.filter((one: any) => one.in === 'path').map((one: any) => `{${one.name}}`);
      expect({ path, inPath: new Set(inPath) }).toEqual({ path, inPath: new Set(path.match(/\{\w+\}/g)) });
      expect(responses.default.content).toHaveProperty(['application/problem+json']);
      const open = routes.some((route) => {
        const same =
          route.path.replaceAll(/:(\w+)/g, '{$1}') === path && route.method.toLowerCase() === method;
        return same && (route.isPublic || route.permission === 'track.read');
      });
      expect({ path, security }).toEqual({ path, security: open ? [{}] : undefined });
    }
    const silent = operations
      .filter(({ tags }) => tags?.some((tag: string) => ['dispatch', 'courier', 'solve'].includes(tag)))
      .filter(({ responses }) => !responses[200]?.content?.['application/json']?.schema)
      .map(({ path, method }) => `${method} ${path}`);
    expect(silent).toEqual([]);
    expect(document.security).toEqual([{ bearer: [] }, { cookie: [] }]);
    expect(Object.keys(document.components.securitySchemes)).toEqual(['bearer', 'cookie']);
    const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? [];
    for (const reference of new Set(references)) {
      const [, name] = /#\/components\/schemas\/([^"]+)/.exec(reference)!;
      expect(document.components.schemas).toHaveProperty([name!]);
    }
    const page = await started.app.inject('/api/docs');
    expect([page.statusCode, page.body.includes('swagger-ui')]).toEqual([200, true]);
  });

  it('is public only where that is meant', () => {
    const open = routes.filter(({ isPublic }) => isPublic).map(({ path }) => path);
    expect(open.filter((path) => !PUBLIC.test(path))).toEqual([]);
  });

  it('refuses whoever shows nothing, or something wrong', async () => {
    const let_in: string[] = [];
    for (const route of guarded().filter(({ permission }) => permission !== 'track.read')) {
      for (const headers of [{}, { authorization: 'Bearer wl_x' }, { cookie: 'waylight_session=x' }])
        if ((await call(route, headers as Record<string, string>)).status !== 401) let_in.push(named(route));
    }
    expect(let_in).toEqual([]);
  });

  it.each<Role>(['administrator', 'dispatcher', 'store', 'courier', 'shop', 'device'])(
    'does for a %s what the table says',
    async (role) => {
      const wrong: string[] = [];
      for (const route of guarded().filter(({ permission }) => permission !== 'track.read')) {
        const { status, code } = await call(route, await headersOf[role]());
        const refused = status === 403 && code === 'forbidden';
        const right = may(role, route.permission!) ? !refused && status !== 401 && status !== 500 : refused;
        if (!right) wrong.push(`${named(route)}: ${status} ${code}`);
      }
      expect(wrong).toEqual([]);
    },
  );

  it("shows a customer's link what belongs to it, and nothing elsewhere", async () => {
    const wrong: string[] = [];
    for (const route of guarded()) {
      const { status, code } = await call(route, await headersOf.customer(), shareToken);
      // The link is of an order nobody made: let in, then not found.
      const right =
        route.permission === 'track.read' ? status < 500 && code !== 'link_not_found' : status === 401;
      if (!right) wrong.push(`${named(route)}: ${status} ${code}`);
    }
    expect(wrong).toEqual([]);
  });

  it("does not open a customer's route to others", async () => {
    for (const route of guarded().filter(({ permission }) => permission === 'track.read'))
      expect(await call(route, await headersOf.administrator())).toMatchObject({ code: 'link_not_found' });
  });
});
