import type { Matrix, Profile } from '../routing/routing-engine.ts';
import { hasAddress, type Places } from './problem.rules.ts';
import type { Snapshot } from './snapshot.ts';

/** Legs from some places to others, both by their index. */
type Ask = (from: readonly number[], to: readonly number[]) => Promise<Matrix>;

/**
 * Every leg that couriers of a profile may drive, over all places of the zone: between stops, and from the couriers to the
 * stops. The stops are asked for alone, so that the routing service knows nearly all of it from before: couriers move all
 * the time, and nobody drives to where a courier is. What nobody drives is Infinity. The cells are in shared memory.
 */
export async function zoneMatrix(
  snapshot: Snapshot,
  places: Places,
  profile: Profile,
  ask: Ask,
): Promise<Matrix> {
  const addressed = snapshot.deliveries.filter(hasAddress);
  const stops = new Set(addressed.flatMap((one) => one.stops.map(({ at }) => places.of(at!))));
  const riders = snapshot.couriers.filter((courier) => courier.profile === profile);
  const starts = new Set(riders.map(({ at }) => places.of(at)).filter((place) => !stops.has(place)));
  const whole = emptyMatrix(places.list.length);
  const to = [...stops];
  for (const from of [to, [...starts]])
    if (from.length > 0 && to.length > 0) put(whole, places.list.length, from, to, await ask(from, to));
  return whole;
}

function emptyMatrix(size: number): Matrix {
  const cells = () => {
    const shared = new Float64Array(new SharedArrayBuffer(8 * size * size)).fill(Infinity);
    for (let place = 0; place < size; place++) shared[place * size + place] = 0;
    return shared;
  };
  return { durationsS: cells(), distancesM: cells(), unsnapped: { sources: [], targets: [] } };
}

function put(whole: Matrix, size: number, from: number[], to: number[], part: Matrix): void {
  let cell = 0;
  for (const row of from) {
    for (const column of to) {
      whole.durationsS[row * size + column] = part.durationsS[cell]!;
      whole.distancesM[row * size + column] = part.distancesM[cell]!;
      cell++;
    }
  }
  whole.unsnapped.sources.push(...part.unsnapped.sources.map((r) => from[r]!));
  whole.unsnapped.targets.push(...part.unsnapped.targets.map((c) => to[c]!));
}
