import fc from 'fast-check';
import type {
  Break,
  Problem,
  Relation,
  Request,
  StopRef,
  Task,
  Vehicle,
  Window,
} from '../../../../../src/logistics/dispatch/solver/problem.ts';

const PLACES = 7;
const SKILLS = ['cold', 'lift'];

const windows = fc.option(
  fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 4 }).map((cuts): Window[] => {
    const sorted = cuts.map((c) => c * 100).sort((a, b) => a - b);
    return sorted.length < 4
      ? [[sorted[0]!, sorted[1]!]]
      : [
          [sorted[0]!, sorted[1]!],
          [sorted[2]!, sorted[3]!],
        ];
  }),
  { nil: undefined },
);

const task = fc.record({
  place: fc.integer({ min: 0, max: PLACES - 1 }),
  serviceS: fc.integer({ min: 0, max: 60 }),
  setupS: fc.constantFrom(0, 0, 30),
  windows,
  dueS: fc.option(fc.integer({ min: 0, max: 3000 }), { nil: undefined }),
  lateCostPerS: fc.constantFrom(1, 0.1),
}) as fc.Arbitrary<Task>;

const request = (id: string, vehicles: string[]): fc.Arbitrary<Request> =>
  fc
    .record({
      kind: fc.constantFrom('pair', 'pair', 'pair', 'job', 'aboard'),
      first: task,
      second: task,
      load: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 2 }),
      collects: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 2 }),
      skills: fc.subarray(SKILLS, { maxLength: 1 }),
      priority: fc.constantFrom(0, 0, 5, 100),
      maxRideS: fc.option(fc.integer({ min: 100, max: 1500 }), { nil: undefined }),
      allowedVehicles: fc.option(fc.subarray(vehicles, { minLength: 1 }), { nil: undefined, freq: 5 }),
      forbiddenVehicles: fc.subarray(vehicles, { maxLength: 1 }),
      previousVehicle: fc.option(fc.constantFrom(...vehicles), { nil: undefined }),
      changeCost: fc.integer({ min: 0, max: 200 }),
      carrier: fc.constantFrom(...vehicles),
    })
    .map(({ kind, first, second, collects, carrier, ...rest }): Request => {
      if (kind === 'pair') return { id, pickup: first, delivery: second, ...rest };
      if (kind === 'job') return { id, job: first, collects, ...rest };
      return {
        id,
        delivery: first,
        aboard: carrier,
        pickedUpAtS: -200,
        load: rest.load,
        maxRideS: rest.maxRideS,
      };
    });

const breaks: fc.Arbitrary<Break[]> = fc
  .array(
    fc.record({
      windows,
      serviceS: fc.constantFrom(0, 60, 300, 900),
      maxLoad: fc.option(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 2 }), {
        nil: undefined,
        freq: 3,
      }),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((list) => list.map((one, k) => ({ id: `b${k}`, ...one })));

const vehicle = (id: string): fc.Arbitrary<Vehicle> =>
  fc.record({
    id: fc.constant(id),
    profile: fc.constantFrom(0, 1),
    start: fc.option(fc.integer({ min: 0, max: PLACES - 1 }), { nil: undefined, freq: 4 }),
    end: fc.option(fc.integer({ min: 0, max: PLACES - 1 }), { nil: undefined }),
    shift: fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1500, max: 4000 })),
    availableAtS: fc.option(fc.integer({ min: 0, max: 800 }), { nil: undefined }),
    capacity: fc.array(fc.integer({ min: 4, max: 10 }), { minLength: 2, maxLength: 2 }),
    skills: fc.subarray(SKILLS),
    costs: fc.record({
      fixed: fc.integer({ min: 0, max: 100 }),
      perHour: fc.integer({ min: 1, max: 3600 }),
      perKm: fc.integer({ min: 0, max: 100 }),
      perDutyHour: fc.constantFrom(0, 0, 1800),
    }),
    maxTasks: fc.option(fc.integer({ min: 2, max: 8 }), { nil: undefined }),
    maxTravelS: fc.option(fc.integer({ min: 500, max: 2500 }), { nil: undefined }),
    maxDistanceM: fc.option(fc.integer({ min: 500, max: 2500 }), { nil: undefined }),
    speedFactor: fc.constantFrom(1, 1.5),
    breaks: fc.option(breaks, { nil: undefined }),
  }) as fc.Arbitrary<Vehicle>;

const matrix = (n: number): fc.Arbitrary<Float64Array> =>
  fc
    .array(
      fc.oneof(
        { weight: 30, arbitrary: fc.integer({ min: 10, max: 400 }) },
        { weight: 1, arbitrary: fc.constant(Infinity) },
      ),
      {
        minLength: n * n,
        maxLength: n * n,
      },
    )
    .map((cells) => Float64Array.from(cells, (cell, k) => (Math.floor(k / n) === k % n ? 0 : cell)));

const tie = fc.record({
  type: fc.constantFrom<Relation['type'][]>('in_same_route', 'in_sequence', 'in_direct_sequence'),
  picks: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
  start: fc.boolean(),
  end: fc.boolean(),
  vehicle: fc.option(fc.nat(), { nil: undefined, freq: 2 }),
});

/** Ties stops together: always with the pickups before the deliveries and in one order for all, so that there is no circle. */
function withRelations(
  problem: Problem,
  ties: {
    type: Relation['type'];
    picks: number[];
    start: boolean;
    end: boolean;
    vehicle: number | undefined;
  }[],
): Problem {
  const kinds = ['pickup', 'delivery', 'job'] as const;
  const all = kinds.flatMap((kind) =>
    problem.requests.filter((one) => one[kind]).map(({ id }): StopRef => ({ requestId: id, kind })),
  );
  const relations = ties.map(({ type, picks, start, end, vehicle: v }): Relation => {
    const chosen = [...new Set(picks.map((pick) => pick % all.length))].sort((a, b) => a - b);
    const stops: Relation['stops'] = chosen.map((k) => all[k]!);
    if (type !== 'in_same_route' && start) stops.unshift('start');
    if (type !== 'in_same_route' && end) stops.push('end');
    const vehicleId = v === undefined ? undefined : problem.vehicles[v % problem.vehicles.length]!.id;
    return { type, stops, ...(vehicleId !== undefined && { vehicleId }) };
  });
  return relations.length > 0 ? { ...problem, relations } : problem;
}

/** Small problems with every constraint mixed; asymmetric matrices without triangle inequality, some legs impossible. */
export const mixedProblem = mixedProblems(7, 3);

/** The same with up to so many requests and vehicles. */
export function mixedProblems(requests: number, vehicles: number): fc.Arbitrary<Problem> {
  return fc
    .record({ count: fc.integer({ min: 1, max: requests }), fleet: fc.integer({ min: 1, max: vehicles }) })
    .chain(({ count, fleet }) => {
      const vehicleIds = Array.from({ length: fleet }, (_, v) => `v${v}`);
      return fc.record({
        places: fc.constant(PLACES),
        profiles: fc
          .tuple(matrix(PLACES), matrix(PLACES), matrix(PLACES))
          .map(([car, bike, metres]) => [{ durationsS: car, distancesM: metres }, { durationsS: bike }]),
        requests: fc.tuple(...Array.from({ length: count }, (_, r) => request(`r${r}`, vehicleIds))),
        vehicles: fc.tuple(...vehicleIds.map(vehicle)),
        weights: fc.constantFrom(undefined, { money: 1, time: 0.1, distance: 0.01, lateness: 2 }),
        locks: fc.array(fc.record({ v: fc.nat(), r: fc.nat(), both: fc.boolean() }), { maxLength: 3 }),
        ties: fc.array(tie, { maxLength: 3 }),
      });
    })
    .map(({ locks, ties, ...problem }) =>
      withRelations(withLocks(problem as unknown as Problem, locks), ties),
    );
}

/** Locks a few stops at the head of the vehicles' routes. */
function withLocks(problem: Problem, locks: { v: number; r: number; both: boolean }[]): Problem {
  const locked = problem.vehicles.map((): StopRef[] => []);
  const taken = new Set<string>();
  for (const lock of locks) {
    const request = problem.requests[lock.r % problem.requests.length]!;
    if (taken.has(request.id)) continue;
    taken.add(request.id);
    const carrier = problem.vehicles.findIndex((v) => v.id === request.aboard);
    const v = carrier >= 0 ? carrier : lock.v % problem.vehicles.length;
    const kinds = request.job
      ? ['job']
      : request.aboard
        ? ['delivery']
        : lock.both
          ? ['pickup', 'delivery']
          : ['pickup'];
    for (const kind of kinds) locked[v]!.push({ requestId: request.id, kind: kind as StopRef['kind'] });
  }
  return { ...problem, vehicles: problem.vehicles.map((vehicle, v) => ({ ...vehicle, locked: locked[v]! })) };
}

/** Small problems that qualify for the fast scans: points in the plane, one profile, single windows, pairs and jobs. */
export const plainProblem: fc.Arbitrary<Problem> = fc
  .record({
    points: fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })), {
      minLength: 9,
      maxLength: 9,
    }),
    stops: fc.array(
      fc.record({
        isPair: fc.boolean(),
        from: fc.integer({ min: 1, max: 8 }),
        to: fc.integer({ min: 1, max: 8 }),
        opens: fc.integer({ min: 0, max: 300 }),
        lasts: fc.integer({ min: 20, max: 400 }),
        load: fc.integer({ min: 1, max: 4 }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
    fleet: fc.integer({ min: 1, max: 3 }),
    open: fc.boolean(),
    triangle: fc.boolean(),
    onlyDrops: fc.constantFrom(true, false, false, false),
  })
  .map(({ points, stops, fleet, open, triangle, onlyDrops }): Problem => {
    const durationsS = Float64Array.from({ length: 81 }, (_, k) => {
      const [a, b] = [points[Math.floor(k / 9)]!, points[k % 9]!];
      return Math.hypot(a[0] - b[0], a[1] - b[1]);
    });
    const requests = stops.map(({ isPair, from, to, opens, lasts, load }, k): Request => {
      const task: Task = { place: from, windows: [[opens, opens + lasts]], serviceS: 5 };
      if (onlyDrops) return { id: `r${k}`, job: task, load: [load] };
      if (!isPair) return { id: `r${k}`, job: task, load: [load], collects: [load % 3] };
      return {
        id: `r${k}`,
        pickup: task,
        delivery: { place: to, windows: [[opens, opens + lasts + 200]] },
        load: [load],
      };
    });
    const vehicles = Array.from({ length: fleet }, (_, v): Vehicle => ({
      id: `v${v}`,
      start: 0,
      ...(!open && { end: 0 }),
      shift: [0, 700],
      capacity: [6],
      costs: { fixed: 30 },
    }));
    return { places: 9, profiles: [{ durationsS }], requests, vehicles, weights: { time: 1 }, triangle };
  });

/** The same with locked stops, goods aboard, and orders that only some of the vehicles may take. */
export const boundPlainProblem: fc.Arbitrary<Problem> = fc
  .record({
    problem: plainProblem,
    locks: fc.array(fc.record({ v: fc.nat(), r: fc.nat(), both: fc.boolean() }), { maxLength: 2 }),
    aboard: fc.array(fc.record({ v: fc.nat(), r: fc.nat() }), { maxLength: 1 }),
    allowed: fc.array(fc.record({ v: fc.nat(), r: fc.nat() }), { maxLength: 2 }),
  })
  .map(({ problem, locks, aboard, allowed }) => {
    const { vehicles } = problem;
    const chosen = (list: { v: number; r: number }[], k: number) => {
      const one = list.find(({ r }) => r % problem.requests.length === k);
      return one && vehicles[one.v % vehicles.length]!.id;
    };
    const requests = problem.requests.map((one, k): Request => {
      const [carrier, only] = [chosen(aboard, k), chosen(allowed, k)];
      const { id, delivery, load } = one;
      if (carrier && delivery) return { id, delivery, load, aboard: carrier };
      return only ? { ...one, allowedVehicles: [only] } : one;
    });
    return withLocks({ ...problem, requests }, locks);
  });
