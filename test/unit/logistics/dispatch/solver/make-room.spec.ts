import { describe, expect, it } from '@jest/globals';
import { compile } from '../../../../../src/logistics/dispatch/solver/compile.ts';
import { holds } from '../../../../../src/logistics/dispatch/solver/feasible.ts';
import { makeRoom } from '../../../../../src/logistics/dispatch/solver/make-room.ts';
import { neighbours } from '../../../../../src/logistics/dispatch/solver/neighbours.ts';
import { orderKeys } from '../../../../../src/logistics/dispatch/solver/recreate.ts';
import { snapshot, type Search } from '../../../../../src/logistics/dispatch/solver/search.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { warmStart } from '../../../../../src/logistics/dispatch/solver/warm-start.ts';
import { line } from './line-problem.ts';

/** Room for one of two; `in` has it. */
function search(hardness: { in: number; out: number }): Search {
  const problem = line({ capacity: [1], shift: [0, 100] }, [
    { id: 'in', pickup: { place: 0 }, delivery: { place: 40 }, load: [1] },
    { id: 'out', pickup: { place: 0 }, delivery: { place: 45 }, load: [1] },
  ]);
  const m = compile(problem);
  const vehicleId = problem.vehicles[0]!.id;
  const stops = (['pickup', 'delivery'] as const).map((kind) => ({ requestId: 'in', kind }));
  const s = warmStart(m, 1, { routes: [{ vehicleId, stops }] });
  return {
    s,
    stop: iterations(0),
    near: neighbours(m),
    keys: orderKeys(m),
    iterations: 0,
    best: snapshot(s),
    absences: Float64Array.of(hardness.in, hardness.out),
    onBetter: undefined,
    exchange: undefined,
    exchangeAt: 0,
  };
}

describe('makeRoom', () => {
  it('gives the place of an easier request to a harder one', () => {
    const x = search({ in: 1, out: 5 });
    expect(makeRoom(x, 1)).toBe(true);
    expect([...x.s.isAbsent]).toEqual([1, 0]);
    expect([...x.s.absent.subarray(0, x.s.absentCount)]).toEqual([0]);
    expect(holds(x.s, 0)).toBe(true);
  });

  it('takes no place from one that is as hard, and leaves the route as it was', () => {
    const x = search({ in: 5, out: 5 });
    const before = snapshot(x.s);
    expect(makeRoom(x, 1)).toBe(false);
    expect(snapshot(x.s)).toEqual(before);
    expect([...x.s.isAbsent]).toEqual([0, 1]);
  });
});
