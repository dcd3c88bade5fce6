import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
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
import { endOfUnplanned, runningShift, shiftToContinue, shiftTrouble } from './shift.rules.ts';

/** When couriers work: planned by the office, begun and ended by their own word. */
@Injectable()
export class ShiftsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly roster: RosterService,
  ) {}

  async plan(_me: Principal, courierId: string, input: ShiftInput): Promise<ShiftView> {
    const [startsAt, endsAt] = [new Date(input.from), new Date(input.to)];
    return this.transactions.run(async (em) => {
      const courier = await this.roster.lock(em, courierId);
      const near = await em.find(Shift, { courierId, startsAt: { $lt: endsAt }, endsAt: { $gt: startsAt } });
      const trouble = shiftTrouble(startsAt, endsAt, near);
      if (trouble) throw new DomainError('invalid', 'invalid_shift', trouble, { field: 'to' });
      const shift = em.create(Shift, { id: newId(), courierId, startsAt, endsAt, endedAt: null });
      await this.roster.tell(em, courier, new Date());
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
      const courier = await this.roster.lock(em, courierId);
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
