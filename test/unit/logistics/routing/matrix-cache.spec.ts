import { describe, expect, it } from '@jest/globals';
import { MatrixCache } from '../../../../src/logistics/routing/matrix-cache.ts';
import type { Matrix, MatrixRequest } from '../../../../src/logistics/routing/routing-engine.ts';

const place = (lon: number) => ({ lon, lat: 0 });
const matrixOf = (sources: number[], targets: number[]): MatrixRequest => ({
  sources: sources.map(place),
  targets: targets.map(place),
  profile: 'car',
});

/** Seconds are the difference of longitudes, negative ones too; longitude 9 lies off the streets. */
function engine() {
  const asked: string[] = [];
  const ask = async ({ sources, targets }: MatrixRequest): Promise<Matrix> => {
    const lons = (places: { lon: number }[]) => places.map(({ lon }) => lon);
    asked.push(`${lons([...sources]).join()}>${lons([...targets]).join()}`);
    const cells = sources.flatMap((a) =>
      targets.map((b) => (a.lon === 9 || b.lon === 9 ? Infinity : b.lon - a.lon)),
    );
    const off = (places: readonly { lon: number }[]) =>
      places.flatMap(({ lon }, i) => (lon === 9 ? [i] : []));
    return {
      durationsS: Float64Array.from(cells),
      distancesM: Float64Array.from(cells, (cell) => cell * 10),
      unsnapped: { sources: off(sources), targets: off(targets) },
    };
  };
  return { asked, ask };
}

describe('the memory of matrices', () => {
  it('asks again for nothing it knows', async () => {
    const { asked, ask } = engine();
    const cache = new MatrixCache({ places: 10 });
    const first = await cache.through(matrixOf([1, 2, 9], [1, 2, 3]), ask);
    expect(await cache.through(matrixOf([1, 2, 9], [1, 2, 3]), ask)).toEqual(first);
    expect(asked).toEqual(['1,2,9>1,2,3']);
  });

  it('asks for a new place only: its row whole, its column from the others', async () => {
    const { asked, ask } = engine();
    const cache = new MatrixCache({ places: 10 });
    await cache.through(matrixOf([1, 2, 3], [1, 2, 3]), ask);
    const grown = await cache.through(matrixOf([1, 2, 3, 5], [1, 2, 3, 5]), ask);
    expect(asked.slice(1)).toEqual(['5>1,2,3,5', '1,2,3>5']);
    expect([...grown.durationsS]).toEqual([0, 1, 2, 4, -1, 0, 1, 3, -2, -1, 0, 2, -4, -3, -2, 0]);
    expect(grown.distancesM.slice(4, 8)).toEqual(Float64Array.of(-10, 0, 10, 30));
  });

  it('remembers who is off the streets', async () => {
    const { asked, ask } = engine();
    const cache = new MatrixCache({ places: 10 });
    await cache.through(matrixOf([1, 9], [9, 2]), ask);
    const again = await cache.through(matrixOf([9], [2, 9]), ask);
    expect(again.unsnapped).toEqual({ sources: [0], targets: [1] });
    expect(asked).toHaveLength(1);
  });

  it('lets the place go that was not used for longest', async () => {
    const { asked, ask } = engine();
    const cache = new MatrixCache({ places: 4 });
    await cache.through(matrixOf([1, 2], [1, 2]), ask);
    await cache.through(matrixOf([3, 4], [3, 4]), ask);
    await cache.through(matrixOf([1], [2]), ask);
    await cache.through(matrixOf([5], [1]), ask);
    asked.length = 0;
    await cache.through(matrixOf([1], [2]), ask);
    expect(asked).toEqual([]);
    await cache.through(matrixOf([3], [4]), ask);
    expect(asked).toEqual(['3>4']);
  });

  it('grows with the places it has to remember and keeps what it knew', async () => {
    const { asked, ask } = engine();
    const cache = new MatrixCache({ places: 2000 });
    const first = await cache.through(matrixOf([1, 2], [1, 2]), ask);
    const many = Array.from({ length: 600 }, (_, k) => 100 + k);
    await cache.through(matrixOf([1], many), ask);
    asked.length = 0;
    expect(await cache.through(matrixOf([1, 2], [1, 2]), ask)).toEqual(first);
    const again = await cache.through(matrixOf([1], [699]), ask);
    expect([...again.durationsS, ...again.distancesM]).toEqual([698, 6980]);
    expect(asked).toEqual([]);
  });

  it('passes on what is too big for it', async () => {
    const { asked, ask } = engine();
    const cache = new MatrixCache({ places: 2 });
    for (let i = 0; i < 2; i++) await cache.through(matrixOf([1, 2], [3]), ask);
    expect(asked).toHaveLength(2);
  });

  it('forgets everything in time', async () => {
    const { asked, ask } = engine();
    let now = 0;
    const cache = new MatrixCache({ places: 4, maxAgeMs: 100, now: () => now });
    await cache.through(matrixOf([1], [2]), ask);
    now = 101;
    await cache.through(matrixOf([1], [2]), ask);
    expect(asked).toHaveLength(2);
  });

  it('keeps two places a metre apart apart', async () => {
    const { asked, ask } = engine();
    const cache = new MatrixCache({ places: 10 });
    await cache.through(matrixOf([1], [2]), ask);
    await cache.through(matrixOf([1.00002], [2]), ask);
    await cache.through(matrixOf([1.000001], [2]), ask);
    expect(asked).toHaveLength(2);
  });
});
