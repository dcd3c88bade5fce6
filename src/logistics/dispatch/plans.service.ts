import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.ts';
import { FactsService } from '../../platform/facts/facts.service.ts';
import { afterId, pageOf } from '../../platform/http/paging.ts';
import { StreamsService } from '../../platform/streams/streams.service.ts';
import { notFound } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { PlanView } from '../../shared/page-views.ts';
import type { PageOf } from '../../shared/views.ts';
import { Plan } from './plan.entity.ts';

export type PlanRecord = Pick<
  Plan,
  'zoneId' | 'engine' | 'reason' | 'why' | 'changes' | 'gain' | 'before'
> & {
  undoOf: string | null;
};

/** Older plans of a zone are forgotten: nobody can take them back any more. */
const KEPT = 500;
/** Changes shown of one plan. */
const SHOWN = 60;
/** What was put back stays there for this long, whatever the planner thinks. */
const HOLD_MS = 10 * 60_000;

/** What was published, what it changed and why. */
@Injectable()
export class PlansService {
  constructor(
    private readonly transactions: Transactions,
    private readonly facts: FactsService,
    private readonly streams: StreamsService,
  ) {}

  /** Keeps a plan as its zone's present one and tells watchers. Joins the open transaction, under the zone's lock. */
  async keep(record: PlanRecord, now: Date): Promise<string> {
    return this.transactions.run(async (em) => {
      const { zoneId, engine, before } = record;
      await em.nativeUpdate(Plan, { zoneId, state: 'published' }, { state: 'superseded' });
      const [last] = await em.execute<{ version: number }[]>(
        'select coalesce(max(version), 0)::int as version from plan where zone_id = ?',
        [zoneId],
      );
      const version = last!.version + 1;
      const plan = em.create(Plan, {
        ...record,
        id: newId(),
        version,
        state: 'published',
        publishedAt: now,
        undoneBy: null,
      });
      await em.flush();
      await em.nativeDelete(Plan, { zoneId, version: { $lte: version - KEPT } });
      if (record.undoOf) await this.#markUndone(record.undoOf, plan.id);
      const courierIds = before.map(({ courierId }) => courierId);
      const fact = { planId: plan.id, zoneId, version, engine, courierIds, at: now.toISOString() };
      this.facts.record('plan.published', fact);
      if (plan.changes.length > 0) this.#tell(plan);
      return plan.id;
    });
  }

  /** Plans that changed something, newest first. */
  async list(zoneId: string, query: { limit: number; cursor?: string }): Promise<PageOf<PlanView>> {
    const after = afterId(query.cursor);
    const plans = await this.transactions.read((em) =>
      em.find(
        Plan,
        { zoneId, ...(after ? { id: { $lt: after } } : {}), changes: { $ne: [] } },
        { orderBy: { id: 'desc' }, limit: query.limit + 1 },
      ),
    );
    return pageOf(plans, query.limit, toPlanView);
  }

  /** Throws not_found. */
  async get(id: string): Promise<Plan> {
    const plan = await this.transactions.read((em) => em.findOne(Plan, { id }, { refresh: true }));
    if (!plan) throw notFound('plan');
    return plan;
  }

  /** Deliveries that a dispatcher put back lately. */
  async heldIn(zoneId: string, now: Date): Promise<ReadonlySet<string>> {
    const since = new Date(now.getTime() - HOLD_MS);
    const plans = await this.transactions.read((em) =>
      em.find(Plan, { zoneId, undoOf: { $ne: null }, publishedAt: { $gt: since } }, { fields: ['changes'] }),
    );
    return new Set(
      plans.flatMap(({ changes }) =>
        changes.filter(({ kind }) => kind !== 'retimed').map(({ deliveryId }) => deliveryId),
      ),
    );
  }

  async #markUndone(id: string, undoneBy: string): Promise<void> {
    await this.transactions.run(async (em) => {
      const plan = await em.findOne(Plan, { id });
      if (!plan) return;
      plan.undoneBy = undoneBy;
      await em.flush();
      this.#tell(plan);
    });
  }

  #tell(plan: Plan): void {
    this.streams.tell(`zone:${plan.zoneId}`, { kind: 'plan', plan: toPlanView(plan) });
  }
}

export function toPlanView(plan: Plan): PlanView {
  const { id, zoneId, version, why, changes, gain } = plan;
  return {
    id,
    zoneId,
    version,
    at: plan.publishedAt.toISOString(),
    why,
    changes: changes.slice(0, SHOWN),
    more: Math.max(0, changes.length - SHOWN),
    gain,
    undoOf: plan.undoOf ?? null,
    undoneBy: plan.undoneBy ?? null,
  };
}
