import type { InsertionView } from './page-views.ts';
import type { VehicleKind } from './states.ts';
import type { Instant } from './views.ts';

/** How the plan explains itself to the dispatcher; types only, shared by the server and the pages. */

/** A rule in a courier's way. `code` is GraphHopper's number of it, null for what only we know. */
export interface ObstacleView {
  code: number | null;
  name: ObstacleName;
}

export type ObstacleName =
  | 'skill'
  | 'timeWindow'
  | 'capacity'
  | 'maxDistance'
  | 'relation'
  | 'allowedVehicles'
  | 'maxRide'
  | 'forbiddenVehicles'
  | 'maxTravel'
  | 'maxTasks'
  | 'break'
  | 'unreachable'
  /** On a break, or going off duty. */
  | 'resting'
  /** The shift is over before it could be done. */
  | 'shiftEnds';

export interface CourierReasonsView {
  courierId: string;
  courierName: string;
  /** None: it would fit. */
  reasons: ObstacleView[];
}

/** One limit moved; with all of them moved the order fits. */
export type LimitView =
  | { kind: 'skills'; skills: string[] }
  | { kind: 'allow' }
  | { kind: 'capacity'; capacity: number[] }
  | { kind: 'later' | 'ride' | 'travel'; minutes: number }
  | { kind: 'shift'; minutes: number; until: Instant }
  | { kind: 'tasks'; count: number }
  | { kind: 'distance'; metres: number }
  | { kind: 'extra'; vehicle: VehicleKind; until: Instant };

export interface RelaxationView {
  /** Null: a courier who is not there. */
  courierId: string | null;
  courierName: string | null;
  changes: LimitView[];
  addedMinutes: number;
  dropoffEta: Instant;
  /** Places in the courier's route. */
  pickupIndex: number;
  dropoffIndex: number;
}

/** Why an order has no courier, and the least that would have to change. */
export interface ReasonsView {
  deliveryId: string;
  /** `open`: look at the couriers. `not_yet`: it is for later than anybody's shift could be made to last. */
  state: 'open' | 'on_route' | 'fits' | 'address_unknown' | 'no_courier' | 'not_plannable' | 'not_yet';
  couriers: CourierReasonsView[];
  /** Least trouble first. */
  relaxations: RelaxationView[];
  /** Off duty and able to take it, by id, likeliest first. */
  couldCome: string[];
}

/** A courier for an order, and what that means. */
export interface ChoiceView extends InsertionView {
  /** Minutes behind its own promise. */
  selfLateMinutes: number;
  /** How many other doors on that route are reached at least a minute later, and by how much at most. */
  delayedOthers: number;
  delayMinutes: number;
  /** In the unit of the couriers' costs. */
  cost: number;
}

/** Who has an order, and who would be next. */
export interface ChoicesView {
  deliveryId: string;
  state: 'assigned' | 'unassigned' | 'aboard';
  present: ChoiceView | null;
  /** Cheapest first. */
  others: ChoiceView[];
}
