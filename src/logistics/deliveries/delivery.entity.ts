import { defineEntity, p } from '@mikro-orm/core';
import { PointType } from '../../platform/database/point.type.ts';
import type { LonLat } from '../../shared/geo.ts';
import type { DeliveryState, ProofKind, StopKind, StopState } from '../../shared/states.ts';
import type { OutcomeView } from '../../shared/views.ts';
import { deliveryLifecycle } from './delivery.lifecycle.ts';
import type { FailurePolicy } from './delivery.rules.ts';
import { isOpen, stopLifecycle } from './stop.lifecycle.ts';

export const StopSchema = defineEntity({
  name: 'Stop',
  properties: {
    id: p.uuid().primary(),
    delivery: () => p.manyToOne(Delivery),
    kind: p.string().$type<StopKind>(),
    state: p.string().$type<StopState>(),
    address: p.string(),
    /** Null while nobody knows where the address is. */
    at: p.type(PointType).$type<LonLat>().nullable(),
    timeZone: p.string(),
    notes: p.string().nullable(),
    contactName: p.string(),
    contactPhone: p.string().nullable(),
    /** On whose route it is, accepted or not. */
    courierId: p.uuid().nullable(),
    sequence: p.integer().nullable(),
    locked: p.boolean(),
    plannedArrival: p.datetime().nullable(),
    plannedDeparture: p.datetime().nullable(),
    etaP10: p.datetime().nullable(),
    etaP50: p.datetime().nullable(),
    etaP90: p.datetime().nullable(),
    lateProbability: p.float().nullable(),
    arrivedAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
  },
});

/** One visit of a delivery. */
export class Stop extends StopSchema.class {
  isOpen(): boolean {
    return isOpen(this.state);
  }

  /** Throws IllegalTransition when the lifecycle does not lead there. */
  moveTo(state: StopState, at: Date): void {
    stopLifecycle.assert(this.state, state);
    this.state = state;
    if (state === 'arrived') this.arrivedAt = at;
    if (!this.isOpen()) Object.assign(this, { closedAt: at, locked: false });
  }

  /** Off every route, as if nobody had set out. */
  release(at: Date): void {
    if (this.state !== 'pending') this.moveTo('pending', at);
    Object.assign(this, { courierId: null, sequence: null, locked: false, arrivedAt: null });
    Object.assign(this, { plannedArrival: null, plannedDeparture: null });
    Object.assign(this, { etaP10: null, etaP50: null, etaP90: null, lateProbability: null });
  }
}
StopSchema.setClass(Stop);

export const DeliverySchema = defineEntity({
  name: 'Delivery',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    number: p.string(),
    orderId: p.uuid().nullable(),
    storeId: p.uuid(),
    zoneId: p.uuid(),
    state: p.string().$type<DeliveryState>(),
    /** When it entered this state. */
    movedAt: p.datetime(),
    outcome: p.json<OutcomeView>().nullable(),
    windowFrom: p.datetime().nullable(),
    windowTo: p.datetime(),
    readyAt: p.datetime(),
    items: p.json<{ name: string; quantity: number }[]>(),
    /** [parcels, grams], as vehicles have capacities. */
    demand: p.array<number>(Number, String).columnType('int[]'),
    skills: p.array().columnType('text[]'),
    proofRequired: p.array().columnType('text[]').$type<ProofKind[]>(),
    pin: p.string().nullable(),
    pinAttempts: p.integer(),
    failurePolicy: p.string().$type<FailurePolicy>(),
    /** Who holds it: assigned, accepted or carrying. */
    courierId: p.uuid().nullable(),
    /** Planned on a route, but its courier is asked only then; null when he was asked or holds it. */
    offerAt: p.datetime().nullable(),
    /** Why it is on no route. */
    unassigned: p.json<{ code: string; message: string }>().nullable(),
    feeMinor: p.integer().nullable(),
    currency: p.string(),
    createdAt: p.datetime(),
    stops: () => p.oneToMany(Stop).mappedBy('delivery').orderBy({ id: 'asc' }),
  },
});

/** One thing to bring from a store to a customer, with all the visits it took. */
export class Delivery extends DeliverySchema.class {
  /** Names the stream its customer watches. */
  trackingId(): string {
    return this.orderId ?? this.id;
  }

  openStops(): Stop[] {
    return this.stops.getItems().filter((stop) => stop.isOpen());
  }

  /** The newest stop of a kind; earlier ones are failed visits. */
  latest(kind: StopKind): Stop | null {
    const ofKind = this.stops.getItems().filter((stop) => stop.kind === kind);
    return ofKind.sort((a, b) => (a.id < b.id ? 1 : -1))[0] ?? null;
  }

  /** Where the goods are to go now: to the customer, or back. */
  destination(): Stop {
    return this.latest('return') ?? this.latest('dropoff')!;
  }

  /** Throws IllegalTransition when the lifecycle does not lead there. */
  moveTo(state: DeliveryState, at: Date): void {
    deliveryLifecycle.assert(this.state, state);
    this.state = state;
    this.movedAt = at;
    this.offerAt = null;
  }
}
DeliverySchema.setClass(Delivery);
