import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { conflict, notFound } from '../../shared/errors.ts';
import type { LonLat } from '../../shared/geo.ts';
import type { FailReason } from '../../shared/states.ts';
import type { DeliveryView } from '../../shared/views.ts';
import { DeliveryLog, type Cause } from './delivery-log.service.ts';
import { DeliveryViews } from './delivery-views.service.ts';
import type { Delivery, Stop } from './delivery.entity.ts';
import { moveTime } from './delivery.rules.ts';
import { lockOfStop } from './delivery-store.ts';
import { FailuresService } from './failures.service.ts';
import type { ProofGiven } from './proof.rules.ts';
import { ProofsService } from './proofs.service.ts';
import { isItsTurn, stepsTo, type StopGoal } from './stop.rules.ts';

/** What the courier's phone says about a move. */
export interface Seen {
  /** When it happened; a phone that was offline tells later. */
  at?: Date;
  position?: LonLat | null;
}
export interface Arrival extends Seen {
  by?: 'geofence' | 'courier';
}
export interface Completion extends Seen {
  proof?: ProofGiven;
}
export interface Failure extends Seen {
  reason: FailReason;
  note?: string;
  photo?: string;
}

type Hook = (em: SqlEntityManager, delivery: Delivery, stop: Stop, cause: Cause) => Promise<void>;

/** A delivery as it stands after a stop's move, and whose route it is on. */
export interface Moved {
  delivery: DeliveryView;
  courierId: string;
}

/**
 * What couriers do at stops. Every move may be repeated without effect; arriving implies having departed, completing
 * implies having arrived.
 */
@Injectable()
export class StopsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly log: DeliveryLog,
    private readonly views: DeliveryViews,
    private readonly proofs: ProofsService,
    private readonly failures: FailuresService,
  ) {}

  depart(me: Principal, stopId: string, seen: Seen = {}): Promise<Moved> {
    return this.#act(me, stopId, 'enroute', seen);
  }

  arrive(me: Principal, stopId: string, seen: Arrival = {}): Promise<Moved> {
    return this.#act(me, stopId, 'arrived', seen);
  }

  /** Refuses (`proof_required`, `pin_wrong`, `pin_locked`) when the customer's door needs proof that is not given. */
  complete(me: Principal, stopId: string, { proof = {}, ...seen }: Completion = {}): Promise<Moved> {
    return this.#act(me, stopId, 'completed', seen, async (em, delivery, stop, { at, observedAt }) => {
      const how = { at, position: observedAt ?? null };
      if (stop.kind === 'dropoff') await this.proofs.take(em, delivery, stop, proof, how);
      else await this.proofs.keep(em, delivery, stop, proof, how);
    });
  }

  /** The visit failed: the goods are picked up later, the door is tried again or the goods go back, by policy. */
  fail(me: Principal, stopId: string, { note, photo, ...seen }: Failure): Promise<Moved> {
    return this.#act(
      me,
      stopId,
      'failed',
      seen,
      async (em, delivery, stop, cause) => {
        const how = { at: cause.at, position: cause.observedAt ?? null };
        await this.proofs.keep(em, delivery, stop, { photo }, how);
        if (note) this.log.note(em, delivery, 'note', cause, { note });
      },
      (em, delivery, stop, cause) =>
        this.failures.follow(em, delivery, stop, { ...cause, reason: seen.reason }),
    );
  }

  async #act(
    me: Principal,
    stopId: string,
    goal: StopGoal,
    seen: Arrival & { reason?: FailReason },
    before?: Hook,
    after?: Hook,
  ): Promise<Moved> {
    return this.transactions.run(async (em) => {
      const { delivery, stop } = await lockOfStop(em, stopId);
      if (!mayActOn(me, stop)) throw notFound('stop');
      const courierId = stop.courierId;
      if (!courierId || delivery.courierId !== courierId)
        throw conflict('stop_not_assigned', 'This stop is not (or no longer) yours to make.');
      const steps = stepsTo(stop.kind, stop.state, goal);
      if (steps.length === 0) return { delivery: await this.views.one(delivery), courierId };
      if (!isItsTurn(stop.kind, delivery.state))
        throw conflict(
          'not_its_turn',
          `A delivery that is ${delivery.state} is not at its ${stop.kind} yet.`,
        );
      const at = moveTime(seen.at, delivery.movedAt, new Date());
      const { position: observedAt, by, reason } = seen;
      const cause: Cause = { me, at, observedAt, by, reason };
      await before?.(em, delivery, stop, cause);
      for (const step of steps) {
        if (step.delivery) this.log.move(em, delivery, step.delivery, cause);
        this.log.moveStop(delivery, stop, step.stop, cause);
      }
      await after?.(em, delivery, stop, cause);
      const [view] = await this.views.tell(em, [delivery]);
      return { delivery: view!, courierId };
    });
  }
}

/** Its own courier, or the server's own hand; where that speaks for a courier, it acts on his stops only. */
function mayActOn({ kind, courierId }: Principal, stop: Stop): boolean {
  return courierId === null ? kind === 'system' : courierId === stop.courierId;
}
