import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../src/logistics/dispatch/solver/check.ts';
import type { Problem, Task } from '../../../../src/logistics/dispatch/solver/problem.ts';
import type { VroomAnswer } from '../../../../src/logistics/solve/vroom.view.ts';
import { taskKey, type TaskKind } from '../../../../src/logistics/solve/world.ts';
import { answer, line, pose } from './answer.ts';
import { readBack } from './read-back.ts';
import { SEVEN_PLACES } from './seven-places.ts';

const PLACES = 6;
const HOURS = 1_700_000_000;

const window = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 30 }))
  .map(([from, length]) => [HOURS + from * 100, HOURS + (from + length) * 100]);
const windows = fc.option(
  fc
    .tuple(window, fc.boolean())
    .map(([one, twice]) => (twice ? [one, [one[1]! + 300, one[1]! + 900]] : [one])),
  { nil: undefined },
);
const amounts = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 2 });
const task = (id: number) =>
  fc.record(
    {
      id: fc.constant(id),
      location_index: fc.integer({ min: 0, max: PLACES - 1 }),
      service: fc.integer({ min: 0, max: 60 }),
      setup: fc.constantFrom(0, 0, 40),
      time_windows: windows,
      due: fc.integer({ min: HOURS, max: HOURS + 3_000 }),
      late_cost: fc.constantFrom(1, 2),
    },
    { requiredKeys: ['id', 'location_index', 'service'] },
  );
const demand = {
  skills: fc.subarray([1, 2], { maxLength: 1 }),
  priority: fc.constantFrom(0, 0, 10, 100),
  allowed_vehicles: fc.subarray([1, 2, 3], { minLength: 1 }),
  disallowed_vehicles: fc.subarray([1, 2, 3], { maxLength: 1 }),
};
const job = (id: number) =>
  fc
    .tuple(task(id), fc.record({ delivery: amounts, pickup: amounts, ...demand }, { requiredKeys: [] }))
    .map(([one, more]) => ({ ...one, ...more }));
const rideless = (id: number) => ({ pickup: task(id), delivery: task(id), amount: amounts, ...demand });
const still = (id: number) => task(id).map((one) => ({ ...one, setup: 0 }));
/** Setups and ride limits not both: a setup saved next to a break may cost the ride its limit, which the answer says. */
const shipment = (id: number) =>
  fc.oneof(
    fc.record(rideless(id), { requiredKeys: ['pickup', 'delivery'] }),
    fc.record(
      {
        ...rideless(id),
        pickup: still(id),
        delivery: still(id),
        max_ride_time: fc.integer({ min: 100, max: 1_500 }),
      },
      { requiredKeys: ['pickup', 'delivery', 'max_ride_time'] },
    ),
  );
const pause = fc.record(
  { time_windows: windows, service: fc.integer({ min: 0, max: 300 }), max_load: amounts },
  { requiredKeys: ['service'] },
);
const relation = fc.record(
  {
    type: fc.constantFrom('in_same_route', 'in_sequence', 'in_direct_sequence'),
    ids: fc.subarray(
      [
        { type: 'job', id: 1 },
        { type: 'job', id: 2 },
        { type: 'pickup', id: 1 },
        { type: 'delivery', id: 1 },
      ],
      { minLength: 2, maxLength: 3 },
    ),
    vehicle_id: fc.constantFrom(1, 2, 3),
  },
  { requiredKeys: ['type', 'ids'] },
);
const vehicle = (id: number) =>
  fc.record(
    {
      id: fc.constant(id),
      profile: fc.constantFrom('car', 'bike'),
      start_index: fc.integer({ min: 0, max: PLACES - 1 }),
      end_index: fc.integer({ min: 0, max: PLACES - 1 }),
      capacity: fc.array(fc.integer({ min: 2, max: 6 }), { minLength: 2, maxLength: 2 }),
      costs: fc.record({
        fixed: fc.integer({ min: 0, max: 500 }),
        per_hour: fc.constantFrom(0, 3_600, 7_200),
        per_km: fc.constantFrom(0, 1_000),
      }),
      skills: fc.subarray([1, 2]),
      time_window: fc.constantFrom([HOURS, HOURS + 2_000], [HOURS + 500, HOURS + 6_000]),
      speed_factor: fc.constantFrom(1, 0.8, 1.5),
      breaks: fc
        .array(pause, { minLength: 1, maxLength: 2 })
        .map((all) => all.map((one, k) => ({ id: k, ...one }))),
      max_tasks: fc.integer({ min: 1, max: 6 }),
      max_travel_time: fc.integer({ min: 300, max: 2_500 }),
      max_distance: fc.integer({ min: 300, max: 2_500 }),
    },
    { requiredKeys: ['id', 'capacity', 'time_window'] },
  );
const matrix = fc.array(
  fc.array(fc.integer({ min: 10, max: 400 }), { minLength: PLACES, maxLength: PLACES }),
  { minLength: PLACES, maxLength: PLACES },
);
const problem = fc.record({
  jobs: fc.tuple(job(1), job(2), job(3)),
  shipments: fc.tuple(shipment(1), shipment(2)),
  vehicles: fc.tuple(vehicle(1), vehicle(2), vehicle(3)),
  matrices: fc.record({
    car: fc.record({ durations: matrix, distances: matrix }),
    bike: fc.record({ durations: matrix, distances: matrix }),
  }),
  relations: fc.array(relation, { maxLength: 1 }),
});

/**
 * What was really asked, for the checker. VROOM's windows say when setup may begin and the checker asks for the service: each
 * moves by the setup that was spent.
 */
function asAsked({ problem: posed, world, originS }: ReturnType<typeof pose>, found: VroomAnswer): Problem {
  const spent = new Map<unknown, number>();
  for (const { steps } of found.routes)
    for (const { type, id, setup } of steps)
      if (id !== undefined && type !== 'break')
        spent.set(world.taskOf.get(taskKey(type as TaskKind, id)), setup);
  const requests = posed.requests.map((request, r) => {
    const { tasks, maxRideS } = world.orders[r]!;
    const asked = tasks.map((one) => {
      const { place, given, kind } = one;
      const by = (spent.get(one) ?? 0) - originS;
      const task: Task = {
        place,
        serviceS: given.service ?? 0,
        setupS: given.setup ?? 0,
        windows: one.windows.map(([from, to]): [number, number] => [from + by, to + by]),
        ...(given.due !== undefined && { dueS: given.due - originS }),
        ...(given.late_cost !== undefined && { lateCostPerS: given.late_cost }),
      };
      return [kind, task] as const;
    });
    return { ...request, ...Object.fromEntries(asked), ...(maxRideS !== undefined && { maxRideS }) };
  });
  return { ...posed, requests };
}

describe('solve mode', () => {
  it('answers what the independent checker agrees with, whatever is asked', () => {
    fc.assert(
      fc.property(problem, (json) => {
        const posed = pose(json);
        const found = answer(json, 60);
        const judged = asAsked(posed, found);
        const verdict = check(judged, readBack(json, judged, found, posed.originS));
        expect(verdict.faults).toEqual([]);
        expect(found.summary.violations).toEqual([]);
        const done = found.routes.flatMap(({ steps }) => steps.filter(({ job: id }) => id !== undefined));
        expect(done.length + found.unassigned.length).toBe(7);
        for (const one of found.unassigned) expect(one.reasons?.length ?? 0).toBeGreaterThan(0);
      }),
      { numRuns: 150, interruptAfterTimeLimit: 30_000 },
    );
  });

  it('lets a vehicle wait before an early break for one that opens when it has come to its end', () => {
    const json = {
      jobs: [{ id: 1, location_index: 2, service: 0, due: 455 }],
      shipments: [],
      vehicles: [
        {
          id: 1,
          start_index: 1,
          end_index: 5,
          time_window: [0, 2_000],
          breaks: [
            { id: 0, service: 0, time_windows: [[1_100, 1_200]] },
            { id: 1, service: 1, time_windows: [[460, 1_000]] },
          ],
        },
      ],
      matrices: SEVEN_PLACES,
    };
    const found = answer(json);
    const { problem: posed, originS } = pose(json);
    expect(check(posed, readBack(json, posed, found, originS)).faults).toEqual([]);
    const waits = found.routes[0]!.steps.filter(({ waiting_time: waiting }) => waiting > 0);
    expect(waits.map(({ type, id }) => [type, id])).toEqual([['break', 1]]);
  });

  it("solves VROOM's first example with VROOM's figures", () => {
    const depot = { start_index: 0, end_index: 0, capacity: [4], time_window: [28_800, 43_200] };
    const found = answer({
      vehicles: [
        { id: 1, ...depot, skills: [1, 14] },
        { id: 2, ...depot, skills: [2, 14] },
      ],
      jobs: [
        {
          id: 1,
          location_index: 1,
          service: 300,
          delivery: [1],
          skills: [1],
          time_windows: [[32_400, 36_000]],
        },
        { id: 2, location_index: 2, service: 300, pickup: [1], skills: [1] },
        { id: 5, location_index: 3, service: 300, delivery: [1], skills: [14] },
        { id: 6, location_index: 4, service: 300, delivery: [1], skills: [14] },
      ],
      shipments: [
        {
          amount: [1],
          skills: [2],
          pickup: { id: 4, service: 300, location_index: 5 },
          delivery: { id: 3, service: 300, location_index: 6 },
        },
      ],
      matrices: SEVEN_PLACES,
    });
    expect(found.summary).toMatchObject({
      cost: 9314,
      routes: 2,
      unassigned: 0,
      delivery: [4],
      pickup: [2],
      service: 1800,
      duration: 9314,
      waiting_time: 0,
    });
    const [first, second] = found.routes;
    expect(first!.steps.map(({ type, id }) => [type, id])).toEqual([
      ['start', undefined],
      ['job', 5],
      ['job', 2],
      ['job', 1],
      ['job', 6],
      ['end', undefined],
    ]);
    // It leaves just in time for job 1, which opens at 9 o'clock.
    expect(first!.steps.map(({ arrival }) => arrival)).toEqual([
      29_623, 30_582, 31_644, 32_400, 34_155, 36_430,
    ]);
    expect(first!.steps.map(({ load }) => load)).toEqual([[3], [2], [3], [2], [1], [1]]);
    expect(second!.steps.map(({ type, duration }) => [type, duration])).toEqual([
      ['start', 0],
      ['pickup', 1436],
      ['delivery', 2289],
      ['end', 3707],
    ]);
  });

  const small = (more: { vehicle?: object; jobs?: object[]; matrices?: object; rest?: object }) => ({
    vehicles: [{ id: 'van', start_index: 0, end_index: 0, ...more.vehicle }],
    jobs: (more.jobs ?? [{}, {}]).map((one, k) => ({ id: k + 1, location_index: k + 1, ...one })),
    matrices: {
      car: { durations: line(0, 100, 200), distances: line(0, 1_000, 2_000), ...more.matrices },
    },
    ...more.rest,
  });

  it('fills in what VROOM fills in', () => {
    const { problem: posed } = pose(small({}));
    expect(posed.vehicles[0]).toMatchObject({
      costs: { fixed: 0, perHour: 3_600, perKm: 0 },
      shift: [0, 3e8],
    });
    expect(posed.requests[0]).toMatchObject({ priority: 0, skills: [], job: { serviceS: 0, setupS: 0 } });
    expect(answer(small({})).summary).toMatchObject({ cost: 400, duration: 400, distance: 4_000 });
  });

  it('prices the time on duty once, travel within it, where routes shall end soon', () => {
    const objectives = [{ type: 'min', value: 'completion_time' }];
    const { costs } = pose(small({ rest: { objectives } })).problem.vehicles[0]!;
    expect(costs).toEqual({ fixed: 0, perKm: 0, perDutyHour: 3_600 });
  });

  it('prices as VROOM does', () => {
    const costs = { fixed: 50, per_hour: 1_800, per_km: 20, per_task_hour: 36 };
    const found = answer(small({ vehicle: { costs }, jobs: [{ service: 100 }, { service: 300 }] }));
    expect(found.summary.cost).toBe(50 + 400 / 2 + 4 * 20 + 4);
  });

  it('tells as cost of the whole what the routes it shows cost together', () => {
    const one = (id: number) => ({ id, start_index: 0, max_tasks: 1, costs: { fixed: 0.4, per_hour: 0 } });
    const found = answer(small({ rest: { vehicles: [one(1), one(2)] } }));
    expect(found.routes.map(({ cost }) => cost)).toEqual([0, 0]);
    expect(found.summary.cost).toBe(0);
  });

  it('drives by given costs where there are any, and still tells seconds and metres', () => {
    // Every hop costs 1, except from 1 to 2.
    const costs = [
      [0, 1, 1],
      [1, 0, 9],
      [1, 1, 0],
    ];
    const found = answer(small({ matrices: { costs } }));
    expect(found.routes[0]!.steps.map(({ id }) => id)).toEqual([undefined, 2, 1, undefined]);
    expect(found.summary).toMatchObject({ cost: 3, duration: 400, distance: 4_000 });
    expect(() => pose(small({ matrices: { costs }, vehicle: { max_distance: 9 } }))).toThrow(
      expect.objectContaining({ detail: { field: 'vehicles.0.max_distance' } }),
    );
    expect(() => pose(small({ matrices: { costs }, vehicle: { costs: { per_km: 9 } } }))).toThrow(
      expect.objectContaining({ detail: { field: 'vehicles.0.costs' } }),
    );
  });

  it('is faster with a higher speed_factor', () => {
    expect(answer(small({ vehicle: { speed_factor: 2 } })).summary.duration).toBe(200);
  });

  it('keeps short windows where a setup might be saved', () => {
    const jobs = [
      { setup: 60, time_windows: [[1_000, 1_000]] },
      { setup: 60, time_windows: [[5_000, 9_000]] },
    ];
    const found = answer(small({ jobs: jobs.map((job) => ({ location_index: 1, ...job })) }));
    expect(found).toMatchObject({ summary: { unassigned: 0, violations: [] } });
    const exact = found.routes[0]!.steps.find(({ id }) => id === 1)!;
    expect(exact.arrival + exact.waiting_time).toBe(1_000);
  });

  it('lets setup begin when the window opens, as VROOM does', () => {
    const found = answer(small({ jobs: [{ setup: 30, service: 5, time_windows: [[500, 510]] }] }));
    expect(found.routes[0]!.steps[1]).toMatchObject({ arrival: 500, setup: 30, waiting_time: 0 });
    expect(found.routes[0]!.steps[2]!.arrival).toBe(635);
  });

  it('refuses what it cannot express rather than passing over it', () => {
    const vehicles = [
      { id: 1, start_index: 0, type: 'slow' },
      { id: 2, start_index: 0, type: 'fast' },
    ];
    const fast = small({ jobs: [{ service: 60, service_per_type: { fast: 10 } }], rest: { vehicles } });
    expect(() => pose(fast)).toThrow(
      expect.objectContaining({ detail: { field: 'jobs.0.service_per_type' } }),
    );
    expect(answer({ ...fast, vehicles: [vehicles[1]] }).summary.service).toBe(10);
  });

  it('keeps locked steps first and in their order, and says what they break', () => {
    const steps = [
      { type: 'job', id: 2, locked: true },
      { type: 'job', id: 1 },
    ];
    const found = answer(small({ vehicle: { steps }, jobs: [{}, { time_windows: [[0, 50]] }] }));
    expect(found.routes[0]!.steps.map(({ id }) => id)).toEqual([undefined, 2, 1, undefined]);
    expect(found.summary.violations).toEqual([{ cause: 'delay', duration: 150 }]);
  });

  it('starts from given steps', () => {
    const steps = [
      { type: 'job', id: 2 },
      { type: 'job', id: 1 },
    ];
    const { start } = pose(small({ vehicle: { steps } }));
    expect(start).toEqual({
      routes: [
        {
          vehicleId: 'v0',
          stops: [
            { requestId: 'r1', kind: 'job' },
            { requestId: 'r0', kind: 'job' },
          ],
        },
      ],
    });
  });

  it('refuses steps that name a task twice, and times of two ages', () => {
    const field = (json: unknown) => {
      try {
        pose(json);
      } catch (error) {
        return (error as { detail: { field: string } }).detail.field;
      }
      return 'accepted';
    };
    const steps = [{ type: 'job', id: 1, locked: true }];
    const vehicles = [1, 2].map((id) => ({ id, start_index: 0, steps }));
    expect(field(small({ rest: { vehicles } }))).toBe('vehicles.1.steps.0.id');
    const today = { time_windows: [[1_700_000_000, 1_700_000_600]] };
    expect(field(small({ jobs: [today] }))).toBe('accepted');
    expect(field(small({ jobs: [today], vehicle: { time_window: [0, 86_400] } }))).toBe(
      'jobs.0.time_windows.0',
    );
  });

  it('uses fewer vehicles when that is the objective', () => {
    const vehicles = [
      { id: 1, start_index: 1, end_index: 1 },
      { id: 2, start_index: 2, end_index: 2 },
    ];
    const both = small({ rest: { vehicles } });
    expect(answer(both).summary.routes).toBe(2);
    expect(answer({ ...both, objectives: [{ type: 'min', value: 'vehicles' }] }).summary.routes).toBe(1);
  });

  it("knows tasks of relations by GraphHopper's names and by VROOM's", () => {
    const shipments = [{ pickup: { id: 5, location_index: 1 }, delivery: { id: 6, location_index: 2 } }];
    const stops = (ids: unknown[]) =>
      pose(small({ rest: { shipments, relations: [{ type: 'in_sequence', ids, vehicle_id: 'van' }] } }))
        .problem.relations;
    const pickup = { requestId: 'r2', kind: 'pickup' };
    const delivery = { requestId: 'r2', kind: 'delivery' };
    expect(stops(['start', 1, '5_pickup', { type: 'delivery', id: 6 }, 'end'])).toEqual([
      {
        type: 'in_sequence',
        vehicleId: 'v0',
        stops: ['start', { requestId: 'r0', kind: 'job' }, pickup, delivery, 'end'],
      },
    ]);
    expect(stops([5, 6])![0]!.stops).toEqual([pickup, delivery]);
    expect(() => stops([6, 5])).toThrow('The pickup 5 would have to come before and behind itself.');
    expect(() => stops([5, 'start'])).toThrow(
      expect.objectContaining({ detail: { field: 'relations.0.ids.1' } }),
    );
  });

  it('says how much later something would fit', () => {
    const late = small({ jobs: [{ time_windows: [[0, 40]] }] });
    const [left] = answer(late).unassigned;
    expect(left).toMatchObject({ id: 1, reasons: [{ code: 2, vehicles: ['van'] }], fits_if_later: 60 });
  });
});
