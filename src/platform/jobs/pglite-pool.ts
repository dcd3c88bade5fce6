import { EventEmitter } from 'node:events';
import type { PGlite, Results, Transaction } from '@electric-sql/pglite';
import { TransactionContext } from '@mikro-orm/core';

/** As node-postgres gives them to BullMQ: bigint and numeric as text. */
const asText = (value: string) => value;
const parsers = { 20: asText, 1700: asText };

interface Answer {
  rows: unknown[];
  rowCount: number;
}
const NOTHING: Answer = { rows: [], rowCount: 0 };

interface OpenTransaction {
  tx: Transaction;
  commit: () => void;
  rollback: (reason: Error) => void;
  closed: Promise<unknown>;
}

/**
 * The part of `pg.Pool` that BullMQ's PostgreSQL backend uses, over the one session of the embedded database. Each
 * statement runs in its own transaction with its own search_path, so neither side sees the other's setting.
 */
export class PGlitePool extends EventEmitter {
  /** In process a LISTEN can't drop silently. */
  readonly options = { keepAlive: true };
  readonly pglite: PGlite;
  readonly schema: string;

  constructor(pglite: PGlite, schema: string) {
    super();
    this.pglite = pglite;
    this.schema = schema;
    this.setMaxListeners(0);
  }

  query(sql: string, params?: readonly unknown[]): Promise<Answer> {
    return new PGliteClient(this).query(sql, params);
  }

  async connect(): Promise<PGliteClient> {
    return new PGliteClient(this);
  }

  async end(): Promise<void> {}
}

export class PGliteClient extends EventEmitter {
  #open?: OpenTransaction;
  readonly #unlisten = new Map<string, () => Promise<void>>();
  readonly #pool: PGlitePool;

  constructor(pool: PGlitePool) {
    super();
    this.#pool = pool;
    this.setMaxListeners(0);
  }

  async query(sql: string, params?: readonly unknown[]): Promise<Answer> {
    // One session: a queue call awaited inside an open transaction would wait for that transaction, i.e. for itself.
    if (TransactionContext.getEntityManager())
      throw new Error('A queue call inside a transaction: add the job after the commit.');
    const head = sql.replace(/^(\s*--[^\n]*\n)+\s*/, '').trimStart();
    const listen = /^(UN)?LISTEN\s+"?(\w+)"?/i.exec(head);
    if (listen) return this.#listen(listen[2]!, Boolean(listen[1]));
    if (/^BEGIN\b/i.test(head)) return this.#begin();
    if (/^COMMIT\b/i.test(head)) return this.#end(true);
    if (/^ROLLBACK\s*;?\s*$/i.test(head)) return this.#end(false);
    if (this.#open) return run(this.#open.tx, sql, params);
    return this.#pool.pglite.transaction(async (tx) => {
      await this.#enter(tx);
      return run(tx, sql, params);
    });
  }

  release(): void {
    for (const off of this.#unlisten.values()) void off();
    this.#unlisten.clear();
    this.removeAllListeners();
  }

  async #enter(tx: Transaction): Promise<void> {
    await tx.exec(`SET LOCAL search_path TO "${this.#pool.schema}"`);
  }

  async #listen(channel: string, off: boolean): Promise<Answer> {
    await this.#unlisten.get(channel)?.();
    this.#unlisten.delete(channel);
    if (!off) {
      const stop = await this.#pool.pglite.listen(channel, (payload) =>
        this.emit('notification', { channel, payload }),
      );
      this.#unlisten.set(channel, stop as () => Promise<void>);
    }
    return NOTHING;
  }

  async #begin(): Promise<Answer> {
    const opened = Promise.withResolvers<Transaction>();
    const finished = Promise.withResolvers<void>();
    const closed = this.#pool.pglite.transaction(async (tx) => {
      await this.#enter(tx);
      opened.resolve(tx);
      await finished.promise;
    });
    closed.catch(opened.reject);
    this.#open = { tx: await opened.promise, commit: finished.resolve, rollback: finished.reject, closed };
    return NOTHING;
  }

  async #end(commit: boolean): Promise<Answer> {
    const open = this.#open;
    if (!open) return NOTHING;
    this.#open = undefined;
    if (commit) open.commit();
    else open.rollback(new Error('ROLLBACK'));
    await (commit ? open.closed : open.closed.catch(() => {}));
    return NOTHING;
  }
}

async function run(
  session: Pick<Transaction, 'query' | 'exec'>,
  sql: string,
  params?: readonly unknown[],
): Promise<Answer> {
  const answer: Results | undefined = params?.length
    ? await session.query(sql, params as unknown[], { parsers })
    : (await session.exec(sql, { parsers })).at(-1);
  return { rows: answer?.rows ?? [], rowCount: answer?.affectedRows ?? answer?.rows.length ?? 0 };
}
