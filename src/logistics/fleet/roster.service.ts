import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { FactsService } from '../../platform/facts/facts.service.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { StreamsService } from '../../platform/streams/streams.service.ts';
import { notFound } from '../../shared/errors.ts';
import type { CourierState } from '../../shared/states.ts';
import type { CourierView } from '../../shared/views.ts';
import { Courier } from './courier.entity.ts';
import { toCourierView } from './fleet.dto.ts';
import { Shift } from './shift.entity.ts';
import { LONGEST_SHIFT_MS, runningShift, shiftDue } from './shift.rules.ts';

/** A courier with the shift it works in, or would work in now. */
export interface Rostered {
  courier: Courier;
  shift: Shift | null;
}

/** Couriers and the shifts they work in: read together, changed one at a time, every change told. */
@Injectable()
export class RosterService {
  constructor(
    private readonly transactions: Transactions,
    private readonly facts: FactsService,
    private readonly streams: StreamsService,
  ) {}

  /** The courier's row, locked until the open transaction ends. */
  async lock(em: SqlEntityManager, id: string): Promise<Courier> {
    await em.execute('select id from courier where id = ? for update', [id]);
    const courier = await em.findOne(Courier, { id }, { populate: ['vehicle'], refresh: true });
    if (!courier) throw notFound('courier');
    return courier;
  }

  /** The same for a change after which he may take no more work: a plan that gives him some is published before it, or sees it. */
  async lockBetweenPlans(em: SqlEntityManager, id: string): Promise<Courier> {
    const courier = await em.findOne(Courier, { id });
    if (!courier) throw notFound('courier');
    await this.holdZone(em, courier.zoneId);
    return this.lock(em, id);
  }

  /** Waits until no plan of the zone is being published, and keeps it so until the open transaction ends. */
  async holdZone(em: SqlEntityManager, zoneId: string): Promise<void> {
    await em.execute('select pg_advisory_xact_lock(hashtext(?))', [`plan/${zoneId}`]);
  }

  async shiftsOf(courierIds: string[], now: Date): Promise<Map<string, Shift[]>> {
    const since = new Date(now.getTime() - 2 * LONGEST_SHIFT_MS);
    const shifts = await this.transactions.read((em) =>
      em.find(
        Shift,
        { courierId: { $in: courierIds }, startsAt: { $gt: since } },
        { orderBy: { startsAt: 'asc' } },
      ),
    );
    return Map.groupBy(shifts, (shift) => shift.courierId);
  }

  async withShifts(couriers: Courier[], now: Date): Promise<Rostered[]> {
    const ids = couriers.map(({ id }) => id);
    const shifts = await this.shiftsOf(ids, now);
    return couriers.map((courier) => {
      const own = shifts.get(courier.id) ?? [];
      const onDuty = courier.state !== 'off_duty';
      return { courier, shift: onDuty ? runningShift(own, now) : shiftDue(own, now) };
    });
  }

  /** Moves a locked courier along its lifecycle and records the fact; no move, no fact. */
  move(courier: Courier, to: CourierState, now: Date): void {
    const from = courier.state;
    if (from === to) return;
    courier.moveTo(to);
    const at = now.toISOString();
    this.facts.record('courier.moved', { courierId: courier.id, zoneId: courier.zoneId, from, to, at });
  }

  /** Writes a changed courier and tells those who watch it and its zone, and the zone it was in before. */
  async tell(em: SqlEntityManager, courier: Courier, now: Date, fromZoneId?: string): Promise<CourierView> {
    await em.flush();
    const [rostered] = await this.withShifts([courier], now);
    const view = toCourierView(courier, rostered!.shift);
    const news = { kind: 'courier', courier: view } as const;
    this.streams.tell(`courier:${courier.id}`, news);
    this.streams.tell(`zone:${courier.zoneId}`, news);
    if (fromZoneId && fromZoneId !== courier.zoneId) {
      this.streams.tell(`zone:${fromZoneId}`, news);
      const { id: courierId, zoneId } = courier;
      this.facts.record('courier.rezoned', { courierId, zoneId, fromZoneId, at: now.toISOString() });
    }
    return view;
  }
}
