import { PROFILES } from '../routing-engine.ts';
import type { Profile } from '../routing-engine.ts';

export type Tags = Readonly<Record<string, string | undefined>>;

/** From the widest road to the smallest; a street stores its index. */
export const ROAD_CLASSES = [
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'unclassified',
  'residential',
  'living_street',
  'service',
  'pedestrian',
  'track',
  'cycleway',
  'path',
  'footway',
  'steps',
] as const;
export type RoadClass = (typeof ROAD_CLASSES)[number];

/** What a traveller reaches on an open road of the class: free flow in a town, below the legal limit. */
const KMH: Record<RoadClass, Record<Profile, number>> = {
  motorway: { car: 95, bike: 0, foot: 0 },
  trunk: { car: 70, bike: 18, foot: 5 },
  primary: { car: 55, bike: 18, foot: 5 },
  secondary: { car: 50, bike: 18, foot: 5 },
  tertiary: { car: 42, bike: 18, foot: 5 },
  unclassified: { car: 35, bike: 17, foot: 5 },
  residential: { car: 28, bike: 17, foot: 5 },
  living_street: { car: 10, bike: 12, foot: 5 },
  service: { car: 17, bike: 14, foot: 5 },
  pedestrian: { car: 0, bike: 8, foot: 5 },
  track: { car: 14, bike: 12, foot: 5 },
  cycleway: { car: 0, bike: 18, foot: 5 },
  path: { car: 0, bike: 12, foot: 4.8 },
  footway: { car: 0, bike: 8, foot: 5 },
  steps: { car: 0, bike: 0, foot: 2.5 },
};
const LINK_KMH: Partial<Record<RoadClass, number>> = {
  motorway: 60,
  trunk: 50,
  primary: 40,
  secondary: 35,
  tertiary: 30,
};
const MPH_TO_KMH = 1.609344;
/** Drivers stay a little below the limit on average (the same share as GraphHopper's and OSRM's car profiles, 0.8-0.9). */
const SHARE_OF_LIMIT = 0.85;

const REFUSED = new Set([
  'no',
  'private',
  'agricultural',
  'forestry',
  'emergency',
  'military',
  'use_sidepath',
]);
const ACCESS_KEYS: Record<Profile, readonly string[]> = {
  car: ['motorcar', 'motor_vehicle', 'vehicle', 'access'],
  bike: ['bicycle', 'vehicle', 'access'],
  foot: ['foot', 'access'],
};

export interface Road {
  /** Index in ROAD_CLASSES. */
  roadClass: number;
  carKmh: number;
  /** Which profile may travel which way: see `accessBit`. */
  access: number;
}

/** The bit of `Road.access` for a profile travelling along (`backward` false) or against the way. */
export function accessBit(profile: Profile, backward: boolean): number {
  return 1 << (2 * PROFILES.indexOf(profile) + (backward ? 1 : 0));
}

/** Free-flow speed of bikes and walkers by road class; cars have their own per street. */
export function kmhOf(profile: Profile, roadClass: number, carKmh: number): number {
  return profile === 'car' ? carKmh : KMH[ROAD_CLASSES[roadClass]!][profile];
}

/** Reads OSM tags of a way; undefined when nobody travels on it. Tag meanings: OSM wiki, "Key:access" and "Key:oneway". */
export function roadOf(tags: Tags): Road | undefined {
  const highway = tags.highway === 'road' ? 'unclassified' : tags.highway;
  if (!highway || tags.area === 'yes') return undefined;
  const link = highway.endsWith('_link');
  const roadClass = ROAD_CLASSES.indexOf((link ? highway.slice(0, -5) : highway) as RoadClass);
  if (roadClass < 0) return undefined;
  const name = ROAD_CLASSES[roadClass]!;
  let access = 0;
  for (const profile of PROFILES) {
    if (mayTravel(profile, name, tags)) access |= directionBits(profile, name, tags);
  }
  return access === 0 ? undefined : { roadClass, carKmh: carKmhOf(name, link, tags), access };
}

function mayTravel(profile: Profile, name: RoadClass, tags: Tags): boolean {
  const own = tags[ACCESS_KEYS[profile][0]!];
  const said = ACCESS_KEYS[profile].map((key) => tags[key]).find((value) => value !== undefined);
  if (said !== undefined && REFUSED.has(said)) return false;
  if (profile !== 'car' && tags.motorroad === 'yes' && own === undefined) return false;
  if (KMH[name][profile] === 0) return false;
  if (profile === 'bike' && (name === 'footway' || name === 'pedestrian')) return own !== undefined;
  return true;
}

function directionBits(profile: Profile, name: RoadClass, tags: Tags): number {
  const forward = accessBit(profile, false);
  const backward = accessBit(profile, true);
  if (profile === 'foot') return forward | backward;
  const oneway = onewayOf(tags, name);
  if (oneway === 0 || (profile === 'bike' && bikesBothWays(tags))) return forward | backward;
  return oneway > 0 ? forward : backward;
}

function onewayOf(tags: Tags, name: RoadClass): -1 | 0 | 1 {
  const said = tags.oneway;
  if (said === 'yes' || said === 'true' || said === '1') return 1;
  if (said === '-1' || said === 'reverse') return -1;
  if (said === 'no' || said === 'false' || said === '0') return 0;
  if (tags.junction === 'roundabout' || tags.junction === 'circular') return 1;
  return name === 'motorway' && tags.highway === 'motorway' ? 1 : 0;
}

function bikesBothWays(tags: Tags): boolean {
  if (tags['oneway:bicycle'] === 'no') return true;
  return [tags.cycleway, tags['cycleway:left'], tags['cycleway:right']].some((lane) =>
    lane?.startsWith('opposite'),
  );
}

function carKmhOf(name: RoadClass, link: boolean, tags: Tags): number {
  const usual = (link && LINK_KMH[name]) || KMH[name].car;
  const limit = limitKmh(tags.maxspeed);
  if (limit === undefined || usual === 0) return usual;
  const byLimit = limit * SHARE_OF_LIMIT;
  // A limit says little about small streets, ramps and yards, where corners decide.
  return Math.max(
    5,
    Math.round(link || name === 'service' || name === 'living_street' ? Math.min(usual, byLimit) : byLimit),
  );
}

function limitKmh(text: string | undefined): number | undefined {
  const parts = /^(\d{1,3}(?:\.\d+)?)\s*(mph)?/.exec(text ?? '');
  if (!parts) return undefined;
  const value = Number(parts[1]) * (parts[2] ? MPH_TO_KMH : 1);
  return value >= 5 && value <= 200 ? value : undefined;
}
