import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Cursor, Entry, News, StreamName } from '../../shared/live.ts';
import { Transactions } from '../database/transactions.ts';
import { TellingOrder } from './telling-order.ts';

interface Told {
  stream: StreamName;
  news: News;
}

/** A watcher that is further behind than this starts from a new snapshot. */
const RECOVERY_LIMIT = 500;

/**
 * What watchers see, numbered: every stream counts from 1 without a gap, the number being allotted in the transaction
 * that stores the entry. Told to sockets after the commit, in that order; whoever missed some asks again with its cursor.
 */
@Injectable()
export class StreamsService {
  readonly #order = new TellingOrder();
  #publish: (entries: Entry[]) => void = () => {};

  constructor(private readonly transactions: Transactions) {}

  /** Adds news to a stream in the open transaction; throws when there is none. */
  tell(stream: StreamName, news: News): void {
    this.transactions.gather<Told>('streams', { stream, news }, async (em, told) => this.#store(em, told));
  }

  /** Who carries committed entries to the sockets. */
  onCommitted(publish: (entries: Entry[]) => void): void {
    this.#publish = publish;
  }

  /** Where a stream stands; a stream nobody told anything yet is created. */
  async head(stream: StreamName): Promise<Cursor> {
    const heads = await this.heads([stream]);
    if (heads[stream]) return heads[stream];
    return this.transactions.run(async (em) => {
      const [row] = await em.execute<{ epoch: string; seq: string }[]>(
        `insert into stream (name, seq) values (?, 0) on conflict (name) do update set name = excluded.name returning epoch, seq`,
        [stream],
      );
      return { epoch: row!.epoch, seq: Number(row!.seq) };
    });
  }

  async heads(streams: StreamName[]): Promise<Partial<Record<StreamName, Cursor>>> {
    if (streams.length === 0) return {};
    const rows = await this.transactions.read((em) =>
      em.execute<{ name: StreamName; epoch: string; seq: string }[]>(
        'select name, epoch, seq from stream where name in (select jsonb_array_elements_text(?::jsonb))',
        [JSON.stringify(streams)],
      ),
    );
    return Object.fromEntries(rows.map((row) => [row.name, { epoch: row.epoch, seq: Number(row.seq) }]));
  }

  /** All entries after `cursor`, or null when they can't all be had: then the watcher needs a snapshot. */
  async since(stream: StreamName, cursor: Cursor): Promise<{ cursor: Cursor; entries: Entry[] } | null> {
    const head = await this.head(stream);
    const missed = head.seq - cursor.seq;
    if (head.epoch !== cursor.epoch || missed < 0 || missed > RECOVERY_LIMIT) return null;
    if (missed === 0) return { cursor: head, entries: [] };
    const rows = await this.transactions.read((em) =>
      em.execute<{ seq: string; at: Date; news: News }[]>(
        'select seq, at, news from stream_entry where stream = ? and seq > ? order by seq limit ?',
        [stream, cursor.seq, RECOVERY_LIMIT],
      ),
    );
    const entries = rows.map((row) =>
      entryOf(stream, head.epoch, Number(row.seq), new Date(row.at), row.news),
    );
    const whole = entries[0]?.seq === cursor.seq + 1 && entries.length >= missed;
    return whole ? { cursor: { epoch: head.epoch, seq: entries.at(-1)!.seq }, entries } : null;
  }

  /** Deletes entries older than `before`; cursors from before then answer with a snapshot. */
  async trim(before: Date): Promise<void> {
    await this.transactions.run((em) => em.execute('delete from stream_entry where at < ?', [before]));
  }

  #letOut(entries: Entry[]): void {
    if (entries.length > 0) this.#publish(entries);
  }

  async #store(em: SqlEntityManager, told: Told[]): Promise<void> {
    const counts = new Map<StreamName, number>();
    for (const { stream } of told) counts.set(stream, (counts.get(stream) ?? 0) + 1);
    // Sorted, and last in the transaction: two writers always lock streams in the same order and only shortly.
    const wanted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, n]) => ({ name, n }));
    const heads = await em.execute<{ name: StreamName; epoch: string; seq: string }[]>(
      `insert into stream (name, seq)
       select name, n from jsonb_to_recordset(?::jsonb) as w(name text, n bigint) order by name
       on conflict (name) do update set seq = stream.seq + excluded.seq
       returning name, epoch, seq`,
      [JSON.stringify(wanted)],
    );
    const next = new Map(
      heads.map((head) => [head.name, { epoch: head.epoch, seq: Number(head.seq) - counts.get(head.name)! }]),
    );
    const at = new Date();
    const entries = told.map(({ stream, news }) => {
      const head = next.get(stream)!;
      return entryOf(stream, head.epoch, ++head.seq, at, news);
    });
    const end = this.#order.enter(entries);
    this.transactions.afterCommit(() => this.#letOut(end(true)));
    this.transactions.afterRollback(async () => this.#letOut(end(false)));
    await em.execute(
      `insert into stream_entry (stream, seq, at, news)
       select stream, seq, at, news from jsonb_to_recordset(?::jsonb) as e(stream text, seq bigint, at timestamptz, news jsonb)`,
      [JSON.stringify(entries)],
    );
  }
}

function entryOf(stream: StreamName, epoch: string, seq: number, at: Date, news: News): Entry {
  return { stream, epoch, seq, at: at.toISOString(), news };
}
