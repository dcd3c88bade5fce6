/**
 * The solver's language: plain data that survives structuredClone and may lie in shared memory.
 * Times are seconds since the problem's own epoch, distances metres, money any one unit. Ids are the caller's strings.
 */
export interface Problem {
  /** Number of places; matrices are `places * places`, row = from, column = to. */
  places: number;
  /** Travel matrices, one entry per kind of vehicle (bicycle, car); `Vehicle.profile` is an index into it. */
  profiles: Profile[];
  requests: Request[];
  vehicles: Vehicle[];
  relations?: Relation[];
  weights?: Partial<Weights>;
  /** `cost` (default) minimises the weighted cost; `fleet` first minimises the number of used vehicles. */
  objective?: 'cost' | 'fleet';
  /** True only when durations are known to obey the triangle inequality: lets the scans stop early. */
  triangle?: boolean;
}

/** May be asymmetric. Infinity (or anything from 1e9 up) means that there is no way. Without distances every distance is 0. */
export interface Profile {
  durationsS: Float64Array | Int32Array;
  distancesM?: Float64Array | Int32Array;
}

/** What one unit of each thing costs; unserved requests always come first, by priority. Default: money and lateness 1, the rest 0. */
export interface Weights {
  /** Multiplies the vehicles' own costs (fixed, perHour, perKm, perDutyHour) and changeCost. */
  money: number;
  /** Per second of travel. */
  time: number;
  /** Per metre driven. */
  distance: number;
  /** Multiplies `lateCostPerS` of every second behind a due time. */
  lateness: number;
}

/** Seconds, both ends included; service must start inside. */
export type Window = [earliestS: number, latestS: number];

export interface Task {
  place: number;
  serviceS?: number;
  /** Spent once on arriving from another place (parking, stairs), before the service starts. */
  setupS?: number;
  /** Hard; sorted and disjoint. None: any time. */
  windows?: Window[];
  /** Soft: service starting later than this costs `lateCostPerS` (default 1) a second. */
  dueS?: number;
  lateCostPerS?: number;
}

/**
 * Either a pair (`pickup` and `delivery`), a single `job`, or a `delivery` alone whose goods are `aboard` a vehicle.
 * Goods aboard, and goods whose pickup is locked, must be delivered by that vehicle: for them the end of the window and
 * the ride limit turn into a due time, since not delivering is no way out.
 */
export interface Request {
  id: string;
  pickup?: Task;
  delivery?: Task;
  job?: Task;
  /** Id of the vehicle that already carries it; then `pickup` is absent. */
  aboard?: string;
  /** When it was picked up (`aboard` only): the ride limit counts from here. */
  pickedUpAtS?: number;
  /** Taken along from pickup to delivery; for a job from the start of the route to the job. One number per dimension. */
  load?: number[];
  /** Job only: taken along from the job to the end of the route. */
  collects?: number[];
  skills?: string[];
  /** 0..100; what must stay unserved is what costs the least sum of (priority + 1). */
  priority?: number;
  /** Longest time between leaving the pickup and starting the delivery (freshness). */
  maxRideS?: number;
  allowedVehicles?: string[];
  forbiddenVehicles?: string[];
  /** Plan stability: giving it to another vehicle costs `changeCost`. */
  previousVehicle?: string;
  changeCost?: number;
}

export interface Vehicle {
  id: string;
  /** Index into `Problem.profiles`, default 0. */
  profile?: number;
  /** Place where it is at `shift[0]` (or `availableAtS`); absent: it appears at its first stop. */
  start?: number;
  /** Place where it must be by `shift[1]`; absent: the route ends at its last stop. */
  end?: number;
  shift: Window;
  /** Under way: free at `start` only from then. */
  availableAtS?: number;
  /** Missing dimensions are unlimited. */
  capacity?: number[];
  skills?: string[];
  costs?: VehicleCosts;
  /** Most stops in the route, locked ones included. */
  maxTasks?: number;
  maxTravelS?: number;
  maxDistanceM?: number;
  /** Multiplies every duration: 1.2 is 20 % slower. */
  speedFactor?: number;
  /** Leading stops that stay first and in this order. Their windows are reported, never enforced. */
  locked?: StopRef[];
  /**
   * A vehicle with stops takes every one of them, in the order in which their windows open (then close); one without stops
   * takes none. A break that the locked stops alone leave no room for is waived, and reported.
   */
  breaks?: Break[];
}

/**
 * Time off between two stops, before the first or after the last, as VROOM means it. It is taken where the vehicle is at
 * that time, also on the way. Taken before leaving the start or after reaching the end it is no duty, but lies in the shift.
 */
export interface Break {
  /** Unique in its vehicle. */
  id: string;
  /** When it may start; sorted and disjoint. None: any time of the shift. */
  windows?: Window[];
  serviceS: number;
  /** Taken only while no dimension of the load is above it; missing dimensions are unlimited. */
  maxLoad?: number[];
}

/**
 * Ties stops to one route, as GraphHopper means it; it holds among those of its stops that are served, so that one left out
 * does not drag the others along. All types: same route, and that of `vehicleId` when given. `in_sequence`: in this order;
 * `in_direct_sequence`: in this order and nothing between them (`start` first in the list: nothing before them; `end` last:
 * nothing behind them). What the locked stops and the goods aboard break by themselves is waived, and reported.
 */
export interface Relation {
  type: 'in_same_route' | 'in_sequence' | 'in_direct_sequence';
  /** For `in_same_route` a stop stands for its whole request. */
  stops: (StopRef | 'start' | 'end')[];
  vehicleId?: string;
}

export interface VehicleCosts {
  /** Once, if it gets any stop. */
  fixed?: number;
  /** Of travel. */
  perHour?: number;
  perKm?: number;
  /** From leaving the start (just in time for the first stop) to the end of the route, waiting and service included. */
  perDutyHour?: number;
}

export type StopKind = 'pickup' | 'delivery' | 'job';

export interface StopRef {
  requestId: string;
  kind: StopKind;
}

/** Who visits what in which order. Vehicles without stops may be missing. A `Solution` is a plan too. */
export interface Plan {
  routes: { vehicleId: string; stops: StopRef[] }[];
}

export interface PlannedStop extends StopRef {
  place: number;
  arriveS: number;
  startS: number;
  departS: number;
  /** Seconds behind the due time. */
  latenessS: number;
  loadAfter: number[];
}

export interface PlannedRoute {
  vehicleId: string;
  departS: number;
  endS: number;
  travelS: number;
  distanceM: number;
  waitingS: number;
  stops: PlannedStop[];
  /** In the order taken. `departS` and `endS` count from leaving the start to reaching the end: breaks may lie outside. */
  breaks: PlannedBreak[];
  cost: number;
}

export interface PlannedBreak {
  id: string;
  startS: number;
  endS: number;
  /** Index of the stop that follows; the number of stops when it is taken after the last one. */
  before: number;
}

/** Weighted parts of the objective; `unserved` is the sum of (priority + 1) and comes before `total`. */
export interface Cost {
  total: number;
  fixed: number;
  travel: number;
  distance: number;
  duty: number;
  lateness: number;
  change: number;
  unserved: number;
}

/** GraphHopper's reason codes, as its route optimisation API numbers them. */
export const REASON = {
  skill: 1,
  timeWindow: 2,
  capacity: 3,
  maxDistance: 4,
  relation: 21,
  allowedVehicles: 22,
  maxRide: 23,
  forbiddenVehicles: 25,
  maxTravel: 26,
  maxTasks: 27,
  /** Theirs is for breaks by driving time, ours for breaks at all. */
  break: 30,
  unreachable: 50,
} as const;

export type ReasonName = keyof typeof REASON;

export interface Reason {
  code: number;
  /** Key of the sentence shown to people. */
  name: ReasonName;
  /** The vehicles it holds for. */
  vehicleIds: string[];
}

export interface Unassigned {
  requestId: string;
  reasons: Reason[];
  /** Smallest delay of the latest start or the due ride that would let it in, when that alone is enough. */
  fitsIfLaterS?: number;
}

export interface Solution extends Plan {
  routes: PlannedRoute[];
  unassigned: Unassigned[];
  cost: Cost;
  iterations: number;
  /** No hard rule is broken, except by stops that were locked that way. */
  feasible: boolean;
}
