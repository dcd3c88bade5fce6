import { badProblem } from './refusals.ts';
import type { VroomInput } from './vroom.input.ts';
import type { Van, World } from './world.ts';

/** No way; the solver takes anything from here up as that. */
export const NO_WAY = 1_000_000_000;

/** Between all places of a problem, row = from; seconds, metres and cost of one profile. */
export interface Legs {
  durations: Int32Array;
  distances?: Int32Array;
  /** Given instead of what hours and kilometres cost. */
  costs?: Int32Array;
}

/** Legs of every vehicle; those that are equally fast share them. */
export interface Travel {
  legs: Legs[];
  /** Index into `legs`, one for each vehicle. */
  of: number[];
}

const MOST_LEGS = 12;

/** Profiles whose matrices are not in the input; they are asked of the streets. */
export function missingProfiles(world: World, input: VroomInput): string[] {
  const missing = new Set<string>();
  for (const { profile, path } of world.vans) {
    if (input.matrices?.[profile]?.durations) continue;
    if (input.matrices?.[profile]) throw badProblem(`matrices.${profile}.durations`, 'is missing');
    if (world.places.indexed && world.places.list.some((place) => place && !place.at))
      throw badProblem(
        `${path}.profile`,
        `There is no matrix for ${profile}, and not every place has a location.`,
      );
    missing.add(profile);
  }
  return [...missing];
}

/** Joins given and found matrices, and scales those of faster and slower vehicles to whole seconds. */
export function travelOf(world: World, input: VroomInput, found: ReadonlyMap<string, Legs>): Travel {
  const kinds: string[] = [];
  const legs: Legs[] = [];
  const of = world.vans.map((van) => {
    const kind = `${van.speed} ${van.profile}`;
    if (!kinds.includes(kind)) {
      kinds.push(kind);
      legs.push(scaled(givenLegs(input, van) ?? found.get(van.profile)!, van.speed));
    }
    if (kinds.length > MOST_LEGS)
      throw badProblem(
        `${van.path}.speed_factor`,
        `There may be ${MOST_LEGS} kinds of profile and speed_factor.`,
      );
    return kinds.indexOf(kind);
  });
  return { legs, of };
}

function givenLegs(input: VroomInput, { profile }: Van): Legs | undefined {
  const { durations, distances, costs } = input.matrices?.[profile] ?? {};
  if (!durations) return undefined;
  return {
    durations: durations.cells,
    ...(distances && { distances: distances.cells }),
    ...(costs && { costs: costs.cells }),
  };
}

function scaled(legs: Legs, speed: number): Legs {
  if (speed === 1) return legs;
  const durations = shared(legs.durations.length);
  legs.durations.forEach(
    (s, cell) => (durations[cell] = s >= NO_WAY ? NO_WAY : Math.min(NO_WAY, Math.round(s / speed))),
  );
  return { ...legs, durations };
}

/** Whole numbers in memory that threads share. */
export const shared = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(length * 4));
