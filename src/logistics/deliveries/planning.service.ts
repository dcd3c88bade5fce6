import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.ts';
import type { LonLat } from '../../shared/geo.ts';
import type { DeliveryState, StopKind, StopState } from '../../shared/states.ts';
import type { StopView } from '../../shared/route-views.ts';
import type { DeliveryView } from '../../shared/views.ts';
import { toStopView } from './deliveries.dto.ts';
import { DeliveryViews } from './delivery-views.service.ts';
import { Delivery, Stop } from './delivery.entity.ts';
import { deliveryLifecycle } from './delivery.lifecycle.ts';
import { isWithCourier, mayPlan } from './delivery.rules.ts';
import { isOpen, stopLifecycle } from './stop.lifecycle.ts';

export interface OpenStop {
  id: string;
  kind: StopKind;
  state: StopState;
  /** Null: nobody knows where the address is. */
  at: LonLat | null;
  /** On whose route it is, accepted or not. */
  courierId: string | null;
  sequence: number | null;
  locked: boolean;
  plannedArrival: Date | null;
  plannedDeparture: Date | null;
  /** When it will be reached in half of the cases, as people were told. */
  eta: Date | null;
}

/** A delivery as plans see it. */
export interface OpenDelivery {
  id: string;
  version: number;
  number: string;
  orderId: string | null;
  trackingId: string;
  storeId: string;
  state: DeliveryState;
  /** Who holds it; null while it is only proposed or waits. */
  courierId: string | null;
  createdAt: Date;
  windowFrom: Date | null;
  windowTo: Date;
  readyAt: Date;
  demand: number[];
  skills: string[];
  /** The courier has the goods: only the order of the stops may change. */
  withCourier: boolean;
  /** Whether a route may take it. */
  plannable: boolean;
  /** When its courier is to be asked; null when he was asked, or there is none. */
  offerAt: Date | null;
  unassigned: { code: string; message: string } | null;
  /** Open ones only, in driving order. */
  stops: OpenStop[];
}

/** A stop of a route with what there is to know of its delivery. */
export interface RouteStop extends OpenStop {
  deliveryId: string;
  delivery: OpenDelivery;
  view: StopView;
}

const OPEN_STOPS = stopLifecycle.states.filter(isOpen);
const FINAL = deliveryLifecycle.states.filter(deliveryLifecycle.isFinal);

/** What there is to plan, for dispatch and tracking: plain rows, no access checks (callers have made theirs). */
@Injectable()
export class PlanningService {
  constructor(
    private readonly transactions: Transactions,
    private readonly views: DeliveryViews,
  ) {}

  /** Every delivery of the zone that is not final, oldest first. */
  async openForPlanning(zoneId: string): Promise<OpenDelivery[]> {
    const deliveries = await this.#open({ zoneId });
    return deliveries.map(toOpenDelivery);
  }

  /** The same deliveries as watchers see them. */
  async openViews(zoneId: string): Promise<DeliveryView[]> {
    return this.views.of(await this.#open({ zoneId }));
  }

  /** Null when there is none, or it is over. */
  async openDelivery(id: string): Promise<OpenDelivery | null> {
    const [delivery] = await this.#open({ id });
    return delivery ? toOpenDelivery(delivery) : null;
  }

  /** A courier's open stops in driving order; with `held`, only of deliveries that are assigned to it. */
  async stopsOf(courierId: string, options: { held?: boolean } = {}): Promise<RouteStop[]> {
    return (await this.stopsOfAll([courierId], options)).get(courierId)!;
  }

  async stopsOfAll(
    courierIds: readonly string[],
    { held = false }: { held?: boolean } = {},
  ): Promise<Map<string, RouteStop[]>> {
    const stops = await this.transactions.read((em) =>
      em.find(
        Stop,
        { courierId: { $in: [...courierIds] }, state: { $in: OPEN_STOPS } },
        {
          populate: ['delivery', 'delivery.stops'],
          strategy: 'select-in',
          orderBy: { sequence: 'asc', id: 'asc' },
        },
      ),
    );
    const routes = new Map<string, RouteStop[]>(courierIds.map((id) => [id, []]));
    for (const stop of stops) {
      const delivery = stop.delivery as unknown as Delivery;
      if (held && delivery.courierId !== stop.courierId) continue;
      const route = { deliveryId: delivery.id, delivery: toOpenDelivery(delivery), view: toStopView(stop) };
      routes.get(stop.courierId!)!.push({ ...toOpenStop(stop), ...route });
    }
    return routes;
  }

  /** Those of these stops that the courier has made, well or in vain. */
  async visited(courierId: string, stopIds: readonly string[]): Promise<Set<string>> {
    if (stopIds.length === 0) return new Set();
    const made = { id: { $in: [...stopIds] }, courierId, state: { $in: ['completed', 'failed'] as const } };
    const stops = await this.transactions.read((em) => em.find(Stop, made));
    return new Set(stops.map(({ id }) => id));
  }

  #open(where: { zoneId: string } | { id: string }): Promise<Delivery[]> {
    return this.transactions.read((em) =>
      em.find(
        Delivery,
        { ...where, state: { $nin: FINAL } },
        { populate: ['stops'], strategy: 'select-in', orderBy: { id: 'asc' } },
      ),
    );
  }
}

function toOpenStop(stop: Stop): OpenStop {
  const { id, kind, state, locked } = stop;
  return {
    id,
    kind,
    state,
    locked,
    at: stop.at ?? null,
    courierId: stop.courierId ?? null,
    sequence: stop.sequence ?? null,
    plannedArrival: stop.plannedArrival ?? null,
    plannedDeparture: stop.plannedDeparture ?? null,
    eta: stop.etaP50 ?? null,
  };
}

const VISITING_ORDER: StopKind[] = ['pickup', 'dropoff', 'return'];

function toOpenDelivery(delivery: Delivery): OpenDelivery {
  const { id, version, number, storeId, state, createdAt, windowTo, readyAt, demand, skills } = delivery;
  return {
    id,
    version,
    number,
    trackingId: delivery.trackingId(),
    storeId,
    state,
    createdAt,
    windowTo,
    readyAt,
    demand,
    skills,
    orderId: delivery.orderId ?? null,
    courierId: delivery.courierId ?? null,
    windowFrom: delivery.windowFrom ?? null,
    withCourier: isWithCourier(state),
    plannable: mayPlan(state),
    offerAt: delivery.offerAt ?? null,
    unassigned: delivery.unassigned ?? null,
    stops: delivery
      .openStops()
      .map(toOpenStop)
      .sort((a, b) => VISITING_ORDER.indexOf(a.kind) - VISITING_ORDER.indexOf(b.kind)),
  };
}
