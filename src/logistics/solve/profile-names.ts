import type { Profile } from '../routing/routing-engine.ts';

/** What VROOM's users call the profiles of OSRM, openrouteservice and Valhalla, in our engine's words. */
const NAMES: Record<Profile, readonly string[]> = {
  car: ['car', 'auto', 'driving', 'driving-car'],
  bike: [
    'bike',
    'bicycle',
    'cycling',
    'cycling-regular',
    'cycling-road',
    'cycling-mountain',
    'cycling-electric',
  ],
  foot: ['foot', 'pedestrian', 'walking', 'foot-walking', 'foot-hiking'],
};

/** The profile of this name; undefined when we have none like it. */
export function engineProfile(name: string): Profile | undefined {
  return (Object.keys(NAMES) as Profile[]).find((profile) => NAMES[profile].includes(name));
}

export const KNOWN_NAMES = Object.values(NAMES).flat();
