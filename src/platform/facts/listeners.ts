import { Injectable } from '@nestjs/common';
import type { FactName, Facts } from '../../shared/events.ts';

export interface Heard<N extends FactName> {
  name: N;
  id: string;
  recordedAt: Date;
  payload: Facts[N];
}
export type Handler<N extends FactName> = (payload: Facts[N], fact: Heard<N>) => Promise<void>;

/** Who hears which fact. A consumer's name is stored with its failures: keep it stable. */
@Injectable()
export class Listeners {
  readonly #byName = new Map<string, Map<string, Handler<FactName>>>();

  /**
   * Calls `handler` for every fact of that name, at least once, inside a transaction of its own: handlers write through
   * Transactions and must be idempotent.
   */
  on<N extends FactName>(name: N, consumer: string, handler: Handler<N>): void {
    const consumers = this.#byName.get(name) ?? new Map<string, Handler<FactName>>();
    if (consumers.has(consumer)) throw new Error(`${consumer} already listens to ${name}`);
    consumers.set(consumer, handler as unknown as Handler<FactName>);
    this.#byName.set(name, consumers);
  }

  hears(name: string): boolean {
    return this.#byName.has(name);
  }

  of(name: string): ReadonlyMap<string, Handler<FactName>> {
    return this.#byName.get(name) ?? new Map();
  }
}
