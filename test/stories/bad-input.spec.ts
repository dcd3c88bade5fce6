import { connect as dial } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Transactions } from '../../src/platform/database/transactions.ts';
import type { Problem } from '../../src/shared/problem.ts';
import { connect, until, type TestSocket } from '../support/api.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';

interface Refusal {
  status: number;
  type: string;
  body: Problem;
  headers: Headers;
}

const STRANGER = '01890000-0000-7000-8000-000000000000';
const DOOR = { lon: 11.97, lat: 57.7 };
const TABLES = ['sales_order', 'delivery', 'delivery_quote', 'product', 'zone', 'store', 'courier', 'shift'];

let started: StartedApp;
let shop: Record<string, string>;
let office: Record<string, string>;
let phone: Record<string, string>;
let device: string;
let courierId: string;
let storeId: string;

beforeAll(async () => {
  started = await startApp();
  const people = peopleOf(started);
  const zone = await people.zone();
  storeId = (await people.store()).id;
  courierId = (await people.courier(zone.id)).id;
  shop = (await people.key(storeId)).headers;
  office = await (await people.account({ role: 'administrator' })).headers();
  const given = await people.device(courierId);
  [phone, device] = [given.headers, given.secret];
  for (const [sku, more] of [
    ['BUN', {}],
    ['RING', { priceMinor: 2_000_000_000 }],
    ['ANVIL', { weightG: 1_000_000 }],
  ] as const)
    await send('POST', '/products', shop, { storeId, sku, name: sku, priceMinor: 3_500, ...more });
}, 120_000);
afterAll(() => started.stop());

async function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<Refusal> {
  const url = `${started.url}${/^\/(api|ingest|nowhere)/.test(path) ? '' : '/api/v1'}${path}`;
  const isText = typeof body === 'string';
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined || isText ? (body as string | undefined) : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: text.startsWith('{') ? JSON.parse(text) : { text },
    headers: response.headers,
  };
}

const rows = async () => {
  const counts = TABLES.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  const [row] = await started.app.get(Transactions).read((em) => em.execute(`select ${counts.join(', ')}`));
  return row;
};

function expectProblem({ status, type, body, headers }: Refusal, wanted: number, field?: string): void {
  expect({ status, body }).toMatchObject({
    status: wanted,
    body: {
      status: wanted,
      code: expect.any(String),
      title: expect.any(String),
      requestId: expect.any(String),
    },
  });
  expect(type).toContain('application/problem+json');
  expect(headers.get('x-request-id')).toBe(body.requestId);
  if (field !== undefined) expect(body.errors?.map((error) => error.field)).toContain(field);
}

const order = (more: object = {}) => ({
  customer: { name: 'Kim Ek' },
  dropoff: { address: 'Avenyn 1', at: DOOR },
  lines: [{ sku: 'BUN', quantity: 1 }],
  ...more,
});
const lines = (sku: string, quantity: number) => ({ lines: [{ sku, quantity }] });

describe('bad input', () => {
  const cases: [
    what: string,
    by: () => Record<string, string>,
    call: () => [string, string, unknown?],
    string,
  ][] = [
    [
      'a NUL in a name',
      () => shop,
      () => ['POST', '/orders', order({ customer: { name: 'a\0b' } })],
      'customer.name',
    ],
    [
      'half a character',
      () => shop,
      () => ['POST', '/orders', order({ dropoff: { address: 'A \ud83d', at: DOOR } })],
      'dropoff.address',
    ],
    ['a sum beyond all money', () => shop, () => ['POST', '/orders', order(lines('RING', 2))], 'lines'],
    [
      'a load beyond all vehicles',
      () => shop,
      () => ['POST', '/orders', order({ lines: Array(3).fill({ sku: 'ANVIL', quantity: 1_000 }) })],
      'lines',
    ],
    [
      'a promise in another age',
      () => shop,
      () => ['POST', '/orders', order({ window: { to: '9999-12-31T23:59:59-10:00' } })],
      'window.to',
    ],
    [
      'goods ready before Christ',
      () => shop,
      () => ['POST', '/orders', order({ readyAt: '0000-01-01T00:00:00Z' })],
      'readyAt',
    ],
    ['no instant at all', () => shop, () => ['POST', '/orders', order({ readyAt: 'soon' })], 'readyAt'],
    ['no body', () => shop, () => ['POST', '/orders'], ''],
    ['a list for an object', () => shop, () => ['POST', '/orders', []], ''],
    [
      'a delivery for a foreign store',
      () => shop,
      () => [
        'POST',
        '/deliveries',
        { storeId: STRANGER, dropoff: { address: 'A' }, recipient: { name: 'K' } },
      ],
      'storeId',
    ],
    [
      'a quote to no place',
      () => shop,
      () => ['POST', '/deliveries/quotes', { dropoff: { address: 'Ingenstans 1' } }],
      'dropoff.at',
    ],
    [
      'a product of a foreign store',
      () => shop,
      () => ['POST', '/products', { storeId: STRANGER, sku: 'A', name: 'A', priceMinor: 1 }],
      'storeId',
    ],
    [
      'a price below nothing',
      () => shop,
      () => ['POST', '/products', { storeId, sku: 'A', name: 'A', priceMinor: -1 }],
      'priceMinor',
    ],
    ['an id that is none', () => shop, () => ['GET', '/orders/17'], 'id'],
    ['an unknown query', () => shop, () => ['GET', '/orders?colour=red'], 'colour'],
    ['a page of minus one', () => shop, () => ['GET', '/orders?limit=-1'], 'limit'],
    ['a cursor of somebody else', () => shop, () => ['GET', '/orders?cursor=abc'], 'cursor'],
    ['a NUL in a search', () => shop, () => ['GET', '/orders?q=a%00b'], 'q'],
    [
      'a zone without area',
      () => office,
      () => ['POST', '/zones', { name: 'Z', timeZone: 'Europe/Stockholm', ring: Array(4).fill(DOOR) }],
      'ring',
    ],
    [
      'a store off the map',
      () => office,
      () => [
        'POST',
        '/stores',
        { name: 'S', currency: 'SEK', place: { address: 'A', at: { lon: 0, lat: 0 } } },
      ],
      'place.at',
    ],
    [
      'a courier without vehicle',
      () => office,
      () => ['POST', '/couriers', { name: 'C', zoneId: STRANGER, vehicleId: STRANGER }],
      'zoneId',
    ],
    [
      'a shift that ends before it starts',
      () => office,
      () => [
        'POST',
        `/couriers/${courierId}/shifts`,
        { from: '2030-01-02T00:00:00Z', to: '2030-01-01T00:00:00Z' },
      ],
      'to',
    ],
    [
      'a trail through the ages',
      () => office,
      () => ['GET', `/couriers/${courierId}/trail?from=0000-01-01T00:00:00Z`],
      'from',
    ],
    ['a version that is none', () => shop, () => ['POST', `/orders/${STRANGER}/cancel`, {}], ''],
  ];

  it.each(cases)('refuses %s, names the field and writes nothing', async (what, by, call, field) => {
    const before = await rows();
    const [method, path, body] = call();
    const headers = what.startsWith('a version') ? { ...by(), 'if-match': 'new' } : by();
    expectProblem(
      await send(method, path, headers, body),
      400,
      what.startsWith('a version') ? 'If-Match' : field,
    );
    expect(await rows()).toEqual(before);
  });
});

describe('what never reaches a handler', () => {
  it.each<[string, () => Promise<Refusal>, number, string]>([
    ['an unknown route', () => send('GET', '/nowhere', {}), 404, 'not_found'],
    ['an unknown part of the API', () => send('GET', '/api/v1/nowhere', shop), 404, 'not_found'],
    ['malformed JSON', () => send('POST', '/orders', shop, '{"lines": ['), 400, 'bad_request'],
    [
      'a prototype in JSON',
      () => send('POST', '/orders', shop, '{"__proto__": {"x": 1}}'),
      400,
      'bad_request',
    ],
    [
      'a foreign media type',
      () => send('POST', '/orders', { ...shop, 'content-type': 'text/xml' }, '<order/>'),
      415,
      'unsupported_media_type',
    ],
    [
      'a path that can not be decoded',
      () => send('GET', '/api/v1/orders/%E0%A4%A', shop),
      400,
      'bad_request',
    ],
    [
      'a large order',
      () => send('POST', '/orders', shop, order({ notes: 'x'.repeat(300_000) })),
      413,
      'too_large',
    ],
    [
      'a huge photo',
      () => send('POST', `/stops/${STRANGER}/complete`, office, { proof: { photo: 'x'.repeat(6_100_000) } }),
      413,
      'too_large',
    ],
    ['nobody', () => send('GET', '/orders', {}), 401, 'unauthenticated'],
    [
      'a foreign key',
      () => send('GET', '/orders', { authorization: 'Bearer wl_nothing' }),
      401,
      'unauthenticated',
    ],
    ['a key of another trade', () => send('GET', '/zones', shop), 403, 'forbidden'],
    [
      'a page of another site',
      () => send('POST', '/zones', { ...office, origin: 'https://evil.example' }, {}),
      403,
      'foreign_origin',
    ],
    ['a link nobody gave', () => send('GET', '/track/aaaaaaaaaaaaaaaaaaaaaaaa', {}), 404, 'link_not_found'],
  ])('answers %s with a problem document', async (_, call, status, code) => {
    const refusal = await call();
    expectProblem(refusal, status);
    expect(refusal.body.code).toBe(code);
  });

  it('reads a photo where photos are taken', async () => {
    const { status, body } = await send('POST', `/stops/${STRANGER}/complete`, office, {
      proof: { photo: 'x'.repeat(4_000_000) },
    });
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'forbidden' });
  });

  it('answers garbage on the line with 400 and goes on', async () => {
    const { port, hostname } = new URL(started.url);
    const said = await new Promise<string>((resolve) => {
      let text = '';
      const line = dial(Number(port), hostname, () => line.write('HELO there\r\n\r\n'));
      line.on('data', (data) => (text += String(data))).on('close', () => resolve(text));
    });
    expect(said).toMatch(/^HTTP\/1\.1 400/);
    expect((await send('GET', '/me', shop)).status).toBe(200);
  });

  it("keeps the caller's request id when it is a sane one", async () => {
    const id = async (given: string) =>
      (await send('GET', '/nowhere', { 'x-request-id': given })).headers.get('x-request-id');
    expect(await id('shop-42/a')).toBe('shop-42/a');
    expect(await id('x'.repeat(65))).toMatch(/^[0-9a-f-]{36}$/);
    expect(await id('a b')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('phones', () => {
  const now = () => new Date().toISOString();
  const fix = (more: object = {}) => ({ at: now(), ...DOOR, ...more });

  it('get a verdict for each odd fix, and lose none of the good ones', async () => {
    const odd = [
      fix({ id: 'a\0b' }),
      fix({ id: '\ud83d' }),
      fix({ lat: 91 }),
      fix({ at: 8.7e15 }),
      'nonsense',
      null,
    ];
    const strange = [fix({ accuracyM: 1e300 }), fix({ headingDeg: -1, model: '\0', batteryPct: 1e9 })];
    const { status, body } = await send('POST', '/fixes', phone, { fixes: [...odd, ...strange] });
    expect(status).toBe(200);
    const verdicts = (body.results as { verdict: string }[]).map(({ verdict }) => verdict);
    expect(verdicts.slice(0, odd.length)).toEqual(odd.map(() => 'invalid'));
    expect(verdicts.slice(odd.length)).not.toContain('invalid');
  });

  it('of foreign protocols are answered well whatever they send once they are known', async () => {
    const answers = await Promise.all(
      [`lat=57.7&lon=11.97`, `lat=x&lon=y`, `lat=57.7&lon=11.97&timestamp=9999999999999999`].map((query) =>
        send('POST', `/ingest/osmand?id=${device}&${query}`, { 'idempotency-key': 'phone' }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expectProblem(await send('POST', '/ingest/osmand?id=unknown&lat=57.7&lon=11.97', {}), 404);
    expectProblem(await send('POST', '/ingest/osmand?lat=57.7&lon=11.97', {}), 400, 'id');
  });
});

describe("a customer's link in many hands", () => {
  const link = async () => (await peopleOf(started).share(STRANGER, storeId)).token;

  it('opens ten lines at most: the newest come in, the oldest goes', async () => {
    const share = await link();
    const sockets: TestSocket[] = [];
    for (let n = 0; n < 11; n++) sockets.push(await connect(started.url, { share }));
    await until('the oldest is closed', () => sockets[0]!.disconnected);
    expect(sockets.slice(1).every((socket) => socket.connected)).toBe(true);
    for (const socket of sockets) socket.close();
  });

  it('is asked to wait when it joins without end', async () => {
    const socket = await connect(started.url, { share: await link() });
    const answers = await Promise.all(
      Array.from({ length: 241 }, () => socket.emitWithAck('join', { stream: 'alerts' })),
    );
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.problem.code));
    expect(codes[0]).toBe('stream_not_found');
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(1);
    socket.close();
  });
});

describe('one command sent twice at once', () => {
  it('happens once and answers both alike', async () => {
    const key = { ...shop, 'idempotency-key': 'at-once' };
    const before = (await rows()) as Record<string, number>;
    const twice = await Promise.all([1, 2, 3].map(() => send('POST', '/orders', key, order())));
    expect(twice.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(twice.map(({ body }) => body.id)).size).toBe(1);
    expect(((await rows()) as Record<string, number>).sales_order).toBe(before.sales_order! + 1);
  });

  it('leaves nothing behind when it is refused half-way, and may then be sent anew', async () => {
    const key = { ...shop, 'idempotency-key': 'half-way' };
    const before = await rows();
    // Refused by the delivery, after stock and order were written.
    const late = order({ window: { to: '2020-01-01T00:00:00Z' } });
    expectProblem(await send('POST', '/orders', key, late), 400, 'window.to');
    expect(await rows()).toEqual(before);
    expect((await send('POST', '/orders', key, order())).status).toBe(201);
  });
});
