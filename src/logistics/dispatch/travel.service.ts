import { Injectable } from '@nestjs/common';
import { Config } from '../../config.ts';
import { DomainError } from '../../shared/errors.ts';
import { distanceM, type LonLat } from '../../shared/geo.ts';
import type { Matrix, Profile } from '../routing/routing-engine.ts';
import { RoutingService } from '../routing/routing.service.ts';
import {
  brokenRoutes,
  placesOf,
  presentPlan,
  profilesOf,
  toProblem,
  withRoutesKept,
} from './problem.rules.ts';
import type { Snapshot } from './snapshot.ts';
import type { Problem } from './solver/problem.ts';
import { zoneMatrix } from './zone-matrix.ts';

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
  /** Couriers whose routes stay as they are. */
  kept: ReadonlySet<string>;
}

/** The place is to blame, not the engine. */
const OFF_STREET: ReadonlySet<string> = new Set(['point_not_snappable', 'out_of_area', 'no_route']);
const STRAIGHT_MPS: Record<Profile, number> = { car: 8, bike: 4.2, foot: 1.3 };

/** What dispatch asks of the streets. */
@Injectable()
export class TravelService {
  constructor(
    private readonly routing: RoutingService,
    private readonly config: Config,
  ) {}

  /**
   * The solver's problem with real travel times. Routes that break a rule are kept; in an imagined zone those that do so in the
   * real one.
   */
  async pose(snapshot: Snapshot, keptInReal?: ReadonlySet<string>): Promise<Posed> {
    const places = placesOf(snapshot);
    const matrices = new Map<Profile, Matrix>();
    let engine = 'embedded';
    for (const profile of profilesOf(snapshot)) {
      const ask = async (from: readonly number[], to: readonly number[]) => {
        const at = (index: number) => places.list[index]!;
        const found = await this.routing.matrix({ sources: from.map(at), targets: to.map(at), profile });
        engine = found.engine;
        return found;
      };
      matrices.set(profile, await zoneMatrix(snapshot, places, profile, ask));
    }
    const problem = toProblem(snapshot, places, matrices, this.config.fetchAheadMinutes * 60_000);
    const present = presentPlan(snapshot);
    const kept = keptInReal ?? brokenRoutes(problem, present);
    return { problem: withRoutesKept(problem, present, kept), engine, kept };
  }

  /** The way through these places in order, starting at the first; straight where no street leads. */
  async way(points: readonly LonLat[], profile: Profile): Promise<Way> {
    const route = await this.routing.route({ points, profile }).catch((error: unknown) => {
      if (error instanceof DomainError && OFF_STREET.has(error.code)) return null;
      throw error;
    });
    if (!route) return straightWay(points, profile);
    const legs = route.legs.map((leg) => ({
      distanceM: leg.distanceM,
      durationS: leg.durationMs / 1000,
      toIndex: leg.toIndex,
    }));
    return { line: route.line, engine: route.engine, legs };
  }
}

/** A courier may stand in a park or on a ferry: the work goes on all the same. */
function straightWay(points: readonly LonLat[], profile: Profile): Way {
  const legs = points.slice(1).map((to, index) => {
    const metres = distanceM(points[index]!, to);
    return { distanceM: metres, durationS: metres / STRAIGHT_MPS[profile], toIndex: index + 1 };
  });
  return { line: [...points], engine: 'none', legs };
}
