import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import type { Cursor, Entry, JoinAnswer, News, StreamName } from '../../src/shared/live.ts';
import { LIVE_PATH } from '../../src/shared/live.ts';
import type { DeliveryView, PositionView } from '../../src/shared/views.ts';
import { AlertsService } from '../../src/logistics/alerts/alerts.service.ts';
import { Transactions } from '../../src/platform/database/transactions.ts';
import { StreamsService } from '../../src/platform/streams/streams.service.ts';
import { moveBy } from '../../src/shared/geo.ts';
import { newId } from '../../src/shared/ids.ts';
import { caller, connect, until, watch, type Caller, type TestSocket } from '../support/api.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';
import { DOORS, newWorld, quiet, STORE_AT, type Rider, type World } from '../support/world.ts';

let started: StartedApp;
let office: Caller;
let officeCookie: string;
let w: World;
const sockets: TestSocket[] = [];
const get = <T>(type: new (...args: never[]) => T): T => started.app.get(type, { strict: false });

beforeAll(async () => {
  started = await startApp();
  const dispatcher = await peopleOf(started).account({ role: 'dispatcher' });
  officeCookie = (await dispatcher.headers()).cookie;
  office = caller(started.url, { cookie: officeCookie });
  w = await newWorld(started, office);
}, 120_000);
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await started.stop();
});

type Shown = Parameters<typeof connect>[1];
const open = async (auth: Shown, cookie?: string) => {
  const socket = await connect(started.url, auth, cookie);
  sockets.push(socket);
  return socket;
};
const desk = () => open({}, officeCookie);
/** A second is promised; a busy machine gets as much more as it needs for everything else. */
const soonMs = async (): Promise<number> => {
  const askedAt = Date.now();
  await (await fetch(`${started.url}/health/ready`)).text();
  return 1_000 + 10 * (Date.now() - askedAt);
};
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const ended = async (socket: TestSocket, since = Date.now()) => {
  await until('the socket is closed', () => socket.disconnected, 10_000);
  return Date.now() - since;
};
const refused = (auth: Shown, cookie?: string) =>
  open(auth, cookie).then(
    () => 'came in',
    (error: Error) => error.message,
  );
const state = (): News => ({ kind: 'state', state: 'assigned', at: new Date().toISOString(), outcome: null });
const tell = (stream: StreamName, times = 1) =>
  get(Transactions).run(async () => {
    for (let i = 0; i < times; i++) get(StreamsService).tell(stream, state());
  });
const joinWith = (socket: TestSocket, stream: StreamName, cursor?: Cursor): Promise<JoinAnswer> =>
  socket.emitWithAck('join', { stream, ...(cursor ? { cursor } : {}) });
const seqsAfter = (seq: number, entries: Entry[]) =>
  [...new Set(entries.map((entry) => entry.seq))].filter((one) => one > seq);
const countFrom = (seq: number, to: number) => Array.from({ length: to - seq }, (_, i) => seq + 1 + i);

describe('a stream', () => {
  let delivery: DeliveryView;
  let stream: StreamName;
  beforeAll(async () => {
    delivery = await w.wish(DOORS[0], { skills: ['nobody'] });
    stream = `order:${delivery.id}`;
  });

  it('goes on from its snapshot without a hole, however busy it is', async () => {
    const others = await Promise.all(Array.from({ length: 8 }, desk));
    let writing = true;
    const writer = (async () => {
      while (writing) {
        await tell(stream, 2);
        await pause(1);
      }
    })();
    const watched = [];
    for (const socket of others) {
      await pause(20);
      watched.push(await watch(socket, stream));
    }
    await pause(100);
    writing = false;
    await writer;
    const head = await get(StreamsService).head(stream);
    await tell(stream);
    for (const { answer, entries } of watched) {
      expect(answer).toMatchObject({ ok: true, recovered: false, snapshot: { trackingId: delivery.id } });
      await until('the last entry', () => entries.at(-1)?.seq === head.seq + 1);
      const { seq } = (answer as { cursor: Cursor }).cursor;
      expect(entries.map((entry) => entry.seq)).toEqual(countFrom(entries[0]!.seq - 1, head.seq + 1));
      expect(entries[0]!.seq).toBeLessThanOrEqual(seq + 1);
    }
    expect(
      new Set(watched.map(({ answer }) => (answer as { cursor: Cursor }).cursor.seq)).size,
    ).toBeGreaterThan(1);
  });

  it('tells in the order of its numbers what many write at once', async () => {
    const { answer, entries } = await watch(await desk(), stream);
    const { cursor } = answer as { cursor: Cursor };
    for (let round = 0; round < 50; round++)
      await Promise.all(Array.from({ length: 10 }, () => tell(stream)));
    await until('all of it', () => entries.length >= 500);
    expect(entries.map(({ seq }) => seq)).toEqual(countFrom(cursor.seq, cursor.seq + 500));
  });

  it('gives after a break every missed entry, once and in order, and goes on', async () => {
    const before = await desk();
    const { answer } = await watch(before, stream);
    const { cursor } = answer as { cursor: Cursor };
    before.disconnect();
    await tell(stream, 30);
    const again = await desk();
    const entries: Entry[] = [];
    again.on('news', (entry) => entries.push(entry));
    const writing = Promise.all(Array.from({ length: 10 }, () => tell(stream)));
    const caught = await joinWith(again, stream, cursor);
    await writing;
    if (!caught.ok || !caught.recovered) throw new Error('not recovered');
    expect(caught.entries.map(({ seq }) => seq)).toEqual(countFrom(cursor.seq, caught.cursor.seq));
    await until('the rest', () => (entries.at(-1)?.seq ?? caught.cursor.seq) >= cursor.seq + 40);
    const seen = [...caught.entries, ...entries.filter(({ seq }) => seq > caught.cursor.seq)];
    expect(seen.map(({ seq }) => seq)).toEqual(countFrom(cursor.seq, cursor.seq + 40));
    expect(seen.every(({ epoch }) => epoch === cursor.epoch)).toBe(true);
  });

  it('says so when it can not give all that was missed, and starts anew', async () => {
    const socket = await desk();
    const head = await get(StreamsService).head(stream);
    for (const cursor of [
      { epoch: newId(), seq: head.seq },
      { epoch: head.epoch, seq: head.seq + 5 },
    ])
      expect(await joinWith(socket, stream, cursor)).toMatchObject({
        ok: true,
        recovered: false,
        cursor: head,
        snapshot: { trackingId: delivery.id },
      });
    await get(StreamsService).trim(new Date(Date.now() + 60_000));
    expect(await joinWith(socket, stream, { epoch: head.epoch, seq: head.seq - 1 })).toMatchObject({
      recovered: false,
      cursor: head,
    });
    expect(await joinWith(socket, stream, head)).toMatchObject({ recovered: true, entries: [] });
    await tell(stream, 501);
    expect(await joinWith(socket, stream, head)).toMatchObject({ recovered: false });
  });

  it('beats, so that a watcher notices what was lost in silence', async () => {
    const socket = await desk();
    const { answer, entries } = await watch(socket, stream);
    const { cursor } = answer as { cursor: Cursor };
    const heads: Cursor[] = [];
    socket.on('heads', ({ streams }) => {
      if (streams[stream]) heads.push(streams[stream]!);
    });
    // Committed by a process that died before it could tell anybody.
    await get(Transactions).run(async (em) => {
      const row = [JSON.stringify(state()), stream];
      for (let i = 0; i < 3; i++) {
        await em.execute('update stream set seq = seq + 1 where name = ?', [stream]);
        await em.execute(
          'insert into stream_entry (stream, seq, at, news) select name, seq, now(), ?::jsonb from stream where name = ?',
          row,
        );
      }
    });
    await until('a heartbeat', () => heads.some(({ seq }) => seq === cursor.seq + 3), 20_000);
    expect(entries).toEqual([]);
    const caught = await joinWith(socket, stream, cursor);
    expect(seqsAfter(cursor.seq, (caught as { entries: Entry[] }).entries)).toEqual(
      countFrom(cursor.seq, cursor.seq + 3),
    );
  });
});

describe('a customer', () => {
  it('sees the courier only between pickup and hand-over', async () => {
    const rider = await w.rider('Ada', { autoAccept: true, skills: ['Ada'] });
    await quiet(started);
    const delivery = await w.wish(DOORS[0], { skills: ['Ada'] });
    const { body: link } = await w.shop.post(`/deliveries/${delivery.id}/share`);
    const customer = await open({ share: link.token });
    const stream: StreamName = `order:${delivery.id}`;
    const { entries } = await watch(customer, stream);
    const shop = await open({ key: w.shopKey });
    await watch(shop, stream);
    const dispatcher = await desk();
    await watch(dispatcher, `zone:${w.zone.id}`);
    const seenBy = (socket: TestSocket) => {
      const seen: (PositionView & { receivedAt: number })[] = [];
      socket.on('positions', ({ positions }) => {
        for (const one of positions) seen.push({ ...one, receivedAt: Date.now() });
      });
      return seen;
    };
    const [byCustomer, byShop, byDesk] = [customer, shop, dispatcher].map(seenBy) as [
      ReturnType<typeof seenBy>,
      ReturnType<typeof seenBy>,
      ReturnType<typeof seenBy>,
    ];
    let metres = 0;
    const drive = async (times: number) => {
      const before = byDesk.length;
      for (let i = 0; i < times; i++) {
        const fix = { at: new Date().toISOString(), ...moveBy(STORE_AT, 90, (metres += 2)), accuracyM: 5 };
        await rider.phone.post('/fixes', { fixes: [fix] });
        await pause(120);
      }
      await until('the desk sees it', () => byDesk.length > before);
    };
    const next = async () => (await rider.home()).route!.stops[0]!.id;

    await drive(4);
    expect(byCustomer).toEqual([]);
    expect(byShop).toEqual([]);
    await rider.me.post(`/stops/${await next()}/complete`);
    await drive(6);
    await until('the customer sees it', () => byCustomer.length > 0);
    expect(byCustomer.every(({ courierId }) => courierId === '')).toBe(true);
    expect(byDesk.every(({ courierId }) => courierId === rider.id)).toBe(true);
    const lines = entries.flatMap(({ news }) => (news.kind === 'track_line' ? [news.live] : []));
    expect(lines.at(-1)).toBe(true);

    await rider.me.post(`/stops/${await next()}/complete`);
    const deliveredAt = Date.now();
    const toDesk = byDesk.length;
    await drive(12);
    expect(byDesk.length).toBeGreaterThan(toDesk + 3);
    for (const seen of [byCustomer, byShop])
      expect(seen.filter(({ receivedAt }) => receivedAt > deliveredAt + 1_000)).toEqual([]);
    for (const seen of [byCustomer, byShop, byDesk]) {
      const times = seen.map(({ at }) => at);
      expect(times).toEqual(times.toSorted());
    }
    const last = entries.flatMap(({ news }) => (news.kind === 'track_line' ? [news] : [])).at(-1);
    expect(last).toMatchObject({ live: false, line: [], courier: null });
  });

  it('loses sight within a second when the link is revoked or its time is over', async () => {
    const delivery = await w.wish(DOORS[0], { skills: ['nobody'] });
    const { body: link } = await w.shop.post(`/deliveries/${delivery.id}/share`);
    const customer = await open({ share: link.token });
    await watch(customer, `order:${delivery.id}`);
    const told: string[] = [];
    customer.on('ended', ({ reason }) => told.push(reason));
    await fetch(`${started.url}/api/v1/shares/${link.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${w.shopKey}` },
    }).then(({ status }) => expect(status).toBeLessThan(300));
    expect(await ended(customer)).toBeLessThan(await soonMs());
    expect(told).toEqual(['revoked']);
    expect(await refused({ share: link.token })).toBe('unauthenticated');

    const endsAt = new Date(Date.now() + 4_000);
    const { token } = await peopleOf(started).share(delivery.id, w.store.id, endsAt);
    const brief = await open({ share: token });
    expect((await watch(brief, `order:${delivery.id}`)).answer.ok).toBe(true);
    expect(await ended(brief, endsAt.getTime())).toBeLessThan(await soonMs());
    expect(Date.now()).toBeGreaterThanOrEqual(endsAt.getTime());
    expect(await refused({ share: token })).toBe('unauthenticated');
  });
});

describe('a socket', () => {
  it('joins what is its own and nothing else', async () => {
    const other = await newWorld(started, office);
    const [own, foreign] = [await w.wish(DOORS[0], { skills: ['-'] }), await other.wish(DOORS[0])];
    const rider = await w.rider('Bo', { skills: ['Bo'] });
    const { body: link } = await w.shop.post(`/deliveries/${own.id}/share`);
    const of = { order: `order:${own.id}`, other: `order:${foreign.id}` } as const;
    const rest = [`zone:${w.zone.id}`, 'alerts', `order:${newId()}`, 'principal/x', 'order:'] as StreamName[];
    const may = async (socket: TestSocket, streams: readonly StreamName[]) => {
      const answers = await Promise.all(streams.map((stream) => joinWith(socket, stream)));
      return streams.filter((_, i) => answers[i]!.ok);
    };
    const all = [of.order, of.other, `courier:${rider.id}` as const, ...rest];
    expect(await may(await open({ share: link.token }), all)).toEqual([of.order]);
    expect(await may(await open({ key: w.shopKey }), all)).toEqual([of.order]);
    expect(await may(await open({}, rider.cookie), all)).toEqual([`courier:${rider.id}`]);
    expect(await may(await open({ device: rider.device }), all)).toEqual([]);
    expect(await may(await desk(), all)).toEqual([...all.slice(0, 3), `zone:${w.zone.id}`, 'alerts']);
    expect(await refused({ share: 'wrong' })).toBe('unauthenticated');
    expect(await refused({})).toBe('unauthenticated');
  });

  it('does not take the cookie from a page of another site', async () => {
    const from = (origin: string) =>
      new Promise<string>((resolve) => {
        const socket = io(started.url, {
          path: LIVE_PATH,
          transports: ['websocket'],
          reconnection: false,
          forceNew: true,
          extraHeaders: { cookie: officeCookie, origin },
        });
        sockets.push(socket);
        socket.once('connect', () => resolve('came in'));
        socket.once('connect_error', (error) => resolve(error.message));
      });
    expect(await from('https://evil.example')).toBe('unauthenticated');
    expect(await from('null')).toBe('unauthenticated');
    expect(await from(started.url)).toBe('came in');
  });

  it('is closed within a second when its key or session ends', async () => {
    const key = await peopleOf(started).key(w.store.id);
    const shop = await open({ key: key.secret });
    const admin = await peopleOf(started).account({ role: 'administrator' });
    const headers = await admin.headers();
    const page = await open({}, headers.cookie);
    const end = (path: string) =>
      fetch(`${started.url}/api/v1${path}`, { method: 'DELETE', headers }).then(({ status }) =>
        expect(status).toBeLessThan(300),
      );
    await end(`/keys/${key.id}`);
    expect(await ended(shop)).toBeLessThan(await soonMs());
    await end('/sessions/current');
    expect(await ended(page)).toBeLessThan(await soonMs());
  });
});

describe('live', () => {
  const kinds = (entries: Entry[]) => entries.map(({ news }) => news.kind);

  it('tells a courier of offers and of the route', async () => {
    const rider: Rider = await w.rider('Cai', { skills: ['Cai'] });
    const socket = await open({}, rider.cookie);
    const { answer, entries } = await watch(socket, `courier:${rider.id}`);
    const { timeZone } = w.zone;
    expect(answer).toMatchObject({
      snapshot: { courier: { id: rider.id }, timeZone, route: null, offers: [] },
    });
    const delivery = await w.wish(DOORS[0], { skills: ['Cai'] });
    const offered = await until('an offer', () => entries.find(({ news }) => news.kind === 'offer'));
    const { offer } = offered.news as News & { kind: 'offer' };
    expect(offer).toMatchObject({ deliveryId: delivery.id, number: delivery.number });
    await rider.me.post(`/offers/${offer.id}/accept`);
    await until('it is closed', () => kinds(entries).includes('offer_closed'));
    const route = await until('the way there', () =>
      entries.findLast(({ news }) => news.kind === 'route' && news.route.stops[0]?.state === 'enroute'),
    );
    expect(route.news).toMatchObject({ route: { stops: [{ kind: 'pickup' }, { kind: 'dropoff' }] } });
    expect(entries.map(({ seq }) => seq)).toEqual(countFrom(entries[0]!.seq - 1, entries.at(-1)!.seq));
  });

  it('tells the office of alerts as they come and go', async () => {
    const socket = await desk();
    const { answer, entries } = await watch(socket, 'alerts');
    expect(answer).toMatchObject({ ok: true, snapshot: { alerts: expect.any(Array) } });
    const id = newId();
    const finding = {
      raise: {
        rule: 'late',
        subject: { type: 'delivery', id },
        zoneId: w.zone.id,
        severity: 'warning',
        message: { key: 'alert.late', params: {} },
        evidence: {},
      },
    } as const;
    await get(AlertsService).consider(finding, 'D1', new Date());
    await get(AlertsService).clear('late', id, {}, new Date());
    const states = () =>
      entries.flatMap(({ news }) =>
        news.kind === 'alert' && news.alert.subject.id === id ? [news.alert.state] : [],
      );
    await until('both are told', () => states().length === 2);
    expect(states()).toEqual(['open', 'resolved']);
  });
});
