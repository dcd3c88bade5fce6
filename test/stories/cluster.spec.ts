import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Cursor, Entry, StreamName } from '../../src/shared/live.ts';
import type { DeliveryView, PositionView } from '../../src/shared/views.ts';
import { caller, connect, until, watch, type Caller, type TestSocket } from '../support/api.ts';
import { lineTo } from '../support/cut-line.ts';
import { peopleOf } from '../support/people.ts';
import { ownRedis, startApp, type StartedApp } from '../support/start-app.ts';
import { DOORS, newWorld, STORE_AT, type Rider, type World } from '../support/world.ts';
import { moveBy } from '../../src/shared/geo.ts';

const { DATABASE_URL, REDIS_URL } = process.env;
const describeCluster = DATABASE_URL && REDIS_URL ? describe : describe.skip;

describeCluster('two processes (needs DATABASE_URL and REDIS_URL)', () => {
  let line: Awaited<ReturnType<typeof lineTo>>;
  let api: StartedApp;
  let worker: StartedApp;
  let office: Caller;
  let cookie: string;
  let w: World;
  let ada: Rider;
  const sockets: TestSocket[] = [];

  beforeAll(async () => {
    const redis = new URL(ownRedis()!);
    line = await lineTo({ host: redis.hostname, port: Number(redis.port || 6379) });
    const redisUrl = `redis://127.0.0.1:${line.port}${redis.pathname}`;
    api = await startApp({ role: 'api', redisUrl });
    worker = await startApp({ role: 'worker', redisUrl, databaseUrl: api.config.databaseUrl });
    ({ cookie } = await (await peopleOf(api).account({ role: 'dispatcher' })).headers());
    office = caller(api.url, { cookie });
    w = await newWorld(api, office);
    ada = await w.rider('Ada', { autoAccept: true });
  }, 120_000);
  afterAll(async () => {
    for (const socket of sockets) socket.close();
    await worker?.stop();
    await api?.stop();
    await line.cut();
  });

  const at = async (process: StartedApp, stream: StreamName) => {
    const socket = await connect(process.url, {}, cookie);
    sockets.push(socket);
    const { answer, entries } = await watch(socket, stream);
    const positions: PositionView[] = [];
    socket.on('positions', (message) => positions.push(...message.positions));
    return { socket, entries, positions, cursor: (answer as { cursor: Cursor }).cursor };
  };
  const order = async (): Promise<DeliveryView> => {
    const body = {
      dropoff: { address: 'Engelbrektsgatan 1', at: DOORS[0] },
      recipient: { name: 'Kim Ek' },
    };
    return (await w.shop.post<DeliveryView>('/deliveries', body)).body;
  };
  const hasHeard = (entries: Entry[], id: string, state: DeliveryView['state']) =>
    entries.some(
      ({ news }) => news.kind === 'delivery' && news.delivery.id === id && news.delivery.state === state,
    );
  let metres = 0;
  const send = () =>
    ada.phone.post('/fixes', {
      fixes: [{ at: new Date().toISOString(), ...moveBy(STORE_AT, 90, (metres += 3)), accuracyM: 5 }],
    });

  it('share the work, the news and the positions', async () => {
    const [here, there] = [await at(api, `zone:${w.zone.id}`), await at(worker, `zone:${w.zone.id}`)];
    const { id } = await order();
    // Planned by the worker, told to watchers of both.
    for (const { entries } of [here, there]) {
      await until('the delivery is assigned', () => hasHeard(entries, id, 'enroute_to_pickup'));
      const seqs = [...new Set(entries.map(({ seq }) => seq))].toSorted((a, b) => a - b);
      expect(seqs).toEqual(seqs.map((_, i) => seqs[0]! + i));
    }
    expect((await send()).body.results).toEqual([{ verdict: 'ok' }]);
    for (const { positions } of [here, there])
      await until('the position', () => positions.some(({ courierId }) => courierId === ada.id));
  }, 60_000);

  it('take fixes, serve their own watchers and heal the others while Redis is away', async () => {
    const [here, there] = [await at(api, `zone:${w.zone.id}`), await at(worker, `zone:${w.zone.id}`)];
    const link = await w.shop.post(`/deliveries/${(await order()).id}/share`);
    const customer = await connect(worker.url, { share: link.body.token });
    sockets.push(customer);
    await line.cut();

    const started = Date.now();
    expect(await send()).toMatchObject({ status: 200, body: { results: [{ verdict: 'ok' }] } });
    await until('the position here', () => here.positions.length > 0, 2_000);
    const { id } = await order();
    await until('the news here', () => hasHeard(here.entries, id, 'confirmed'), 2_000);
    expect(Date.now() - started).toBeLessThan(4_000);

    // The other process is not told, but its heads say what is missing.
    const ahead = await until<Cursor>(
      'a heartbeat',
      () =>
        new Promise((resolve) => {
          there.socket.once('heads', ({ streams }) => resolve(streams[`zone:${w.zone.id}`]!));
        }),
      10_000,
    );
    expect(ahead.seq).toBeGreaterThan(there.cursor.seq);
    const caught = await there.socket.emitWithAck('join', {
      stream: `zone:${w.zone.id}`,
      cursor: there.cursor,
    });
    expect(caught).toMatchObject({ ok: true, recovered: true });
    expect(hasHeard((caught as { entries: Entry[] }).entries, id, 'confirmed')).toBe(true);

    // A right that ends at one process ends at the other.
    const revoked = await fetch(`${api.url}/api/v1/shares/${link.body.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${w.shopKey}` },
    });
    expect(revoked.status).toBeLessThan(300);
    await until('the link is closed', () => customer.disconnected, 10_000);

    // Facts are still carried and planned, by the worker.
    await until('it is assigned', async () => (await w.seen(id)).courier?.id === ada.id);
    await line.mend();
    const before = there.positions.length;
    await until(
      'positions cross again',
      async () => {
        await send();
        return there.positions.length > before;
      },
      20_000,
    );
    // The queues' own lines come back within a second; stopping before would cut off what they ask then.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }, 90_000);
});
