import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { budgetOf, explainingOf, isAtOnce } from '../../../../src/logistics/solve/budget.rules.ts';
import { Lane } from '../../../../src/logistics/solve/lane.ts';
import { orderedMinimum } from '../../../../src/logistics/solve/ordered-minimum.ts';
import { readVroom } from '../../../../src/logistics/solve/read-vroom.ts';
import { encodePolyline } from '../../../../src/logistics/solve/polyline.ts';
import type { VroomInput } from '../../../../src/logistics/solve/vroom.input.ts';

describe('the least sum in order', () => {
  const piece = fc
    .tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 4 })), {
        minLength: 1,
        maxLength: 3,
      }),
    )
    .map(([fall, points]) => ({ slope: -fall, points: [...points, [8, 20] as [number, number]] }));
  const costOf = ({ slope, points }: { slope: number; points: [number, number][] }, at: number) =>
    slope * at + points.reduce((sum, [from, more]) => sum + more * Math.max(0, at - from), 0);

  it('is what trying everything finds', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (functions) => {
        const sum = (all: number[]) => all.reduce((total, at, k) => total + costOf(functions[k]!, at), 0);
        const found = orderedMinimum(functions);
        expect(found.every((at, k) => k === 0 || at >= found[k - 1]!)).toBe(true);
        let best = Infinity;
        const tryFrom = (least: number, chosen: number[]) => {
          if (chosen.length === functions.length) best = Math.min(best, sum(chosen));
          else for (let at = least; at <= 8; at++) tryFrom(at, [...chosen, at]);
        };
        tryFrom(0, []);
        expect(sum(found)).toBe(best);
      }),
      { numRuns: 300 },
    );
  });
});

describe('an encoded line', () => {
  it("is Google's published example", () => {
    const line = [
      { lat: 38.5, lon: -120.2 },
      { lat: 40.7, lon: -120.95 },
      { lat: 43.252, lon: -126.453 },
    ];
    expect(encodePolyline(line)).toBe('_p~iF~ps|U_ulLnnqC_mqNvxq`@');
  });
});

describe('the time for a problem', () => {
  const limits = { maxTasks: 1_000, maxVehicles: 10, maxSeconds: 30, threads: 2 };
  const problem = (tasks: number, options?: object) =>
    ({ jobs: Array(tasks).fill({}), vehicles: [{}], options }) as unknown as VroomInput;
  const ms = (tasks: number, options?: object) => budgetOf(problem(tasks, options), limits).ms;

  it('grows with size and exploration level, up to what the operator allows', () => {
    expect([ms(1), ms(100), ms(1_000), ms(5_000)]).toEqual([100, 2_000, 20_000, 30_000]);
    const levels = [0, 1, 2, 3, 4, 5].map((x) => ms(500, { x }));
    expect(levels).toEqual([...levels].sort((a, b) => a - b));
    expect(levels[5]).toBe(ms(500));
  });

  it('is what the caller says, and never more than allowed', () => {
    expect([ms(500, { l: 2 }), ms(5, { l: 900 })]).toEqual([2_000, 30_000]);
    expect(budgetOf(problem(5, { t: 16 }), limits).threads).toBe(2);
  });

  it('decides who waits for the answer', () => {
    const atOnce = (tasks: number, options?: object, later = false) =>
      isAtOnce(problem(tasks, options), budgetOf(problem(tasks, options), limits), later);
    expect([atOnce(100), atOnce(100, {}, true), atOnce(100, { async: true })]).toEqual([true, false, false]);
    expect([atOnce(1_000), atOnce(10, { l: 20 }), atOnce(1_000, { c: true })]).toEqual([false, false, true]);
  });
});

describe('what is said about what stays behind', () => {
  it('is everything, and of large problems the codes', () => {
    const how = (jobs: number, shipments: number, vehicles: number) =>
      explainingOf({
        jobs: Array(jobs).fill({}),
        shipments: Array(shipments).fill({}),
        vehicles: Array(vehicles).fill({}),
      } as unknown as VroomInput);
    expect([how(1_000, 0, 100), how(1_001, 0, 100), how(0, 501, 100)]).toEqual(['full', 'codes', 'codes']);
  });
});

describe('a lane', () => {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

  it('lets so many in at a time, in the order in which they came, and sends away who is too many', async () => {
    const lane = new Lane(2, 3);
    const seen: string[] = [];
    let inside = 0;
    const job = (name: string) => () =>
      (async () => {
        expect(++inside).toBeLessThanOrEqual(2);
        seen.push(name);
        await pause();
        inside--;
      })();
    const all = ['a', 'b', 'c', 'd', 'e'].map((name) => lane.run(job(name)));
    await expect(lane.run(job('f'))).rejects.toMatchObject({ code: 'solver_busy', kind: 'overloaded' });
    await Promise.all(all);
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('goes on after one that failed', async () => {
    const lane = new Lane(1, 3);
    const failed = lane.run(() => Promise.reject(new Error('no')));
    const next = lane.run(async () => 'yes');
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});

describe('a VROOM file', () => {
  const file = (more: object) =>
    JSON.stringify({
      vehicles: [{ id: 1, start_index: 0, end_index: 0 }],
      jobs: [{ id: 1, location_index: 1 }],
      matrices: {
        car: {
          durations: [
            [0, 5],
            [7, 0],
          ],
        },
      },
      ...more,
    });

  it('brings its matrices; a second counts as a metre where there are no distances', () => {
    const { problem } = readVroom(file({}));
    expect([...problem.profiles[0]!.distancesM!]).toEqual([0, 5, 7, 0]);
    expect(problem.requests).toHaveLength(1);
  });

  it('that cannot be read says what is wrong in one line each', () => {
    expect(() => readVroom('{')).toThrow(/^not JSON: /);
    expect(() => readVroom(file({ jobs: [{ id: 1.5 }] }))).toThrow(/^jobs\.0\.id: /);
    expect(() => readVroom(file({ jobs: [{ id: 1, location_index: 9 }] }))).toThrow(
      /^jobs\.0\.location_index: /,
    );
    expect(() =>
      readVroom(file({ matrices: undefined, jobs: [{ id: 1, location: [1, 2] }], vehicles: [{ id: 1 }] })),
    ).toThrow(/^matrices\.car: /);
  });
});
