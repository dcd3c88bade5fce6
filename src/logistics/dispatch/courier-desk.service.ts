import { Injectable } from '@nestjs/common';
import type { Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { DomainError } from '../../shared/errors.ts';
import type { CourierHomeView } from '../../shared/page-views.ts';
import { StopsService, type Moved } from '../deliveries/stops.service.ts';
import { ConsoleService } from './console.service.ts';
import { CourierRoutes } from './courier-routes.service.ts';
import type { CompleteInput, FailInput, SeenInput } from './dispatch.input.ts';
import { OffersService } from './offers.service.ts';

/** What a courier does, and what there is to do next. */
@Injectable()
export class CourierDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly stops: StopsService,
    private readonly offers: OffersService,
    private readonly routes: CourierRoutes,
    private readonly console: ConsoleService,
  ) {}

  home(me: Principal): Promise<CourierHomeView> {
    return this.console.home(courierOf(me));
  }

  answer(me: Principal, offerId: string, answer: 'accepted' | 'rejected'): Promise<CourierHomeView> {
    return this.#then(me, () => this.offers.answer(me, offerId, answer, new Date()));
  }

  depart(me: Principal, stopId: string, seen: SeenInput): Promise<CourierHomeView> {
    return this.#then(me, () => this.stops.depart(me, stopId, seen), seen.at);
  }

  arrive(me: Principal, stopId: string, seen: SeenInput): Promise<CourierHomeView> {
    return this.#then(me, () => this.stops.arrive(me, stopId, { ...seen, by: 'courier' }), seen.at);
  }

  complete(me: Principal, stopId: string, done: CompleteInput): Promise<CourierHomeView> {
    return this.#then(me, () => this.stops.complete(me, stopId, done), done.at);
  }

  fail(me: Principal, stopId: string, failure: FailInput): Promise<CourierHomeView> {
    return this.#then(me, () => this.stops.fail(me, stopId, failure), failure.at);
  }

  /** The command and the courier's next step are one transaction; both were at `at`, when a phone without network tells later. */
  #then(me: Principal, act: () => Promise<Moved | string>, at?: Date): Promise<CourierHomeView> {
    const courierId = courierOf(me);
    return this.transactions.run(async () => {
      await act();
      await this.routes.sync(courierId, new Date(), at);
      return this.console.home(courierId);
    });
  }
}

function courierOf(me: Principal): string {
  if (!me.courierId) throw new DomainError('forbidden', 'no_courier', 'Only a courier can do that.');
  return me.courierId;
}
