import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { StreamsService } from '../../platform/streams/streams.service.ts';
import { newId } from '../../shared/ids.ts';
import type { RouteView } from '../../shared/route-views.ts';
import { EtasService } from '../deliveries/etas.service.ts';
import { PlanningService, type RouteStop } from '../deliveries/planning.service.ts';
import { StopsService } from '../deliveries/stops.service.ts';
import { FleetService, type FleetCourier } from '../fleet/fleet.service.ts';
import type { Drive } from '../tracking/drive.ts';
import { TrackingService } from '../tracking/tracking.service.ts';
import { goneFrom, isMistimed, leadsThrough, newDrive, refreshedDrive, turnsMoved } from './drive.rules.ts';
import { firstForecasts, judgedAnew } from './forecast.rules.ts';
import { nextDeparture, setOutOf } from './departure.rules.ts';
import type { CourierPlan, PlannedVisit } from './plan.rules.ts';
import type { PlanningCourier } from './snapshot.ts';
import type { Way } from './travel.service.ts';

/** The route each courier follows: kept in step with what happens at its stops, and shown to whoever watches. */
@Injectable()
export class CourierRoutes {
  constructor(
    private readonly transactions: Transactions,
    private readonly planning: PlanningService,
    private readonly tracking: TrackingService,
    private readonly fleet: FleetService,
    private readonly stops: StopsService,
    private readonly etas: EtasService,
    private readonly streams: StreamsService,
  ) {}

  /** Sends a courier along a new way through its open stops. Joins the plan's transaction. */
  async follow(
    courier: PlanningCourier,
    { visits, way, planId }: { visits: readonly PlannedVisit[]; way: Way; planId: string },
    now: Date,
  ): Promise<void> {
    const { courierId } = courier;
    const stops = placed(await this.planning.stopsOf(courierId));
    const before = await this.tracking.driveOf(courierId);
    const of = { courier, visits, routeId: newId(), planId, nowMs: now.getTime() };
    const drive = newDrive(of, stops, way, before);
    await this.tracking.drive(courierId, drive);
    await this.etas.setEtas(firstForecasts(stops, now));
    await this.#settle(courierId, drive, now);
  }

  /**
   * Brings a courier's way in step with its stops after one of them moved. False when the way no longer leads through
   * them and must be planned anew. `since` is when that stop moved, if that is only told now.
   */
  async sync(courierId: string, now: Date, since = now): Promise<boolean> {
    return this.transactions.run(async () => {
      const stops = placed(await this.planning.stopsOf(courierId));
      const before = await this.tracking.driveOf(courierId);
      if (!before) return leadsThrough(before, stops);
      const visited = await this.planning.visited(courierId, goneFrom(before, stops));
      const drive = refreshedDrive(before, stops, visited);
      // Unchanged, it is not written: a new version costs tracking a fresh read.
      if (!isDeepStrictEqual(drive, before)) await this.tracking.drive(courierId, drive);
      await this.etas.tellTurns(turnsMoved(before, drive));
      await this.#settle(courierId, drive, now, since);
      return leadsThrough(drive, stops);
    });
  }

  /** After a promise was moved: what was foretold of that delivery is judged anew. */
  async rejudge(courierId: string, deliveryId: string, now: Date): Promise<void> {
    await this.sync(courierId, now);
    const etas = judgedAnew(await this.planning.stopsOf(courierId));
    const own = new Set((await this.planning.openDelivery(deliveryId))?.stops.map(({ id }) => id));
    await this.etas.setEtas(etas.filter(({ stopId }) => own.has(stopId)));
  }

  /** What the clock alone changes: a courier sets out when its next stop opens. */
  async setOutInTime(courierId: string, now: Date): Promise<void> {
    const held = await this.planning.stopsOf(courierId, { held: true });
    const drive = await this.tracking.driveOf(courierId);
    if (drive && nextDeparture(held, drive, now)) await this.sync(courierId, now);
  }

  /** The couriers whose present way does not lead through their open stops, or not when these plans have them there. */
  async outOfStep(plans: readonly CourierPlan[]): Promise<ReadonlySet<string>> {
    const courierIds = plans.map(({ courierId }) => courierId);
    const drives = await this.tracking.drivesOf(courierIds);
    const routes = await this.planning.stopsOfAll(courierIds);
    const astray = plans.filter(({ courierId, visits }) => {
      const drive = drives.get(courierId) ?? null;
      return !leadsThrough(drive, placed(routes.get(courierId) ?? [])) || isMistimed(drive, visits);
    });
    return new Set(astray.map(({ courierId }) => courierId));
  }

  /** A courier's open stops and the line through them; null when it has none. */
  async view(courierId: string): Promise<RouteView | null> {
    return this.#shown(courierId, await this.planning.stopsOf(courierId));
  }

  /** The same of those who have stops, read together, by courier. */
  async views(courierIds: readonly string[]): Promise<RouteView[]> {
    const routes = await this.planning.stopsOfAll(courierIds);
    const busy = courierIds.filter((id) => routes.get(id)!.length > 0);
    const drives = await this.tracking.drivesOf(busy);
    const couriers = await this.fleet.couriers(busy);
    return couriers.map((courier) =>
      routeView(courier, drives.get(courier.id) ?? null, routes.get(courier.id)!),
    );
  }

  /** What of it the courier is to know: not what he will only be asked for later. Null when that is nothing. */
  async told(courierId: string): Promise<RouteView | null> {
    return this.#shown(courierId, toldOf(await this.planning.stopsOf(courierId)));
  }

  /** Sets out for the next stop when it is time, says whether there is work, and shows the route as it is now. */
  async #settle(courierId: string, drive: Drive, now: Date, since = now): Promise<void> {
    const held = await this.planning.stopsOf(courierId, { held: true });
    const next = nextDeparture(held, drive, now);
    // He left when he was done, and what comes next may have been before now, too.
    const at = nextDeparture(held, drive, since) ? since : now;
    if (next) await this.stops.depart(SYSTEM, next, { at });
    await this.fleet.setBusy(courierId, held.length > 0, now);
    const courier = await this.fleet.courier(courierId);
    const stops = await this.planning.stopsOf(courierId);
    const whole = routeView(courier, drive, stops);
    this.streams.tell(`zone:${courier.zoneId}`, { kind: 'route', route: whole });
    const told = routeView(courier, drive, toldOf(stops));
    this.streams.tell(`courier:${courierId}`, { kind: 'route', route: told });
  }

  async #shown(courierId: string, stops: readonly RouteStop[]): Promise<RouteView | null> {
    const courier = await this.fleet.courier(courierId);
    if (stops.length === 0) return null;
    return routeView(courier, await this.tracking.driveOf(courierId), stops);
  }
}

const toldOf = (stops: readonly RouteStop[]) => stops.filter(({ delivery }) => !delivery.offerAt);

function routeView(courier: FleetCourier, drive: Drive | null, stops: readonly RouteStop[]): RouteView {
  return {
    courierId: courier.id,
    courierName: courier.name,
    zoneId: courier.zoneId,
    planId: drive?.route?.planId ?? '',
    version: drive?.route?.since ?? 0,
    engine: drive?.route?.engine ?? 'none',
    line: stops.length > 0 ? (drive?.route?.line ?? []) : [],
    setOut: setOutOf(stops, drive),
    stops: stops.map((stop) => stop.view),
  };
}

/** Stops that the map knows. */
export const placed = (stops: readonly RouteStop[]) => stops.filter((stop) => stop.at !== null);
