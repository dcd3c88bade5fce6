import { Injectable } from '@nestjs/common';
import type { LonLat } from '../../shared/geo.ts';
import { DomainError } from '../../shared/errors.ts';
import { RoutingService } from '../routing/routing.service.ts';
import { encodePolyline } from './polyline.ts';
import { engineProfile, KNOWN_NAMES } from './profile-names.ts';
import { badProblem, tooLarge, unroutable } from './refusals.ts';
import type { TimedRoute } from './timed-route.ts';
import { NO_WAY, shared, type Legs } from './travel.ts';
import type { World } from './world.ts';

/** A matrix of four million legs is what the engines give at a time. */
const MOST_PLACES = 2_000;

/** What problems without matrices ask of our streets. */
@Injectable()
export class SolveStreets {
  constructor(private readonly routing: RoutingService) {}

  /** Whole seconds and metres between all places. Throws DomainError `unroutable` naming a place that is on no street. */
  async legs(world: World, profile: string, signal?: AbortSignal): Promise<Legs> {
    const used = world.places.list.flatMap((place, number) => (place?.at ? [{ ...place, number }] : []));
    if (used.length > MOST_PLACES)
      throw tooLarge(
        'jobs',
        `Without matrices there may be ${MOST_PLACES} places; there are ${used.length}.`,
      );
    const points = used.map(({ at }) => at!);
    const matrix = await this.routing.matrix(
      { sources: points, targets: points, profile: this.#engineProfile(world, profile) },
      signal,
    );
    const lost = matrix.unsnapped.sources[0] ?? matrix.unsnapped.targets[0];
    if (lost !== undefined) {
      const { at, path } = used[lost]!;
      const location = [at!.lon, at!.lat];
      throw unroutable(path, `Unfound route(s) from location [${location.join(',')}]`, { location });
    }
    const size = world.places.list.length;
    const legs = { durations: shared(size * size).fill(NO_WAY), distances: shared(size * size).fill(NO_WAY) };
    used.forEach(({ number: from }, row) =>
      used.forEach(({ number: to }, column) => {
        const cell = row * used.length + column;
        legs.durations[from * size + to] = Math.min(NO_WAY, Math.round(matrix.durationsS[cell]!));
        legs.distances[from * size + to] = Math.min(NO_WAY, Math.round(matrix.distancesM[cell]!));
      }),
    );
    return legs;
  }

  /** The route's way over the streets; undefined when it cannot be had, or its profile is the caller's own. */
  async geometry(
    world: World,
    { van, visits }: TimedRoute,
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    const profile = engineProfile(world.vans[van]!.profile);
    const stops = visits.flatMap(({ place }) => (place === undefined ? [] : [world.places.list[place]?.at]));
    const points = stops.filter((at): at is LonLat => at !== undefined);
    if (!profile || points.length < stops.length || points.length < 2) return undefined;
    try {
      return encodePolyline((await this.routing.route({ points, profile }, signal)).line);
    } catch (error) {
      // Whatever is to blame, the rest of the answer is still worth having.
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }

  #engineProfile(world: World, name: string) {
    const profile = engineProfile(name);
    if (profile) return profile;
    const { path } = world.vans.find((van) => van.profile === name)!;
    throw badProblem(`${path}.profile`, `Invalid profile: ${name}. We know ${KNOWN_NAMES.join(', ')}.`);
  }
}
