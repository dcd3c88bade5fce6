import { Injectable } from '@nestjs/common';
import type { LonLat } from '../../shared/geo.ts';
import { FleetService, type FleetCourier } from '../fleet/fleet.service.ts';
import { PlanningService, type OpenDelivery, type OpenStop } from '../deliveries/planning.service.ts';
import { TrackingService } from '../tracking/tracking.service.ts';
import { OffersService } from './offers.service.ts';
import { SERVICE_S } from './service-times.ts';
import type { PlanningCourier, PlanningDelivery, PlanningStop, Snapshot } from './snapshot.ts';

/** A position older than this says nothing about where a courier starts from. */
const FRESH_MS = 30 * 60_000;
const PRIORITY = 50;

/** Reads a zone as the planner needs it. */
@Injectable()
export class ZoneSnapshots {
  constructor(
    private readonly fleet: FleetService,
    private readonly planning: PlanningService,
    private readonly tracking: TrackingService,
    private readonly offers: OffersService,
  ) {}

  async take(zoneId: string, now = new Date()): Promise<Snapshot> {
    const open = await this.planning.openForPlanning(zoneId);
    const refusals = await this.offers.refusals(
      open.map(({ id }) => id),
      now,
    );
    const deliveries = open
      .filter(isForPlans)
      .map((delivery) => toPlanningDelivery(delivery, refusals.get(delivery.id) ?? []));
    return {
      zoneId,
      nowMs: now.getTime(),
      couriers: await this.#couriers(zoneId, deliveries, now),
      deliveries,
    };
  }

  /** Everybody on duty, and everybody who still has stops to make. */
  async #couriers(
    zoneId: string,
    deliveries: readonly PlanningDelivery[],
    now: Date,
  ): Promise<PlanningCourier[]> {
    const onShift = await this.fleet.couriersOnShift(zoneId, now);
    const known = new Set(onShift.map(({ id }) => id));
    const others = [...new Set(deliveries.flatMap(({ courierId }) => courierId ?? []))].filter(
      (id) => !known.has(id),
    );
    const couriers = [...onShift, ...(others.length > 0 ? await this.fleet.couriers(others, now) : [])];
    const [store] = await this.fleet.storesOf(zoneId);
    const seen = await this.tracking.positionsOf(couriers.map(({ id }) => id));
    return couriers.flatMap((courier) => {
      const last = seen.get(courier.id)?.position;
      const isFresh = last && now.getTime() - Date.parse(last.at) < FRESH_MS;
      const at: LonLat | null = isFresh ? { lon: last.lon, lat: last.lat } : (store?.place.at ?? null);
      return at ? [toPlanningCourier(courier, { zoneId, at }, now)] : [];
    });
  }
}

/** A failed attempt waits for its policy, not for a plan. */
const isForPlans = (delivery: OpenDelivery) =>
  delivery.stops.length > 0 && (delivery.plannable || delivery.withCourier);

export function toPlanningDelivery(delivery: OpenDelivery, refusedBy: string[]): PlanningDelivery {
  return {
    deliveryId: delivery.id,
    number: delivery.number,
    trackingId: delivery.trackingId,
    storeId: delivery.storeId,
    state: delivery.state,
    courierId: delivery.stops[0]?.courierId ?? null,
    readyAtMs: delivery.readyAt.getTime(),
    demand: delivery.demand,
    skills: delivery.skills,
    priority: PRIORITY,
    stops: delivery.stops.map((stop) => toPlanningStop(stop, delivery)),
    refusedBy,
    offerAtMs: delivery.offerAt?.getTime() ?? null,
    unplannedCode: delivery.unassigned?.code ?? null,
  };
}

function toPlanningStop(stop: OpenStop, delivery: OpenDelivery): PlanningStop {
  const isDropoff = stop.kind === 'dropoff';
  return {
    stopId: stop.id,
    kind: stop.kind,
    state: stop.state,
    at: stop.at,
    windowFromMs: isDropoff ? (delivery.windowFrom?.getTime() ?? null) : null,
    windowToMs: isDropoff ? delivery.windowTo.getTime() : null,
    toldMs: (stop.eta ?? stop.plannedArrival)?.getTime() ?? null,
    serviceS: SERVICE_S[stop.kind],
    sequence: stop.sequence,
    locked: stop.locked,
  };
}

/** Whether a courier may be given other work of this zone than he has. */
export const takesMore = (courier: FleetCourier, zoneId: string, now: Date): boolean => {
  const isWorking = courier.state === 'idle' || courier.state === 'on_task';
  return isWorking && courier.zoneId === zoneId && courier.shift !== null && courier.shift.to > now;
};

function toPlanningCourier(
  courier: FleetCourier,
  { zoneId, at }: { zoneId: string; at: LonLat },
  now: Date,
): PlanningCourier {
  const { id, name, vehicle, skills, autoAccept, shift } = courier;
  return {
    courierId: id,
    name,
    vehicle: vehicle.kind,
    profile: vehicle.profile,
    at,
    shiftFromMs: shift?.from.getTime() ?? now.getTime(),
    shiftToMs: shift?.to.getTime() ?? now.getTime(),
    capacity: vehicle.capacity,
    skills,
    autoAccept,
    takesMore: takesMore(courier, zoneId, now),
  };
}
