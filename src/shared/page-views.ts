import type { LonLat } from './geo.ts';
import type { DeliveryState, VehicleKind, ProofKind } from './states.ts';
import type { RouteView } from './route-views.ts';
import type {
  CourierView,
  DeliveryView,
  EtaView,
  Instant,
  OfferView,
  OutcomeView,
  PlaceView,
  PositionView,
  StoreView,
  WindowView,
  ZoneView,
} from './views.ts';

/** What each page starts from; types only, shared by the server and the pages. */

export interface TimelineView {
  state: DeliveryState;
  at: Instant;
}

/** What a customer's link shows, and nothing more. */
export interface TrackView {
  /** Names the stream: `order:<trackingId>`. */
  trackingId: string;
  number: string;
  storeName: string;
  state: DeliveryState;
  outcome: OutcomeView | null;
  pickup: PlaceView;
  dropoff: PlaceView;
  window: WindowView;
  /** The end that was promised first, when another is promised now. */
  firstPromise: Instant | null;
  eta: EtaView | null;
  stopsBefore: number | null;
  courier: { name: string; vehicle: VehicleKind } | null;
  /** Null until the courier is on the way to this customer, and after the end. */
  position: Omit<PositionView, 'courierId'> | null;
  /** The part of the route that leads to this customer; empty while the position is hidden. */
  line: LonLat[];
  /** Whether live tracking has started. */
  live: boolean;
  pin: string | null;
  timeline: TimelineView[];
  lines: { name: string; quantity: number }[];
  proof: { kinds: ProofKind[]; at: Instant; photoUrl: string | null } | null;
  expiresAt: Instant;
}

export interface ConsoleView {
  zone: ZoneView;
  couriers: CourierView[];
  routes: RouteView[];
  deliveries: DeliveryView[];
  stores: StoreView[];
}

export interface CourierHomeView {
  courier: CourierView;
  /** IANA, of the courier's zone: the times of a shift are read in it. */
  timeZone: string;
  route: RouteView | null;
  offers: OfferView[];
}

/** One possible place for an unassigned delivery. */
export interface InsertionView {
  courierId: string;
  courierName: string;
  addedMinutes: number;
  /** Minutes others on that route become late, 0 when none. */
  lateMinutes: number;
  pickupIndex: number;
  dropoffIndex: number;
  dropoffEta: Instant;
}

export type PlanChangeKind = 'assigned' | 'moved' | 'unassigned' | 'reordered' | 'retimed';

/** On whose route a delivery is, and when it comes to its customer. */
export interface PlanPlaceView {
  courierId: string;
  courierName: string;
  arrival: Instant | null;
}

export interface PlanChangeView {
  deliveryId: string;
  number: string;
  kind: PlanChangeKind;
  from: PlanPlaceView | null;
  to: PlanPlaceView | null;
}

/** What a plan saves against going on as before; negative: what it costs. */
export interface PlanGainView {
  /** Of driving and service. */
  workMinutes: number;
  /** Behind the promises. */
  lateMinutes: number;
  /** Of all customers that have a courier before and after. */
  waitMinutes: number;
  unservedBefore: number;
  unservedAfter: number;
}

/** Why a plan was made: pages have a sentence for each code. */
export interface PlanWhyView {
  code: string;
  params: Record<string, string | number>;
}

/** One published plan, as what it changed. */
export interface PlanView {
  id: string;
  zoneId: string;
  version: number;
  at: Instant;
  why: PlanWhyView;
  changes: PlanChangeView[];
  /** Changes beyond those listed. */
  more: number;
  gain: PlanGainView;
  /** The plan that this one took back. */
  undoOf: string | null;
  /** The plan that took this one back. */
  undoneBy: string | null;
}

/** Why part of a plan can't be taken back. */
export type UndoKeptReason = 'over' | 'under_way' | 'moved_since' | 'courier_gone';

/** What taking a plan back does, or would do. */
export interface UndoView {
  /** The new plan; null while it is only asked. */
  plan: PlanView | null;
  back: { deliveryId: string; number: string; kind: PlanChangeKind; courierName: string | null }[];
  kept: { deliveryId: string; number: string; reason: UndoKeptReason }[];
}
