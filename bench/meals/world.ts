import { givenUpAt, travelMinutes, type Courier, type Day, type Order } from './read.ts';

/** One errand: to a restaurant, everything taken there at once, and to the doors in this order. Whole minutes. */
export interface Trip {
  courierId: string;
  restaurant: string;
  leftAt: number;
  /** When the courier stands at the counter: behind the first half of the time a restaurant takes. */
  thereAt: number;
  /** When the orders were decided, and taken. */
  pickedUpAt: number;
  drops: { orderId: string; at: number }[];
}

export interface CourierNow {
  courier: Courier;
  /** Where the last drop was; null: where the day began. */
  lastDrop: Order | null;
  /** When the hands are free: the last drop (the way back to the vehicle still follows), or the begin of the shift. */
  freeAt: number;
  /** Under way to a restaurant or waiting there: nobody is diverted, but what is taken is decided at the counter. */
  errand: { restaurant: string; leftAt: number; thereAt: number; mainOrderId: string } | null;
}

/** Who is to do what next, as far as it is firm now. */
export interface Decision {
  leave: { courierId: string; orderId: string }[];
  take: { courierId: string; orderIds: string[] }[];
}

export interface Dispatcher {
  /** Called once a minute; `placed` are the orders of this minute. */
  decide(world: World, placed: readonly Order[]): Decision;
}

/** The official meal delivery problem, minute by minute; an order is known from its placement, not before. */
export class World {
  now = 0;
  readonly open = new Map<string, Order>();
  readonly couriers: Map<string, CourierNow>;
  readonly trips: Trip[] = [];

  constructor(readonly day: Day) {
    this.couriers = new Map(
      day.couriers.map((courier) => [
        courier.id,
        { courier, lastDrop: null, freeAt: courier.onAt - day.dropMinutes / 2, errand: null },
      ]),
    );
  }

  /** Lives the whole day. */
  run(dispatcher: Dispatcher): readonly Trip[] {
    const byMinute = Map.groupBy(this.day.orders, (order) => order.placedAt);
    const last = Math.max(...this.day.orders.map((order) => givenUpAt(this.day, order)));
    for (this.now = Math.min(...byMinute.keys()); this.now <= last; this.now++) {
      const placed = byMinute.get(this.now) ?? [];
      for (const order of placed) this.open.set(order.id, order);
      for (const order of this.open.values())
        if (givenUpAt(this.day, order) <= this.now) this.open.delete(order.id);
      if (this.open.size > 0) this.#do(dispatcher.decide(this, placed));
    }
    return this.trips;
  }

  #do({ leave, take }: Decision): void {
    for (const { courierId, orderId } of leave)
      this.#leave(this.couriers.get(courierId)!, this.open.get(orderId)!);
    for (const { courierId, orderIds } of take)
      this.#take(
        this.couriers.get(courierId)!,
        orderIds.map((id) => this.open.get(id)!),
      );
  }

  #leave(one: CourierNow, order: Order): void {
    const { day } = this;
    const leftAt = Math.max(this.now, one.freeAt + day.dropMinutes / 2);
    const way = travelMinutes(day, one.lastDrop ?? one.courier, day.restaurants.get(order.restaurant)!);
    const thereAt = leftAt + way + day.pickupMinutes / 2;
    one.errand = { restaurant: order.restaurant, leftAt, thereAt, mainOrderId: order.id };
  }

  #take(one: CourierNow, orders: Order[]): void {
    const { day } = this;
    const { restaurant, leftAt, thereAt } = one.errand!;
    let at = this.now + day.pickupMinutes / 2;
    let from = day.restaurants.get(restaurant)!;
    const drops = orders.map((order) => {
      at += travelMinutes(day, from, order) + day.dropMinutes / 2;
      const drop = { orderId: order.id, at };
      at += day.dropMinutes / 2;
      from = order;
      this.open.delete(order.id);
      return drop;
    });
    one.lastDrop = orders.at(-1)!;
    one.freeAt = drops.at(-1)!.at;
    one.errand = null;
    this.trips.push({ courierId: one.courier.id, restaurant, leftAt, thereAt, pickedUpAt: this.now, drops });
  }
}
