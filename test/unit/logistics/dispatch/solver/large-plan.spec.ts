import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../../src/logistics/dispatch/solver/check.ts';
import { compile } from '../../../../../src/logistics/dispatch/solver/compile.ts';
import { neighbours } from '../../../../../src/logistics/dispatch/solver/neighbours.ts';
import type { Problem } from '../../../../../src/logistics/dispatch/solver/problem.ts';
import { Random } from '../../../../../src/logistics/dispatch/solver/random.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';

const VEHICLES = 60;
const ORDERS = 120;

/** So many couriers that only routes near an order are looked at; each has room for little. */
function day(seed: number): Problem {
  const random = new Random(seed);
  const places = VEHICLES + 2 * ORDERS;
  const points = Array.from({ length: places }, () => [random.next() * 2000, random.next() * 2000] as const);
  const durationsS = Float64Array.from({ length: places * places }, (_, k) => {
    const [a, b] = [points[Math.floor(k / places)]!, points[k % places]!];
    return Math.round(Math.hypot(a[0] - b[0], a[1] - b[1]));
  });
  return {
    places,
    profiles: [{ durationsS }],
    requests: Array.from({ length: ORDERS }, (_, k) => ({
      id: `o${k}`,
      pickup: { place: VEHICLES + 2 * k, serviceS: 60, windows: [[0, 3600]] as [number, number][] },
      delivery: { place: VEHICLES + 2 * k + 1, serviceS: 60, dueS: 1800 },
      load: [1],
      maxRideS: 3000,
    })),
    vehicles: Array.from({ length: VEHICLES }, (_, v) => ({
      id: `c${v}`,
      start: v,
      shift: [0, 9000] as [number, number],
      capacity: [2],
      maxTasks: 6,
      costs: { perHour: 20 },
    })),
  };
}

describe('a plan of many couriers', () => {
  it('keeps every rule and gets better though only nearby routes are looked at', () => {
    for (const seed of [1, 2, 3]) {
      const problem = day(seed);
      const first = solve(problem, { seed, stop: iterations(0) });
      const found = solve(problem, { seed, stop: iterations(400), start: first });
      expect(first.routes.length).toBeGreaterThan(40);
      expect(check(problem, found).faults).toEqual([]);
      expect(found.cost.unserved).toBeLessThanOrEqual(first.cost.unserved);
      expect(found.cost.total).toBeLessThan(first.cost.total * 0.95);
    }
  });

  it('knows the nearest stops of a stop, nearest first to within the second that its windows weigh', () => {
    const problem = day(4);
    const m = compile(problem);
    const near = neighbours(m);
    const away = (from: number, to: number) =>
      problem.profiles[0]!.durationsS[m.place[from]! * problem.places + m.place[to]!]!;
    fc.assert(
      fc.property(fc.nat(m.tasks - 1), (node) => {
        const all = Array.from({ length: m.tasks }, (_, x) => x).filter((x) => x !== node);
        const nearest = all.map((x) => away(node, x)).toSorted((a, b) => a - b);
        const list = [...near.of(node)];
        expect(new Set(list).size).toBe(list.length);
        expect(list.length).toBe(80);
        list.forEach((x, k) => expect(Math.abs(away(node, x) - nearest[k]!)).toBeLessThanOrEqual(1));
      }),
    );
  });
});
