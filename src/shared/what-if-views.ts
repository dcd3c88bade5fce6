import type { VehicleKind } from './states.ts';
import type { Instant } from './views.ts';

/** What the fleet could be like; types only, shared by the server and the pages. */
export interface WhatIfInput {
  /** So many couriers go home: those with the least to do, after what they have begun. */
  couriersFewer?: number;
  couriersMore?: { vehicle: VehicleKind; count: number; until: Instant };
  /** Orders for as soon as possible are promised so many minutes after they are ready. */
  promiseMinutes?: number;
  /** Every courier rides one of these. */
  vehicle?: VehicleKind;
  /** At most so long is thought about each of the two plans, default 4. */
  seconds?: number;
}

/** How a plan does, over all orders that are open now. */
export interface WhatIfFigures {
  /** Who take orders. */
  couriers: number;
  served: number;
  unserved: number;
  /** Doors reached behind their promise, and by how many minutes together. */
  late: number;
  lateMinutes: number;
  /** Minutes from being ready to the door; null when nothing is served. */
  toDoorMean: number | null;
  toDoorP90: number | null;
  /** From setting out to the last stop, all couriers together. */
  courierHours: number;
  km: number;
  /** Share (0..1) of the couriers' time until the last order is done that they ride or stand at a door. */
  utilisation: number;
}

export interface WorkSpan {
  from: Instant;
  to: Instant;
  stops: number;
}

export interface WhatIfView {
  before: WhatIfFigures;
  after: WhatIfFigures;
  /** Everybody who has work in one of the plans; name null: one who is not there. */
  couriers: { name: string | null; before: WorkSpan | null; after: WorkSpan | null }[];
}
