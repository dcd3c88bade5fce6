import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../shared/errors.ts';
import type { FixResult } from '../../shared/live.ts';
import { FixBatchWriter } from './fix-batch-writer.ts';
import type { Fix } from './stages/fix.ts';

/** One courier's fixes on their way to the disk. */
export interface Submission {
  courierId: string;
  fixes: Fix[];
  source: string;
}
interface Waiting extends Submission {
  resolve: (results: FixResult[]) => void;
  reject: (error: Error) => void;
}

const BATCH_FIXES = 1_000;
const MOST_WAITING = 20_000;

/**
 * Natural batching: while one batch commits, the next gathers. The promise resolves after the commit, so whoever holds
 * an answer holds stored fixes. Batches follow each other, hence each courier's fixes are taken in order.
 */
@Injectable()
export class FixIntake {
  readonly #waiting: Waiting[] = [];
  #fixesWaiting = 0;
  #writing = false;

  constructor(private readonly writer: FixBatchWriter) {}

  /** One result per fix, in order. Rejects with `overloaded` when too many wait: nothing is stored then. */
  submit(submission: Submission): Promise<FixResult[]> {
    if (this.#fixesWaiting + submission.fixes.length > MOST_WAITING) {
      throw new DomainError(
        'overloaded',
        'too_many_fixes',
        'More fixes arrive than can be stored; send them again soon.',
        {
          retryAfterS: 2,
        },
      );
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...submission, resolve, reject });
      this.#fixesWaiting += submission.fixes.length;
      if (!this.#writing) {
        this.#writing = true;
        setImmediate(() => void this.#writeAll());
      }
    });
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch();
      await this.#write(batch);
      await nextTurn();
    }
    this.#writing = false;
  }

  #nextBatch(): Waiting[] {
    const batch: Waiting[] = [];
    let size = 0;
    while (this.#waiting.length > 0 && (size === 0 || size + this.#waiting[0]!.fixes.length <= BATCH_FIXES)) {
      const next = this.#waiting.shift()!;
      size += next.fixes.length;
      batch.push(next);
    }
    this.#fixesWaiting -= size;
    return batch;
  }

  /** A batch that fails is tried again submission by submission, so that one poisoned cannot hold back the others. */
  async #write(batch: Waiting[]): Promise<void> {
    try {
      const results = await this.writer.write(batch);
      for (const [index, submission] of batch.entries()) submission.resolve(results[index]!);
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error as Error);
      else for (const submission of batch) await this.#write([submission]);
    }
  }
}
