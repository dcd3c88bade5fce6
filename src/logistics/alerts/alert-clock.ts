import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PlanningService } from '../deliveries/planning.service.ts';
import { FleetService } from '../fleet/fleet.service.ts';
import { WatchService } from '../tracking/watch.service.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { FactsService } from '../../platform/facts/facts.service.ts';
import { Jobs } from '../../platform/jobs/jobs.service.ts';
import type { AlertRule } from '../../shared/states.ts';
import { Alert } from './alert.entity.ts';
import { ESCALATE_AFTER_S, parkedFact, silence, stall, unassignedTooLong } from './alert.rules.ts';
import { AlertsService } from './alerts.service.ts';

const EVERY_MS = 10_000;
/** Trouble of a courier that ends with its last stop. */
const OVER_WITH_WORK: AlertRule[] = ['silent', 'stalled', 'off_route'];

/** Trouble that shows by nothing happening: only a clock can find it. */
@Injectable()
export class AlertClock implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
    private readonly alerts: AlertsService,
    private readonly watch: WatchService,
    private readonly planning: PlanningService,
    private readonly fleet: FleetService,
    private readonly facts: FactsService,
  ) {}

  onModuleInit(): void {
    this.jobs.define('alerts.clock', () => this.tick(new Date()));
    this.jobs.every('alerts.clock', EVERY_MS);
  }

  async tick(now: Date): Promise<void> {
    await this.#couriers(now);
    const standing = new Set(
      (await this.alerts.standingOf(['unassigned'])).map(({ subjectId }) => subjectId),
    );
    for (const { id } of await this.fleet.allZones()) await this.#waiting(id, standing, now);
    await this.#parked(now);
    await this.#wakeAndEscalate(now);
  }

  async #waiting(zoneId: string, standing: ReadonlySet<string>, now: Date): Promise<void> {
    const open = await this.planning.openForPlanning(zoneId);
    for (const delivery of open.filter(({ state }) => state === 'confirmed')) {
      const { id, number, windowFrom, windowTo, readyAt } = delivery;
      const waiting = {
        deliveryId: id,
        zoneId,
        createdMs: delivery.createdAt.getTime(),
        opensMs: Math.max(readyAt.getTime(), windowFrom?.getTime() ?? 0),
        windowToMs: windowTo.getTime(),
        isPlanned: delivery.stops.some(({ courierId }) => courierId !== null),
        isPostponed: delivery.offerAt !== null,
        unassigned: delivery.unassigned,
      };
      const finding = unassignedTooLong(waiting, now.getTime());
      // Most orders for later never had an alert: nothing to clear.
      if (finding && 'clear' in finding && !standing.has(id)) continue;
      await this.alerts.consider(finding, number, now);
    }
  }

  async #parked(now: Date): Promise<void> {
    const parked = await this.facts.parked();
    for (const fact of parked) await this.alerts.consider(parkedFact(fact), fact.name, now);
    const still = new Set(parked.map(({ id, consumer }) => `${id}/${consumer}`));
    for (const { rule, subjectId } of await this.alerts.standingOf(['fact_parked']))
      if (!still.has(subjectId)) await this.alerts.clear(rule, subjectId, { reason: 'handled' }, now);
  }

  async #couriers(now: Date): Promise<void> {
    const atWork = await this.watch.atWork();
    for (const courier of atWork) {
      await this.alerts.consider(silence(courier, now.getTime()), courier.courierName, now);
      await this.alerts.consider(stall(courier, now.getTime()), courier.courierName, now);
    }
    const working = new Set(atWork.map(({ courierId }) => courierId));
    for (const { rule, subjectId } of await this.alerts.standingOf(OVER_WITH_WORK))
      if (!working.has(subjectId)) await this.alerts.clear(rule, subjectId, { reason: 'no_more_stops' }, now);
  }

  /** Snoozed alerts come back, critical ones nobody took are escalated. */
  async #wakeAndEscalate(now: Date): Promise<void> {
    await this.transactions.run(async (em) => {
      const unowned = new Date(now.getTime() - ESCALATE_AFTER_S * 1000);
      const due = await em.find(Alert, {
        $or: [
          { state: 'snoozed', snoozedUntil: { $lte: now } },
          { state: 'open', severity: 'critical', ownerId: null, openedAt: { $lte: unowned } },
        ],
      });
      for (const alert of due) {
        alert.moveTo(alert.state === 'snoozed' ? 'open' : 'escalated');
        await this.alerts.tell(em, alert);
      }
    });
  }
}
