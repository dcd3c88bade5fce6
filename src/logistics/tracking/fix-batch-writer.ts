import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { Transactions } from '../../platform/database/transactions.ts';
import { Metrics } from '../../platform/metrics/metrics.ts';
import { Positions } from '../../platform/sockets/positions.ts';
import type { FixResult } from '../../shared/live.ts';
import { audienceOf } from './audience.rules.ts';
import type { Submission } from './fix-intake.ts';
import { FixPartitions } from './fix-partitions.ts';
import { fixesBetween, insertFixes, reinstate, storedKey, type LabelledFix } from './fix-store.ts';
import { toPositionView } from './position.view.ts';
import { compareOrder, orderOf, type Fix, type FixOrder } from './stages/fix.ts';
import { FURTHEST_AHEAD_MS, OLDEST_MS } from './stages/judge.ts';
import { rederive } from './stages/late-fix.ts';
import { TrackFacts } from './track-facts.ts';
import { TrackRegistry } from './track-registry.ts';
import { takeFixes, type Taken } from './take-fixes.ts';
import {
  checkpoint,
  checkpointBefore,
  lockTracks,
  REDERIVED_MS,
  savePositions,
  saveStates,
  type TrackCache,
} from './track-store.ts';

/** Stores a batch of submissions, and everything that follows from them, in one transaction. */
@Injectable()
export class FixBatchWriter {
  readonly #cache: TrackCache = new Map();

  constructor(
    private readonly transactions: Transactions,
    private readonly partitions: FixPartitions,
    private readonly registry: TrackRegistry,
    private readonly facts: TrackFacts,
    private readonly positions: Positions,
    private readonly metrics: Metrics,
  ) {}

  /** Results per submission, in order. Signals go out after the commit. */
  async write(batch: readonly Submission[]): Promise<FixResult[][]> {
    const courierIds = [...new Set(batch.map(({ courierId }) => courierId))].sort();
    await this.registry.ensure(courierIds);
    await this.partitions.ensure(
      batch.flatMap(({ fixes }) => fixes.map((fix) => fix.at)).filter(isPlausible),
    );
    const taken = await this.transactions.run((em) => this.#store(em, batch, courierIds));
    for (const one of taken.values()) this.#show(one);
    return resultsOf(batch, taken);
  }

  async #store(
    em: SqlEntityManager,
    batch: readonly Submission[],
    courierIds: readonly string[],
  ): Promise<Map<string, Taken>> {
    const now = Date.now();
    const before = await lockTracks(em, courierIds, this.#cache);
    const taken = new Map<string, Taken>();
    for (const courierId of courierIds) {
      const fixes = batch
        .filter((submission) => submission.courierId === courierId)
        .flatMap((submission) => submission.fixes);
      taken.set(courierId, takeFixes(before.get(courierId)!, fixes, now));
    }
    await this.#insert(em, batch, taken);
    for (const [courierId, one] of taken) {
      await this.#takeLate(em, one);
      for (const key of one.reinstated) await reinstate(em, courierId, key, now - REDERIVED_MS);
      await checkpoint(em, before.get(courierId)!, one.track);
    }
    const all = [...taken.values()];
    await saveStates(
      em,
      all.map(({ track }) => track),
    );
    const shown = all.flatMap(({ track, marker, battery }) => (marker ? [{ track, marker, battery }] : []));
    if (shown.length > 0) await savePositions(em, shown);
    for (const one of all) await this.facts.record(one.track, one.facts);
    return taken;
  }

  /** Labels as duplicates what the database knew already. */
  async #insert(
    em: SqlEntityManager,
    batch: readonly Submission[],
    taken: Map<string, Taken>,
  ): Promise<void> {
    const source = new Map(batch.map((submission) => [submission.courierId, submission.source]));
    const labelled: (LabelledFix & { result: FixResult })[] = [];
    for (const [courierId, { fixes }] of taken) {
      for (const { fix, result } of fixes) {
        if (result.verdict === 'invalid' || result.verdict === 'duplicate') continue;
        const { verdict, reason = null } = result;
        labelled.push({ courierId, fix, verdict, reason, source: source.get(courierId)!, result });
      }
    }
    const inserted = await insertFixes(em, labelled);
    for (const { courierId, fix, result } of labelled) {
      // Deleting the key as it is met: of two equal fixes in one batch, the second is the duplicate.
      if (!inserted.delete(storedKey(courierId, fix)))
        Object.assign(result, { verdict: 'duplicate', reason: 'stored_before' });
    }
  }

  /** Folds late fixes into their place in time; what was told wrongly is corrected, never alarmed. */
  async #takeLate(em: SqlEntityManager, taken: Taken): Promise<void> {
    const late = taken.fixes.filter(({ result }) => result.verdict === 'late').map(({ fix }) => fix);
    if (late.length === 0) return;
    const earliest = late.reduce((a, b) => (a.at <= b.at ? a : b));
    const from = await checkpointBefore(em, taken.track, earliest);
    const head = taken.track.state.derived.newest;
    if (!from || !head) return;
    const since = from.newest?.at ?? head.at - 2 * REDERIVED_MS;
    const stored = await fixesBetween(em, taken.track.courierId, since, head.at);
    const lateKeys = new Set(late.map((fix) => storedKey('', fix)));
    const window = stored.filter((fix) => isAfter(fix, from.newest) && !lateKeys.has(storedKey('', fix)));
    const corrected = rederive(taken.track.state, from, window, late, taken.track.target);
    taken.track = { ...taken.track, state: corrected.state };
    taken.facts.push(...corrected.facts);
    if (corrected.marker) taken.marker = corrected.marker;
  }

  #show({ track, marker, fixes }: Taken): void {
    this.#cache.set(track.courierId, track);
    for (const { result } of fixes) this.metrics.fixes.inc({ verdict: result.verdict });
    if (!marker) return;
    const streams = audienceOf(track.courierId, track.zoneId, track.target);
    this.positions.signal({ streams, position: toPositionView(track.courierId, marker) });
  }
}

/** Other times are judged invalid and not stored. */
const isPlausible = (at: number) => at >= Date.now() - OLDEST_MS && at <= Date.now() + FURTHEST_AHEAD_MS;

const isAfter = (fix: Fix, newest: FixOrder | null) => !newest || compareOrder(orderOf(fix), newest) > 0;

function resultsOf(batch: readonly Submission[], taken: Map<string, Taken>): FixResult[][] {
  const used = new Map<string, number>();
  return batch.map(({ courierId, fixes }) => {
    const start = used.get(courierId) ?? 0;
    used.set(courierId, start + fixes.length);
    return taken
      .get(courierId)!
      .fixes.slice(start, start + fixes.length)
      .map(({ result }) => result);
  });
}
