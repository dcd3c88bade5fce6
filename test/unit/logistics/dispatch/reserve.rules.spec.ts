import { describe, expect, it } from '@jest/globals';
import { withReserves } from '../../../../src/logistics/dispatch/reserve.rules.ts';
import type { Problem, Vehicle } from '../../../../src/logistics/dispatch/solver/problem.ts';
import { solve } from '../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../src/logistics/dispatch/solver/stop.ts';

/** On one line, ten seconds a step: the store at 0, couriers near (1) and far (6), doors behind them. */
const LINE = [0, 1, 6, 9, 9];
const at = (id: string, start: number, more: Partial<Vehicle> = {}): Vehicle => ({
  id,
  start,
  shift: [0, 9_000],
  ...more,
});
const order = (id: string, door: number, readyS: number) => ({
  id,
  pickup: { place: 0, windows: [[readyS, 9_000]] as [number, number][] },
  delivery: { place: door, dueS: readyS + 90, lateCostPerS: 1 },
});
const day = (vehicles: Vehicle[], ...readyS: number[]): Problem => ({
  places: LINE.length,
  profiles: [
    { durationsS: Float64Array.from(LINE.flatMap((from) => LINE.map((to) => Math.abs(from - to) * 10))) },
  ],
  requests: readyS.map((ready, k) => order(`o${k}`, 3 + k, ready)),
  vehicles,
});
const RESERVE = { atHand: 20, lessPerS: 0.2 };
const sent = (problem: Problem) =>
  solve(withReserves(problem, RESERVE), { seed: 1, stop: iterations(200) }).routes.map(
    (one) => one.vehicleId,
  );

describe('reserves', () => {
  it('keep the courier at the store free when the far one is in time too', () => {
    expect(sent(day([at('near', 1), at('far', 2)], 300))).toEqual(['far']);
  });

  it('are spent when nobody else is in time', () => {
    expect(sent(day([at('near', 1), at('far', 2)], 0))).toEqual(['near']);
  });

  it('bundle two orders of one store rather than send a second courier', () => {
    expect(sent(day([at('near', 1), at('far', 2)], 300, 305))).toHaveLength(1);
  });

  it('are on top of what the courier costs, and nothing where nothing is to be fetched', () => {
    const [near] = withReserves(
      day([at('near', 1, { costs: { fixed: 5, perHour: 3 } })], 0),
      RESERVE,
    ).vehicles;
    expect(near!.costs).toEqual({ fixed: 5 + 20 - 0.2 * 10, perHour: 3 });
    const idle = day([at('near', 1)]);
    expect(withReserves(idle, RESERVE)).toBe(idle);
  });

  it('count no way as far away, and a courier of unknown place not at all', () => {
    const [walled, unknown] = withReserves(
      {
        ...day([at('walled', 1), { id: 'lost', shift: [0, 1] }], 0),
        profiles: [{ durationsS: new Float64Array(25).fill(Infinity) }],
      },
      RESERVE,
    ).vehicles;
    expect(walled!.costs).toEqual({ fixed: 0 });
    expect(unknown!.costs).toBeUndefined();
  });
});
