import { describe, expect, it } from '@jest/globals';
import { matrixByLegs } from '../../../../src/logistics/routing/legs-matrix.ts';
import {
  engineUnavailable,
  noRoute,
  pointNotSnappable,
} from '../../../../src/logistics/routing/routing-errors.ts';
import type { LonLat } from '../../../../src/shared/geo.ts';

const place = (lon: number): LonLat => ({ lon, lat: 0 });
const OFF = 99;

/** An engine on a line: a second per degree, a metre per degree; `cut` pairs have no way; 99 is off the streets. */
function line(cut: [number, number][] = []) {
  const asked: number[] = [];
  const ask = async (points: LonLat[]) => {
    asked.push(points.length);
    const off = points.findIndex((point) => point.lon === OFF);
    if (off >= 0) throw pointNotSnappable(off);
    return points.slice(1).map((to, i) => {
      const from = points[i]!;
      if (cut.some(([a, b]) => from.lon === a && to.lon === b)) throw noRoute();
      return { durationMs: Math.abs(to.lon - from.lon) * 1000, distanceM: Math.abs(to.lon - from.lon) };
    });
  };
  return { ask, asked };
}

const places = [0, 1, 3, 7, 20].map(place);
const request = { sources: places, targets: places, profile: 'car' as const };

describe('a matrix from the legs of routes', () => {
  it('asks for each pair of a square once', async () => {
    const { ask, asked } = line();
    const matrix = await matrixByLegs(request, ask);
    expect(matrix.durationsS.slice(5, 10)).toEqual(Float64Array.of(1, 0, 2, 6, 19));
    expect(asked).toEqual([21]);
  });

  it('keeps a leg without a way to itself', async () => {
    const { ask } = line([
      [1, 7],
      [20, 0],
    ]);
    const matrix = await matrixByLegs(request, ask);
    const none = [...matrix.durationsS.keys()].filter((cell) => matrix.durationsS[cell] === Infinity);
    expect(none).toEqual([1 * 5 + 3, 4 * 5 + 0]);
    expect(matrix.distancesM[9]).toBe(19);
  });

  it('leaves out places off the streets and names them', async () => {
    const targets = [place(5), place(OFF), place(6)];
    const matrix = await matrixByLegs({ ...request, sources: [place(2), place(OFF)], targets }, line().ask);
    expect([...matrix.durationsS]).toEqual([3, Infinity, 4, Infinity, Infinity, Infinity]);
    expect(matrix.unsnapped).toEqual({ sources: [1], targets: [1] });
  });

  it('answers one place and no place', async () => {
    expect([
      ...(await matrixByLegs({ ...request, sources: [place(1)], targets: [place(1)] }, line().ask))
        .durationsS,
    ]).toEqual([0]);
    expect(
      (await matrixByLegs({ ...request, sources: [place(OFF)], targets: [place(OFF)] }, line().ask)).unsnapped
        .sources,
    ).toEqual([0]);
    expect(
      (await matrixByLegs({ ...request, sources: [], targets: [] }, line().ask)).durationsS,
    ).toHaveLength(0);
  });

  it('fails when the engine does', async () => {
    const down = () => Promise.reject(engineUnavailable('down'));
    await expect(matrixByLegs(request, down)).rejects.toMatchObject({ problem: 'routing_unavailable' });
  });
});
