import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { Transactions } from '../../platform/database/transactions.ts';
import type { SolveFailure, SolveProgress, SolveState, SolveStatus } from '../../shared/solve-views.ts';

export interface NewSolveJob {
  id: string;
  owner: string;
  requestKey: string | null;
  requestHash: string;
  /** The problem as JSON text. */
  input: string;
  now: Date;
  expiresAt: Date;
}

export interface SolveRow extends SolveStatus {
  owner: string;
  requestHash: string;
  attempts: number;
  createdAt: Date;
  finishedAt: Date | null;
  expiresAt: Date;
}

interface Raw {
  id: string;
  owner: string;
  state: SolveState;
  request_hash: string;
  attempts: number;
  progress: SolveProgress | null;
  failure: SolveFailure | null;
  created_at: Date;
  finished_at: Date | null;
  expires_at: Date;
}

/** Everything but the problem and its answer, which may be megabytes. */
const COLUMNS =
  'id, owner, state, request_hash, attempts, progress, failure, created_at, finished_at, expires_at';
/** Who runs a problem says so every second; silent for so long, it is taken for dead. */
const SILENT_MS = 20_000;

/** Problems in the queue, as rows. */
@Injectable()
export class SolveStore {
  constructor(private readonly transactions: Transactions) {}

  /** Stores a problem; false when its owner used the same key before. */
  async add(job: NewSolveJob): Promise<boolean> {
    const rows = await this.#write(
      `insert into solve_job (id, owner, state, request_key, request_hash, input, created_at, beat_at, expires_at)
       values (?, ?, 'queued', ?, ?, ?, ?, ?, ?)
       on conflict (owner, request_key) where request_key is not null do nothing returning id`,
      [job.id, job.owner, job.requestKey, job.requestHash, job.input, job.now, job.now, job.expiresAt],
    );
    return rows.length > 0;
  }

  find(id: string): Promise<SolveRow | null> {
    return this.#one('id = ?', [id]);
  }

  findByKey(owner: string, requestKey: string): Promise<SolveRow | null> {
    return this.#one('owner = ? and request_key = ?', [owner, requestKey]);
  }

  async answerOf(id: string): Promise<string | null> {
    const [row] = await this.#read<{ answer: string | null }>('select answer from solve_job where id = ?', [
      id,
    ]);
    return row?.answer ?? null;
  }

  async openCount(owner: string): Promise<number> {
    const [row] = await this.#read<{ n: number }>(
      `select count(*)::int as n from solve_job where owner = ? and state in ('queued', 'running')`,
      [owner],
    );
    return row!.n;
  }

  /** Takes a problem that waits, or whose runner is dead; null when there is nothing to do. */
  async claim(id: string, now: Date): Promise<{ input: string; attempts: number } | null> {
    const [row] = await this.#write<{ input: string; attempts: number }>(
      `update solve_job set state = 'running', attempts = attempts + 1, beat_at = ?
       where id = ? and (state = 'queued' or (state = 'running' and beat_at < ?)) returning input, attempts`,
      [now, id, silentSince(now)],
    );
    return row ?? null;
  }

  /** Says that the runner lives; false when the problem is no longer its to run. */
  async beat(id: string, progress: SolveProgress, now: Date): Promise<boolean> {
    const rows = await this.#write(
      `update solve_job set beat_at = ?, progress = ?::jsonb where id = ? and state = 'running' returning id`,
      [now, JSON.stringify(progress), id],
    );
    return rows.length > 0;
  }

  /** Ends a run; false when it was cancelled meanwhile. */
  async finish(
    id: string,
    end: { state: 'done' | 'failed'; answer?: string; failure?: SolveFailure; now: Date },
  ): Promise<boolean> {
    const rows = await this.#write(
      `update solve_job set state = ?, answer = ?, failure = ?::jsonb, finished_at = ?, expires_at = ?
       where id = ? and state = 'running' returning id`,
      [
        end.state,
        end.answer ?? null,
        end.failure ? JSON.stringify(end.failure) : null,
        end.now,
        keptUntil(end.now),
        id,
      ],
    );
    return rows.length > 0;
  }

  /** Puts a run back that its process has no more time for; it does not count as a try. */
  async putBack(id: string): Promise<void> {
    await this.#write(
      `update solve_job set state = 'queued', attempts = attempts - 1 where id = ? and state = 'running' returning id`,
      [id],
    );
  }

  async cancel(id: string, now: Date): Promise<boolean> {
    const rows = await this.#write(
      `update solve_job set state = 'cancelled', finished_at = ?, expires_at = ?
       where id = ? and state in ('queued', 'running') returning id`,
      [now, keptUntil(now), id],
    );
    return rows.length > 0;
  }

  /** Problems nobody has touched for long though they are not done: their queue or their runner is gone. */
  async forgotten(now: Date): Promise<string[]> {
    const rows = await this.#read<{ id: string }>(
      `select id from solve_job where state in ('queued', 'running') and beat_at < ? order by id limit 100`,
      [silentSince(now)],
    );
    return rows.map(({ id }) => id);
  }

  /** What was accepted is kept until it is done, however long the queue. */
  async dropExpired(now: Date): Promise<void> {
    await this.#write(`delete from solve_job where expires_at < ? and state not in ('queued', 'running')`, [
      now,
    ]);
  }

  async #one(where: string, values: unknown[]): Promise<SolveRow | null> {
    const [row] = await this.#read<Raw>(`select ${COLUMNS} from solve_job where ${where}`, values);
    return row ? toRow(row) : null;
  }

  #read<T extends object>(sql: string, values: unknown[]): Promise<T[]> {
    return this.transactions.read((em) => em.execute<T[]>(sql, values));
  }

  #write<T extends object>(sql: string, values: unknown[]): Promise<T[]> {
    return this.transactions.run((em: SqlEntityManager) => em.execute<T[]>(sql, values));
  }
}

/** An answer can be fetched for a day. */
const KEPT_MS = 24 * 3_600_000;
export const keptUntil = (now: Date): Date => new Date(now.getTime() + KEPT_MS);
const silentSince = (now: Date): Date => new Date(now.getTime() - SILENT_MS);

function toRow(raw: Raw): SolveRow {
  const { id, owner, state, attempts, progress, failure } = raw;
  return {
    id,
    owner,
    state,
    attempts,
    progress,
    failure,
    requestHash: raw.request_hash,
    createdAt: new Date(raw.created_at),
    finishedAt: raw.finished_at && new Date(raw.finished_at),
    expiresAt: new Date(raw.expires_at),
  };
}
