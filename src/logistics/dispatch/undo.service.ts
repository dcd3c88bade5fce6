import { Injectable } from '@nestjs/common';
import type { Principal } from '../../access/principal.ts';
import { conflict } from '../../shared/errors.ts';
import type { UndoView } from '../../shared/page-views.ts';
import { Decisions } from './decisions.service.ts';
import { OffersService } from './offers.service.ts';
import type { Plan } from './plan.entity.ts';
import { PlansService, toPlanView } from './plans.service.ts';
import { undoing, type Undoing } from './undo.rules.ts';
import { ZoneSnapshots } from './zone-snapshots.service.ts';

/** Taking a published plan back. */
@Injectable()
export class UndoService {
  constructor(
    private readonly plans: PlansService,
    private readonly snapshots: ZoneSnapshots,
    private readonly decisions: Decisions,
    private readonly offers: OffersService,
  ) {}

  /** What taking it back would do now. Throws not_found, conflict `already_undone`. */
  async look(planId: string): Promise<UndoView> {
    const plan = await this.#open(planId);
    const { back, kept } = undoing(await this.snapshots.take(plan.zoneId), plan);
    return { plan: null, back, kept };
  }

  /**
   * Puts the routes back as they were before a plan, as far as still possible, and holds them there for a while. Throws
   * not_found, conflict `already_undone`, `nothing_to_undo`, `plan_stale`.
   */
  async undo(me: Principal, planId: string): Promise<UndoView> {
    const plan = await this.#open(planId);
    const directed = new Set<string>();
    let done: Undoing | null = null;
    const directive = { me, reason: 'undo', directed, undoOf: planId };
    const undoneBy = await this.decisions.make(plan.zoneId, directive, async (snapshot) => {
      done = undoing(snapshot, plan);
      if (done.back.length === 0)
        throw conflict('nothing_to_undo', 'Nothing of this plan can be taken back any more.');
      directed.clear();
      for (const deliveryId of done.directed) directed.add(deliveryId);
      const now = new Date(snapshot.nowMs);
      for (const [deliveryId, courierId] of done.off)
        await this.offers.keepFrom(deliveryId, courierId, plan.zoneId, now);
      return { routes: done.routes, off: new Set(done.off.keys()) };
    });
    const { back, kept } = done!;
    return { plan: toPlanView(await this.plans.get(undoneBy)), back, kept };
  }

  async #open(planId: string): Promise<Plan> {
    const plan = await this.plans.get(planId);
    if (plan.undoneBy) throw conflict('already_undone', 'This plan was taken back already.');
    return plan;
  }
}
