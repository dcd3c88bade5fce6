import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What Prometheus reads at /metrics. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly fixes = this.#counter('waylight_fixes_total', 'Fixes received, by verdict', ['verdict']);
  readonly facts = new Gauge({
    name: 'waylight_facts',
    help: 'Facts that wait for listeners, and deliveries given up (parked)',
    labelNames: ['state'],
    registers: [this.registry],
  });
  readonly positions = this.#counter('waylight_positions_sent_total', 'Positions sent to watchers', []);
  readonly watchers = new Gauge({
    name: 'waylight_watchers',
    help: 'Sockets open now',
    registers: [this.registry],
  });
  readonly requests = new Histogram({
    name: 'waylight_http_seconds',
    help: 'Time to answer an HTTP request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  #counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }
}
