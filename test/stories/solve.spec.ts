import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SolveStatus } from '../../src/shared/solve-views.ts';
import { ANSWER, QUEUED, SOLVED } from '../../src/logistics/solve/solve-answer-example.ts';
import { EXAMPLE } from '../../src/logistics/solve/solve-example.ts';
import { vroomAnswer } from '../../src/logistics/solve/vroom.view.ts';
import { SolveRunner } from '../../src/logistics/solve/solve-runner.service.ts';
import { Transactions } from '../../src/platform/database/transactions.ts';
import { caller, connect, until, watch, type Caller } from '../support/api.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';
import { DOORS, STORE_AT } from '../support/world.ts';

let started: StartedApp;
let shop: Caller;
let other: Caller;
let key: string;
let otherKey: string;

beforeAll(async () => {
  started = await startApp({ solve: { maxTasks: 50, maxVehicles: 5, maxSeconds: 20, threads: 1 } });
  const people = peopleOf(started);
  await people.zone();
  const [mine, theirs] = [
    await people.key((await people.store()).id),
    await people.key((await people.store('B')).id),
  ];
  [key, otherKey] = [mine.secret, theirs.secret];
  shop = caller(started.url, mine.headers);
  other = caller(started.url, theirs.headers);
}, 120_000);
afterAll(() => started.stop());

const at = ({ lon, lat }: { lon: number; lat: number }) => [lon, lat];
const jobs = DOORS.map((door, k) => ({ id: k + 1, location: at(door), service: 60, delivery: [1] }));
const vehicles = [
  { id: 7, profile: 'cycling-regular', start: at(STORE_AT), end: at(STORE_AT), capacity: [3] },
  { id: 8, profile: 'driving-car', start: at(STORE_AT), capacity: [3], speed_factor: 1.2 },
];
const problem = (more: object = {}) => ({ vehicles, jobs, ...more });
/** So many jobs on a line, with their matrix. */
const long = (count: number, options: object) => ({
  vehicles: [{ id: 1, start_index: 0 }],
  jobs: Array.from({ length: count }, (_, k) => ({ id: k, location_index: k })),
  matrices: {
    car: {
      durations: Array.from({ length: count }, (_, a) =>
        Array.from({ length: count }, (__, b) => Math.abs(a - b) * 10 + ((a * 7 + b * 3) % 5)),
      ),
    },
  },
  options,
});
const state = async (id: string) => (await shop.get(`/solve/${id}`)).body.state as string;

describe('the example of the documentation', () => {
  it('is answered as it says there', async () => {
    const { body } = await shop.post('/solve', EXAMPLE);
    expect(body).toMatchObject({ ...ANSWER, summary: { ...ANSWER.summary, computing_times: {} } });
    const document = (await started.app.inject('/api/openapi.json')).json();
    const [post, get] = [document.paths['/api/v1/solve'].post, document.paths['/api/v1/solve/{id}'].get];
    const shown = ({ content }: any) => [
      content['application/json'].schema.$ref.split('/').at(-1),
      content['application/json'].example,
    ];
    expect(shown(post.responses[200])).toEqual(['VroomSolution', ANSWER]);
    expect(shown(post.responses[202])).toEqual(['SolveQueued', QUEUED]);
    expect(shown(get.responses[200])).toEqual(['Solve', SOLVED]);
    for (const example of [ANSWER, SOLVED.solution]) expect(vroomAnswer.parse(example)).toEqual(example);
  });
});

describe('a small problem', () => {
  it("is answered at once in VROOM's words, over our streets", async () => {
    const { status, body } = await shop.post('/solve', problem({ options: { g: true } }));
    expect(status).toBe(200);
    expect(body).toMatchObject({ code: 0, summary: { unassigned: 0, delivery: [4], violations: [] } });
    const steps = body.routes.flatMap((route: any) => route.steps);
    expect(
      steps
        .filter(({ type }: any) => type === 'job')
        .map(({ id }: any) => id)
        .sort(),
    ).toEqual([1, 2, 3, 4]);
    for (const route of body.routes) {
      expect(route.geometry).toMatch(/^[\x3f-\x7e]{10,}$/);
      expect(route.distance).toBeGreaterThan(100);
      expect(route.steps.at(-1)).toMatchObject({
        type: 'end',
        distance: route.distance,
        duration: route.duration,
      });
    }
  });

  it('says why what stays behind stays behind', async () => {
    const { body } = await shop.post('/solve', problem({ jobs: [{ ...jobs[0], skills: [3] }, jobs[1]] }));
    expect(body.unassigned).toMatchObject([
      { id: 1, type: 'job', location: at(DOORS[0]), reasons: [{ code: 1, vehicles: [7, 8] }] },
    ]);
  });

  it('is only timed in plan mode', async () => {
    const steps = [
      { type: 'job', id: 2 },
      { type: 'job', id: 1 },
    ];
    const { status, body } = await shop.post('/solve', {
      jobs: jobs.slice(0, 3).map((job) => ({ ...job, time_windows: [[0, 1]] })),
      vehicles: [{ ...vehicles[0], steps }],
      options: { c: true },
    });
    expect(status).toBe(200);
    expect(body.routes[0].steps.map(({ id }: any) => id)).toEqual([undefined, 2, 1, undefined]);
    expect(body.summary.violations).toMatchObject([{ cause: 'delay', duration: expect.any(Number) }]);
    expect(body.unassigned).toMatchObject([{ id: 3 }]);
  });
});

describe('bad input', () => {
  const refused = async (body: unknown, headers?: Record<string, string>) => {
    const answer = await shop.post('/solve', body, headers);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      type: expect.stringMatching(/^urn:waylight:problem:/),
      status: answer.status,
      error: expect.any(String),
    });
    const { code, errors } = answer.body;
    return { status: answer.status, code, field: errors?.[0]?.field };
  };

  it.each<[string, object, object]>([
    ['no vehicles', { vehicles: [] }, { field: 'vehicles' }],
    ['no tasks', { jobs: [] }, { field: 'jobs' }],
    ['a wrong type', { jobs: [{ ...jobs[0], service: '60' }] }, { field: 'jobs.0.service' }],
    ['half a second', { jobs: [{ ...jobs[0], service: 0.5 }] }, { field: 'jobs.0.service' }],
    ['a location of three numbers', { jobs: [{ id: 1, location: [1, 2, 3] }] }, { field: 'jobs.0.location' }],
    ['no location', { jobs: [{ id: 1 }] }, { field: 'jobs.0.location' }],
    ['an id twice', { jobs: [jobs[0], jobs[0]] }, { field: 'jobs.1.id' }],
    [
      'a window that ends first',
      { jobs: [{ ...jobs[0], time_windows: [[3, 1]] }] },
      { field: 'jobs.0.time_windows.0' },
    ],
    ['dimensions that differ', { jobs: [{ ...jobs[0], delivery: [1, 2] }] }, { field: 'jobs.0.delivery' }],
    [
      'a profile nobody has',
      { vehicles: [{ ...vehicles[0], profile: 'boat' }] },
      { field: 'vehicles.0.profile' },
    ],
    [
      'an unknown vehicle',
      { jobs: [{ ...jobs[0], allowed_vehicles: [99] }] },
      { field: 'jobs.0.allowed_vehicles.0' },
    ],
    [
      'an unknown step',
      { vehicles: [{ ...vehicles[0], steps: [{ type: 'job', id: 99 }] }] },
      { field: 'vehicles.0.steps.0.id' },
    ],
    [
      'a relation to nothing',
      { relations: [{ type: 'in_sequence', ids: [1, 99] }] },
      { field: 'relations.0.ids.1' },
    ],
    [
      'a goal nobody can reach',
      { objectives: [{ type: 'min-max', value: 'activities' }] },
      { field: 'objectives.0' },
    ],
    [
      'a matrix with a hole',
      { matrices: { car: { durations: [[0, 1], [1]] } } },
      { field: 'matrices.car.durations.1' },
    ],
    [
      'a matrix of words',
      {
        matrices: {
          car: {
            durations: [
              [0, 'x'],
              [1, 0],
            ],
          },
        },
      },
      { field: 'matrices.car.durations.0.1' },
    ],
  ])("names the field and says VROOM's code 2: %s", async (_, more, wanted) => {
    expect(await refused(problem(more))).toMatchObject({ status: 400, code: 2, ...wanted });
  });

  it("says VROOM's code 3 and which place is on no street", async () => {
    const answer = await shop.post(
      '/solve',
      problem({ jobs: [jobs[0], { id: 5, location: [2.35, 48.85] }] }),
    );
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 3, location: [2.35, 48.85], errors: [{ field: 'jobs.1.location' }] },
    });
  });

  it('refuses what is too large as vroom-express does', async () => {
    expect(await refused(long(51, {}))).toMatchObject({ status: 413, code: 4, field: 'jobs' });
    const many = Array.from({ length: 6 }, (_, id) => ({ ...vehicles[0], id }));
    expect(await refused(problem({ vehicles: many }))).toMatchObject({
      status: 413,
      code: 4,
      field: 'vehicles',
    });
  });

  it('passes over keys nobody knows', async () => {
    expect((await shop.post('/solve', problem({ colour: 'red', options: { threads: 2 } }))).status).toBe(200);
  });

  it('lets nobody in without a key', async () => {
    const { status, body } = await caller(started.url, {}).post('/solve', problem());
    expect({ status, body }).toMatchObject({
      status: 401,
      body: { code: 'unauthenticated', error: expect.any(String) },
    });
  });
});

describe('a problem in the queue', () => {
  it('is solved while its owner watches, and its answer kept', async () => {
    const { status, body, headers } = await shop.post('/solve', long(40, { l: 3, async: true }));
    expect({ status, body }).toMatchObject({ status: 202, body: { status_url: `/api/v1/solve/${body.id}` } });
    expect(headers.get('location')).toBe(body.status_url);
    const socket = await connect(started.url, { key });
    const { answer, entries } = await watch(socket, `solve:${body.id}`);
    expect(answer).toMatchObject({ ok: true, snapshot: { id: body.id, failure: null } });
    const told = () => entries.map(({ news }) => (news as { solve: SolveStatus }).solve);
    await until('the end is told', () => told().at(-1)?.state === 'done');
    socket.close();
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, k) => entries[0]!.seq + k));
    const shares = told().map(({ progress }) => progress!.share);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(told().some(({ state: now, progress }) => now === 'running' && progress!.unassigned === 0)).toBe(
      true,
    );
    const { body: solved } = await shop.get(`/solve/${body.id}`);
    expect(solved.progress.iterations).toBeGreaterThan(100);
    expect(solved).toMatchObject({
      state: 'done',
      progress: { share: 1 },
      solution: { code: 0, summary: { unassigned: 0 }, routes: [{ vehicle: 1 }] },
    });
  });

  it("is nobody else's business", async () => {
    const { body } = await shop.post('/solve', long(5, { l: 1 }), { prefer: 'respond-async' });
    expect(await other.get(`/solve/${body.id}`)).toMatchObject({
      status: 404,
      body: { code: 'solve_not_found' },
    });
    const theirs = await fetch(`${started.url}${body.status_url}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${otherKey}` },
    });
    expect(theirs.status).toBe(404);
    const socket = await connect(started.url, { key: otherKey });
    const { answer } = await watch(socket, `solve:${body.id}`);
    expect(answer).toMatchObject({ ok: false, problem: { code: 'stream_not_found' } });
    socket.close();
    await until('done', async () => (await state(body.id)) === 'done');
  });

  it('ends when its owner has seen enough', async () => {
    const { body } = await shop.post('/solve', long(30, { l: 20, async: true }));
    await until('it runs', async () => (await state(body.id)) === 'running');
    const cancelled = await fetch(`${started.url}${body.status_url}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${key}` },
    });
    expect(await cancelled.json()).toMatchObject({ state: 'cancelled', solution: null });
    // The next one gets its turn long before the first one's time is up.
    const next = await shop.post('/solve', long(5, { l: 0.2, async: true }));
    await until('the next is done', async () => (await state(next.body.id)) === 'done', 10_000);
    expect(await state(body.id)).toBe('cancelled');
  });

  it('tells what was wrong with it', async () => {
    const { body } = await shop.post(
      '/solve',
      problem({ jobs: [{ id: 5, location: [2.35, 48.85] }], options: { async: true } }),
    );
    await until('it failed', async () => (await state(body.id)) === 'failed');
    const { body: failed } = await shop.get(`/solve/${body.id}`);
    expect(failed.failure).toMatchObject({ code: 3, errors: [{ field: 'jobs.0.location' }] });
  });

  it('is queued once for each Idempotency-Key', async () => {
    const post = (l: number) =>
      shop.post('/solve', long(4, { l, async: true }), { 'idempotency-key': 'once' });
    const [first, again, another] = [await post(0.1), await post(0.1), await post(0.2)];
    expect(again).toMatchObject({ status: 202, body: { id: first.body.id } });
    expect(another).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } });
  });

  it('is charged once, however often it is sent again with its key', async () => {
    const post = () => shop.post('/solve', long(30, { l: 20, async: true }), { 'idempotency-key': 'often' });
    const { body } = await post();
    const statuses = new Set<number>();
    for (let k = 0; k < 95; k++) statuses.add((await post()).status);
    expect([...statuses]).toEqual([202]);
    const headers = { authorization: `Bearer ${key}` };
    await fetch(`${started.url}${body.status_url}`, { method: 'DELETE', headers });
  });

  it('is run again when the process that ran it died', async () => {
    const { body } = await shop.post('/solve', long(4, { l: 0.1, async: true }));
    await until('done', async () => (await state(body.id)) === 'done');
    // What a process leaves behind that is killed in the middle.
    await started.app
      .get(Transactions)
      .run((em) =>
        em.execute(
          `update solve_job set state = 'running', answer = null, beat_at = now() - interval '1 minute' where id = ?`,
          [body.id],
        ),
      );
    await started.app.get(SolveRunner, { strict: false }).look(new Date());
    await until('done again', async () => (await state(body.id)) === 'done');
    expect((await shop.get(`/solve/${body.id}`)).body.solution).toMatchObject({ code: 0 });
  });

  it('is forgotten when it has expired', async () => {
    const { body } = await shop.post('/solve', long(4, { l: 0.1, async: true }));
    await until('done', async () => (await state(body.id)) === 'done');
    await started.app.get(SolveRunner, { strict: false }).look(new Date(Date.now() + 25 * 3_600_000));
    expect((await shop.get(`/solve/${body.id}`)).status).toBe(404);
  });

  it('is not forgotten while it waits, and kept a day from when it ended', async () => {
    const { body } = await shop.post('/solve', long(4, { l: 0.1, async: true }));
    await until('done', async () => (await state(body.id)) === 'done');
    const set = (sql: string) =>
      started.app
        .get(Transactions)
        .run((em) => em.execute(`update solve_job set ${sql} where id = ?`, [body.id]));
    await set(
      `state = 'running', beat_at = now() - interval '1 minute', expires_at = now() - interval '1 hour'`,
    );
    const runner = started.app.get(SolveRunner, { strict: false });
    await runner.look(new Date());
    await until('done again', async () => (await state(body.id)) === 'done');
    await runner.look(new Date(Date.now() + 23 * 3_600_000));
    expect((await shop.get(`/solve/${body.id}`)).status).toBe(200);
  });
});
