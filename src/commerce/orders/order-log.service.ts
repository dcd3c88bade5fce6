import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Principal } from '../../access/principal.ts';
import { FactsService } from '../../platform/facts/facts.service.ts';
import { newId } from '../../shared/ids.ts';
import type { OrderState } from '../../shared/states.ts';
import { CatalogService } from '../catalog/catalog.service.ts';
import { OrderEvent } from './order-event.entity.ts';
import { Order } from './order.entity.ts';
import { freesStock } from './order.rules.ts';

/** Who moved it, when and why. */
export interface Cause {
  me: Principal;
  at: Date;
  reason: string | null;
}

/** Moves orders and tells everybody: history and outbox; frees what was reserved. The only writer of their states. */
@Injectable()
export class OrderLog {
  constructor(
    private readonly facts: FactsService,
    private readonly catalog: CatalogService,
  ) {}

  /** Locked until the transaction ends; null when there is none. */
  async lock(em: SqlEntityManager, id: string): Promise<Order | null> {
    return em.findOne(Order, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  }

  /** Throws IllegalTransition when the lifecycle does not lead there. */
  async move(em: SqlEntityManager, order: Order, to: OrderState, { me, at, reason }: Cause): Promise<void> {
    const from = order.state;
    order.moveTo(to);
    em.create(OrderEvent, {
      id: newId(),
      orderId: order.id,
      at,
      kind: 'moved',
      from,
      to,
      byKind: me.kind === 'system' ? 'system' : me.role,
      byId: me.kind === 'system' ? null : me.id,
      byName: me.name,
      note: reason,
    });
    const of = { orderId: order.id, storeId: order.storeId };
    if (to === 'placed') this.facts.record('order.placed', of);
    this.facts.record('order.moved', { ...of, from, to, reason });
    if (freesStock(to)) await this.catalog.release(order.storeId, order.lines);
  }
}
