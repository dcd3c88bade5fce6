import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Transactions } from '../../src/platform/database/transactions.ts';
import { FactsService } from '../../src/platform/facts/facts.service.ts';
import { Listeners } from '../../src/platform/facts/listeners.ts';
import { Health } from '../../src/platform/health/health.ts';
import { StreamsService } from '../../src/platform/streams/streams.service.ts';
import type { Facts } from '../../src/shared/events.ts';
import type { News, StreamName } from '../../src/shared/live.ts';
import { newId } from '../../src/shared/ids.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';

const parked = (id: string): Facts['alert.resolved'] => ({ alertId: id, rule: 'late', zoneId: null });
const news = (state: 'assigned' | 'delivered'): News => ({
  kind: 'state',
  state,
  at: new Date().toISOString(),
  outcome: null,
});

describe('facts and streams', () => {
  let started: StartedApp;
  let transactions: Transactions;
  let facts: FactsService;
  let listeners: Listeners;
  let streams: StreamsService;
  const heard: string[] = [];
  let failures = 0;

  beforeAll(async () => {
    started = await startApp();
    const { app } = started;
    [transactions, facts, listeners, streams] = [
      app.get(Transactions),
      app.get(FactsService),
      app.get(Listeners),
      app.get(StreamsService),
    ];
    listeners.on('alert.resolved', 'test.writes', async ({ alertId }) => {
      await transactions.run(async (em) => {
        await em.execute(
          'insert into stored_answer (principal, key, request_hash, created_at) values (?, ?, ?, ?)',
          ['test', alertId, '', new Date()],
        );
        if (failures-- > 0) throw new Error('not today');
        heard.push(alertId);
      });
    });
  });
  afterAll(() => started.stop());

  const written = async (key: string) =>
    (
      await transactions.read((em) =>
        em.execute<{ n: number }[]>('select count(*)::int as n from stored_answer where key = ?', [key]),
      )
    )[0]!.n;

  it('tells a listener what was committed, once', async () => {
    const id = newId();
    await transactions.run(async () => facts.record('alert.resolved', parked(id)));
    await started.settled();
    expect(heard.filter((x) => x === id)).toHaveLength(1);
  });

  it('tells nothing of a transaction that was rolled back', async () => {
    const id = newId();
    const failing = transactions.run(async () => {
      facts.record('alert.resolved', parked(id));
      streams.tell('order:rolled-back', news('assigned'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await started.settled();
    expect(heard).not.toContain(id);
    expect((await streams.heads(['order:rolled-back']))['order:rolled-back']).toBeUndefined();
  });

  it('undoes what a failing listener wrote, and tries again', async () => {
    const id = newId();
    failures = 1;
    await transactions.run(async () => facts.record('alert.resolved', parked(id)));
    await started.settled();
    expect(await written(id)).toBe(0);
    await transactions.run((em) => em.execute('update fact_retry set due_at = now()'));
    await started.settled();
    expect(heard).toContain(id);
    expect(await written(id)).toBe(1);
  });

  it('parks a fact that keeps failing and lets others pass', async () => {
    const [bad, good] = [newId(), newId()];
    failures = 1;
    await transactions.run(async () => facts.record('alert.resolved', parked(bad)));
    await started.settled();
    for (let attempt = 0; attempt < 7; attempt++) {
      failures = 1;
      await transactions.run((em) => em.execute('update fact_retry set due_at = now() where not parked'));
      await started.settled();
    }
    failures = 0;
    await transactions.run(async () => facts.record('alert.resolved', parked(good)));
    await started.settled();
    expect(heard).toContain(good);
    expect(heard).not.toContain(bad);
    const ready = await (await fetch(`${started.url}/health/ready`)).json();
    expect(ready).toMatchObject({
      ok: true,
      checks: { facts: { ok: false, detail: '0 waiting, 1 parked' } },
    });
  });

  it('says of a dependency that is away when to look again', async () => {
    const health = started.app.get(Health);
    health.register('moon', async () => ({ ok: false }));
    const away = await fetch(`${started.url}/health/ready`);
    expect([away.status, away.headers.get('retry-after')]).toEqual([503, '5']);
    health.register('moon', async () => ({ ok: true }));
    const back = await fetch(`${started.url}/health/ready`);
    expect([back.status, back.headers.get('retry-after')]).toEqual([200, null]);
  });

  it('undoes a nested part alone, facts and news included', async () => {
    const [kept, dropped] = [newId(), newId()];
    const stream: StreamName = `order:${newId()}`;
    await transactions.run(async () => {
      facts.record('alert.resolved', parked(kept));
      streams.tell(stream, news('assigned'));
      await transactions
        .nested(async () => {
          facts.record('alert.resolved', parked(dropped));
          streams.tell(stream, news('delivered'));
          throw new Error('inner');
        })
        .catch(() => undefined);
    });
    await started.settled();
    expect(heard).toContain(kept);
    expect(heard).not.toContain(dropped);
    expect((await streams.head(stream)).seq).toBe(1);
  });

  it('keeps what is committed when something that follows fails, and goes on with the rest', async () => {
    const followed: string[] = [];
    const result = transactions.run(async () => {
      transactions.afterCommit(() => Promise.reject(new Error('the queue is away')));
      transactions.afterCommit(() => {
        followed.push('second');
      });
      return 'done';
    });
    await expect(result).resolves.toBe('done');
    transactions.afterCommit(() => Promise.reject(new Error('nobody may die of this')));
    expect(followed).toEqual(['second']);
  });

  it('lets what a refusal leaves behind follow it, however the outer transaction ends', async () => {
    const left: string[] = [];
    const refusal = (name: string) =>
      transactions
        .nested(async () => {
          transactions.afterRollback(async () => left.push(name));
          throw new Error('refused');
        })
        .catch(() => undefined);
    await transactions.run(() => refusal('outer stands'));
    await transactions
      .run(async () => {
        await refusal('outer falls');
        throw new Error('too');
      })
      .catch(() => undefined);
    expect(left).toEqual(['outer stands', 'outer falls']);
  });

  it('does not let work that outlives its transaction write into it', async () => {
    const later = Promise.withResolvers<void>();
    let late: Promise<void> | undefined;
    await transactions.run(() =>
      transactions.nested(async () => {
        late = later.promise.then(() => facts.record('alert.resolved', parked(newId())));
      }),
    );
    later.resolve();
    await expect(late).rejects.toThrow('open transaction');
  });

  it('sets a fact aside whose consequences can not be written, and goes on with the next', async () => {
    const [bad, good] = [newId(), newId()];
    let poisoned = true;
    listeners.on('alert.resolved', 'test.gathers', async ({ alertId }) => {
      const outcome = { result: 'failed', reason: '\u0000', at: '', observedAt: null } as const;
      if (alertId === bad && poisoned)
        streams.tell(`order:${bad}`, { ...news('delivered'), outcome } as News);
    });
    await transactions.run(async () => {
      facts.record('alert.resolved', parked(bad));
      facts.record('alert.resolved', parked(good));
    });
    await started.settled();
    expect(heard).toContain(good);
    const troubles = () =>
      transactions.read((em) =>
        em.execute(`select consumer, attempts from fact_retry r join fact f on f.id = r.fact_id
          where f.payload->>'alertId' = '${bad}' order by consumer`),
      );
    expect(await troubles()).toEqual([
      { consumer: 'test.gathers', attempts: 1 },
      { consumer: 'test.writes', attempts: 1 },
    ]);
    poisoned = false;
    await transactions.run((em) => em.execute('update fact_retry set due_at = now() where not parked'));
    await started.settled();
    expect(await troubles()).toEqual([]);
    expect(heard).toContain(bad);
  });

  it('numbers a stream without a gap under concurrent writers', async () => {
    const stream: StreamName = `order:${newId()}`;
    const other: StreamName = `order:${newId()}`;
    const write = (i: number) =>
      transactions.run(async () => {
        for (const name of i % 2 ? [stream, other] : [other, stream]) streams.tell(name, news('assigned'));
        if (i % 7 === 0) throw new Error('rolled back');
      });
    await Promise.allSettled(Array.from({ length: 40 }, (_, i) => write(i)));
    const head = await streams.head(stream);
    expect(head.seq).toBe(34);
    const missed = await streams.since(stream, { epoch: head.epoch, seq: 0 });
    expect(missed!.entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 34 }, (_, i) => i + 1));
  });

  it('answers a cursor it can not serve with null: unknown epoch, the future, trimmed', async () => {
    const stream: StreamName = `order:${newId()}`;
    await transactions.run(async () => streams.tell(stream, news('assigned')));
    const head = await streams.head(stream);
    expect(await streams.since(stream, { epoch: newId(), seq: 1 })).toBeNull();
    expect(await streams.since(stream, { epoch: head.epoch, seq: 2 })).toBeNull();
    expect(await streams.since(stream, head)).toEqual({ cursor: head, entries: [] });
    await streams.trim(new Date(Date.now() + 1_000));
    expect(await streams.since(stream, { epoch: head.epoch, seq: 0 })).toBeNull();
  });

  it('lets go of what nobody can need any more, and keeps the rest', async () => {
    const { Upkeep } = await import('../../src/platform/upkeep/upkeep.ts');
    const upkeep = started.app.get(Upkeep, { strict: false });
    const stream: StreamName = `order:${newId()}`;
    await transactions.run(async () => streams.tell(stream, news('assigned')));
    const head = await streams.head(stream);
    const missed = () => streams.since(stream, { epoch: head.epoch, seq: 0 });
    await upkeep.run(new Date());
    expect((await missed())!.entries).toHaveLength(1);
    await upkeep.run(new Date(Date.now() + 72 * 3_600_000));
    expect(await missed()).toBeNull();
  });

  it('refuses a queue call inside a transaction instead of waiting for itself', async () => {
    if (process.env.DATABASE_URL) return;
    const { Jobs } = await import('../../src/platform/jobs/jobs.service.ts');
    const jobs = started.app.get(Jobs);
    await expect(transactions.run(() => jobs.add('nothing', {}))).rejects.toThrow('after the commit');
  });

  it('turns an answer the embedded database swallowed into an error', async () => {
    const bowTie = `st_geomfromtext('POLYGON((0 0,2 2,2 0,0 2,0 0))')`;
    const square = `st_geomfromtext('POLYGON((0 0,2 0,2 2,0 2,0 0))')`;
    await expect(
      transactions.read((em) =>
        em.execute(
          `select st_astext(st_union(${bowTie}, ${square})) as union, st_astext(st_intersection(${bowTie}, ${square})) as x`,
        ),
      ),
    ).rejects.toThrow();
  });
});
