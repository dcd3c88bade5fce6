import { describe, expect, it } from '@jest/globals';
import { placesOf } from '../../../../src/logistics/dispatch/problem.rules.ts';
import { zoneMatrix } from '../../../../src/logistics/dispatch/zone-matrix.ts';
import type { Matrix } from '../../../../src/logistics/routing/routing-engine.ts';
import { order, zone } from './live-plan.ts';

/** From place a to place b it takes 10 a + b seconds; place `off` is off the streets. */
function streets(off = -1) {
  const asked: string[] = [];
  const ask = async (from: readonly number[], to: readonly number[]): Promise<Matrix> => {
    asked.push(`${from.join()}>${to.join()}`);
    const durationsS = Float64Array.from(from.flatMap((a) => to.map((b) => 10 * a + b)));
    const unsnapped = (places: readonly number[]) => places.flatMap((place, k) => (place === off ? [k] : []));
    return {
      durationsS,
      distancesM: durationsS.map((s) => 2 * s),
      unsnapped: { sources: unsnapped(from), targets: unsnapped(to) },
    };
  };
  return { asked, ask };
}

// Couriers are places 0 and 1, the store 2, the doors 3 and 4.
const snapshot = zone({ ann: 100, ben: 200 }, [order('a', 800), order('b', 900)]);
const places = placesOf(snapshot);

describe('the legs of a zone', () => {
  it('are those between stops and from couriers to stops; nobody drives to where a courier is', async () => {
    const { asked, ask } = streets();
    const { durationsS, distancesM } = await zoneMatrix(snapshot, places, 'bike', ask);
    expect(asked).toEqual(['2,3,4>2,3,4', '0,1>2,3,4']);
    const row = (from: number) => Array.from(durationsS.subarray(from * 5, from * 5 + 5));
    expect(row(1)).toEqual([Infinity, 0, 12, 13, 14]);
    expect(row(3)).toEqual([Infinity, Infinity, 32, 33, 34]);
    expect(distancesM[3 * 5 + 4]).toBe(68);
  });

  it('tell which courier is off the streets, by its place in the zone', async () => {
    const { ask } = streets(1);
    const { unsnapped } = await zoneMatrix(snapshot, places, 'bike', ask);
    expect(unsnapped.sources).toEqual([1]);
  });

  it('are none from couriers of another kind', async () => {
    const { asked, ask } = streets();
    await zoneMatrix(snapshot, places, 'car', ask);
    expect(asked).toEqual(['2,3,4>2,3,4']);
  });

  it('are asked once from a courier who stands at a stop', async () => {
    const { asked, ask } = streets();
    const atStore = zone({ ann: 0 }, [order('a', 800)]);
    await zoneMatrix(atStore, placesOf(atStore), 'bike', ask);
    expect(asked).toEqual(['0,1>0,1']);
  });
});
