import { Injectable } from '@nestjs/common';
import type { LonLat } from '../../shared/geo.ts';
import type { Matrix, Profile } from '../routing/routing-engine.ts';
import { RoutingService } from '../routing/routing.service.ts';
import { placesOf, profilesOf, toProblem } from './problem.rules.ts';
import type { Snapshot } from './snapshot.ts';
import type { Problem } from './solver/problem.ts';

/** A courier's way in streets, with a leg to each stop. */
export interface Way {
  line: LonLat[];
  engine: string;
  /** `line[toIndex]` is the stop a leg leads to. */
  legs: { distanceM: number; durationS: number; toIndex: number }[];
}

export interface Posed {
  problem: Problem;
  /** Which routing engine knew the streets. */
  engine: string;
}

/** What dispatch asks of the streets. */
@Injectable()
export class TravelService {
  constructor(private readonly routing: RoutingService) {}

  /** The solver's problem with real travel times. */
  async pose(snapshot: Snapshot): Promise<Posed> {
    const places = placesOf(snapshot);
    const matrices = new Map<Profile, Matrix>();
    let engine = 'embedded';
    for (const profile of profilesOf(snapshot)) {
      const matrix = await this.routing.matrix({ sources: places.list, targets: places.list, profile });
      matrices.set(profile, matrix);
      engine = matrix.engine;
    }
    return { problem: toProblem(snapshot, places, matrices), engine };
  }

  /** The way through these places in order, starting at the first. Rejects with a RoutingError when there is none. */
  async way(points: readonly LonLat[], profile: Profile): Promise<Way> {
    const route = await this.routing.route({ points, profile });
    const legs = route.legs.map((leg) => ({
      distanceM: leg.distanceM,
      durationS: leg.durationMs / 1000,
      toIndex: leg.toIndex,
    }));
    return { line: route.line, engine: route.engine, legs };
  }
}
