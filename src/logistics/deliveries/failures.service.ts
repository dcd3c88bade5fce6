import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { FactsService } from '../../platform/facts/facts.service.ts';
import type { FailReason } from '../../shared/states.ts';
import { DeliveryLog, ofDelivery, type Cause } from './delivery-log.service.ts';
import type { Delivery, Stop } from './delivery.entity.ts';
import { afterFailure } from './delivery.rules.ts';
import { endOfRoute } from './delivery-store.ts';
import { ReturnsService } from './returns.service.ts';
import { addStop, placeOf } from './visit.ts';

/** What follows a failed visit. */
@Injectable()
export class FailuresService {
  constructor(
    private readonly facts: FactsService,
    private readonly log: DeliveryLog,
    private readonly returns: ReturnsService,
  ) {}

  async follow(
    em: SqlEntityManager,
    delivery: Delivery,
    stop: Stop,
    cause: Cause & { reason: FailReason },
  ): Promise<void> {
    const { kind } = stop;
    const courierId = stop.courierId!;
    const at = cause.at.toISOString();
    const { reason } = cause;
    this.facts.record('attempt.failed', {
      ...ofDelivery(delivery),
      stopId: stop.id,
      kind,
      courierId,
      at,
      reason,
    });
    const failures = delivery.stops.getItems().filter((s) => s.kind === kind && s.state === 'failed').length;
    const failed = { kind, reason, failures, policy: delivery.failurePolicy };
    const after = afterFailure(failed, cause.at);
    if (after.next === 'return') return this.returns.begin(em, delivery, cause);
    if (after.next === 'replan') return this.#replan(em, delivery, stop, after.readyAt, cause);
    return this.#retry(em, delivery, stop, cause);
  }

  /** Another courier may fetch it later. */
  async #replan(
    em: SqlEntityManager,
    delivery: Delivery,
    failed: Stop,
    readyAt: Date,
    cause: Cause,
  ): Promise<void> {
    this.log.move(em, delivery, 'confirmed', cause);
    delivery.courierId = null;
    delivery.readyAt = readyAt;
    for (const open of delivery.openStops()) open.release(cause.at);
    await em.flush();
    addStop(em, delivery, 'pickup', placeOf(failed));
    this.log.unplanned(em, delivery, 'pickup_failed', 'The goods could not be picked up yet.', cause);
  }

  /** The same courier tries the door again, after the rest of the route. */
  async #retry(em: SqlEntityManager, delivery: Delivery, failed: Stop, cause: Cause): Promise<void> {
    await em.flush();
    const courierId = delivery.courierId!;
    addStop(em, delivery, 'dropoff', placeOf(failed), {
      courierId,
      sequence: await endOfRoute(em, courierId),
      plannedArrival: cause.at,
    });
    this.log.changed(delivery);
  }
}
