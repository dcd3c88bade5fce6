import { Injectable } from '@nestjs/common';
import { FactsService } from '../../platform/facts/facts.service.ts';
import { EtasService } from '../deliveries/etas.service.ts';
import { stopsBefore } from './audience.rules.ts';
import type { EtaChanged, Fact, StopApproaching } from './stages/fact.ts';
import type { Track } from './track-store.ts';

/** Says in the house's own words what the pipeline found out; call it in the transaction that stores the fixes. */
@Injectable()
export class TrackFacts {
  constructor(
    private readonly facts: FactsService,
    private readonly etas: EtasService,
  ) {}

  async record(track: Track, facts: readonly Fact[]): Promise<void> {
    const etas = new Map<string, EtaChanged>();
    for (const fact of facts) {
      if (fact.kind === 'eta.changed') etas.set(fact.stopId, fact);
      else if (!fact.retracted) this.#record(track, fact);
    }
    if (etas.size > 0) await this.#foretell(track, [...etas.values()]);
  }

  #record(track: Track, fact: Exclude<Fact, EtaChanged>): void {
    const of = { courierId: track.courierId, zoneId: track.zoneId, at: new Date(fact.at).toISOString() };
    switch (fact.kind) {
      case 'stop.arrived':
        return this.facts.record('geofence.entered', {
          ...of,
          stopId: fact.stopId,
          deliveryId: fact.deliveryId,
          eventId: fact.eventId,
        });
      case 'stop.departed':
        return this.facts.record('geofence.left', {
          ...of,
          stopId: fact.stopId,
          deliveryId: fact.deliveryId,
          eventId: fact.eventId,
        });
      case 'stop.passed':
        return undefined;
      case 'stop.approaching':
        return fact.late ? undefined : this.#approaching(track, fact);
      default:
        return fact.late ? undefined : this.#alarming(track, fact, of);
    }
  }

  #approaching(track: Track, fact: StopApproaching): void {
    const stop = track.target.stops.find(({ stopId }) => stopId === fact.stopId);
    if (!stop) return;
    const { stopId, deliveryId, orderId, storeId, kind } = stop;
    const { courierId, zoneId } = track;
    this.facts.record('stop.approaching', {
      stopId,
      deliveryId,
      orderId,
      storeId,
      kind,
      courierId,
      zoneId,
      at: new Date(fact.at).toISOString(),
    });
  }

  #alarming(
    track: Track,
    fact: Exclude<Fact, { stopId: string }>,
    of: { courierId: string; zoneId: string; at: string },
  ): void {
    if (fact.kind === 'route.left')
      this.facts.record('route.left', { ...of, distanceM: Math.round(fact.distanceM) });
    else if (fact.kind === 'route.rejoined') this.facts.record('route.rejoined', of);
    else if (fact.kind === 'motion.moved') this.facts.record('motion.moved', of);
    else
      this.facts.record('motion.stopped', {
        ...of,
        deliveryId: track.target.stops.find((stop) => stop.state === 'enroute')?.deliveryId ?? null,
      });
  }

  #foretell(track: Track, etas: EtaChanged[]): Promise<void> {
    return this.etas.setEtas(
      etas.map((fact) => ({
        stopId: fact.stopId,
        p10: new Date(fact.p10Ms),
        p50: new Date(fact.p50Ms),
        p90: new Date(fact.p90Ms),
        lateProbability: fact.lateProbability ?? 0,
        stopsBefore: stopsBefore(track.target, fact.stopId),
      })),
    );
  }
}
