import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { AuditService } from '../../access/audit.service.ts';
import type { Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { FactsService } from '../../platform/facts/facts.service.ts';
import { assertVersion } from '../../platform/http/if-match.ts';
import { afterId, pageOf } from '../../platform/http/paging.ts';
import { conflict, DomainError, notFound } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { CourierView, PageOf } from '../../shared/views.ts';
import { Courier } from './courier.entity.ts';
import { stateFor, type Duty } from './courier.lifecycle.ts';
import { toShiftView, type ShiftView } from './fleet.dto.ts';
import type { ListQuery, ShiftInput } from './fleet.input.ts';
import { RosterService } from './roster.service.ts';
import { Shift } from './shift.entity.ts';
import {
  endOfUnplanned,
  endTrouble,
  runningShift,
  shiftToContinue,
  shiftTrouble,
  withdrawTrouble,
} from './shift.rules.ts';

/** When couriers work: planned by the office, begun and ended by their own word. */
@Injectable()
export class ShiftsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly roster: RosterService,
    private readonly audit: AuditService,
    private readonly facts: FactsService,
  ) {}

  async plan(me: Principal, courierId: string, input: ShiftInput): Promise<ShiftView> {
    const [startsAt, endsAt] = [new Date(input.from), new Date(input.to)];
    return this.transactions.run(async (em) => {
      const courier = await this.roster.lock(em, courierId);
      const near = await em.find(Shift, { courierId, startsAt: { $lt: endsAt }, endsAt: { $gt: startsAt } });
      const trouble = shiftTrouble(startsAt, endsAt, near);
      if (trouble) throw new DomainError('invalid', 'invalid_shift', trouble, { field: 'to' });
      const shift = em.create(Shift, { id: newId(), courierId, startsAt, endsAt, endedAt: null });
      await this.audit.note(me, 'shift.planned', shift.id);
      await this.roster.tell(em, courier, new Date());
      return toShiftView(shift);
    });
  }

  /** Takes back a shift that nobody has begun; the courier sees it. Throws not_found, conflict `shift_begun`. */
  async withdraw(me: Principal, courierId: string, shiftId: string): Promise<void> {
    await this.transactions.run(async (em) => {
      const courier = await this.roster.lock(em, courierId);
      const shift = await em.findOne(Shift, { id: shiftId, courierId }, { refresh: true });
      if (!shift) throw notFound('shift');
      const now = new Date();
      const trouble = withdrawTrouble(shift, courier.state !== 'off_duty', now);
      if (trouble) throw conflict('shift_begun', trouble);
      em.remove(shift);
      await this.audit.note(me, 'shift.withdrawn', shiftId);
      await this.roster.tell(em, courier, now);
    });
  }

  /**
   * Another end for a shift; the courier sees it, dispatch plans anew. `version` is the courier's. Throws not_found, conflict
   * `version_conflict`, and DomainError naming `to`.
   */
  async endAt(
    me: Principal,
    { courierId, shiftId, to }: { courierId: string; shiftId: string; to: Date },
    version?: number,
  ): Promise<ShiftView> {
    return this.transactions.run(async (em) => {
      const courier = await this.roster.lockBetweenPlans(em, courierId);
      assertVersion(version, courier.version);
      const shift = await em.findOne(Shift, { id: shiftId, courierId }, { refresh: true });
      if (!shift) throw notFound('shift');
      const from = shift.endsAt;
      if (from.getTime() === to.getTime()) return toShiftView(shift);
      const near = {
        courierId,
        id: { $ne: shiftId },
        startsAt: { $lt: to },
        endsAt: { $gt: shift.startsAt },
      };
      const trouble = endTrouble(shift, to, await em.find(Shift, near));
      if (trouble) throw new DomainError('invalid', 'invalid_shift', trouble, { field: 'to' });
      shift.endsAt = to;
      await this.audit.note(me, 'shift.changed', shiftId);
      await em.flush();
      // Only the shift's row changed, but it is the courier that people saw a version of.
      await em.execute('update courier set version = version + 1 where id = ?', [courierId]);
      const now = new Date();
      await this.roster.tell(em, await this.roster.lock(em, courierId), now);
      const ends = { from: from.toISOString(), to: to.toISOString() };
      const { zoneId } = courier;
      this.facts.record('shift.changed', { courierId, zoneId, shiftId, ...ends, at: now.toISOString() });
      return toShiftView(shift);
    });
  }

  async list(_me: Principal, courierId: string, { limit, cursor }: ListQuery): Promise<PageOf<ShiftView>> {
    const after = afterId(cursor);
    const where = { courierId, ...(after && { id: { $lt: after } }) };
    return this.transactions.read(async (em) => {
      if (!(await em.findOne(Courier, { id: courierId }))) throw notFound('courier');
      const shifts = await em.find(Shift, where, { orderBy: { id: 'desc' }, limit: limit + 1 });
      return pageOf(shifts, limit, toShiftView);
    });
  }

  /** The courier's own word: on duty (a shift is continued or opened), off duty (it ends), or a break. */
  async duty(me: Principal, duty: Duty, now = new Date()): Promise<CourierView> {
    if (!me.courierId) throw conflict('no_courier', 'This account is no courier.');
    const courierId = me.courierId;
    return this.transactions.run(async (em) => {
      const courier = await this.roster.lockBetweenPlans(em, courierId);
      const shifts = (await this.roster.shiftsOf([courierId], now)).get(courierId) ?? [];
      const before = courier.state;
      this.roster.move(courier, stateFor(duty, before), now);
      if (before === 'off_duty' && courier.state === 'idle') begin(em, courierId, shifts, now);
      if (before !== 'off_duty' && courier.state === 'off_duty') end(shifts, now);
      return this.roster.tell(em, courier, now);
    });
  }
}

function begin(em: SqlEntityManager, courierId: string, shifts: Shift[], now: Date): void {
  const shift = shiftToContinue(shifts, now);
  if (shift) shift.endedAt = null;
  else
    em.create(Shift, {
      id: newId(),
      courierId,
      startsAt: now,
      endsAt: endOfUnplanned(shifts, now),
      endedAt: null,
    });
}

function end(shifts: Shift[], now: Date): void {
  const shift = runningShift(shifts, now);
  if (shift) shift.endedAt = now;
}
