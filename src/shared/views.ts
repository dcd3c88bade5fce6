import type { LonLat } from './geo.ts';
import type {
  AlertRule,
  AlertState,
  CourierState,
  DeliveryState,
  OrderState,
  PaymentState,
  ProofKind,
  Role,
  Severity,
  VehicleKind,
} from './states.ts';

/** The shapes that answers over HTTP and sockets have; types only, shared by the server and the pages. */

/** An instant, ISO 8601 in UTC. */
export type Instant = string;

/** When something will happen: 10, 50 and 90 % of the cases are before these instants. */
export interface EtaView {
  p10: Instant;
  p50: Instant;
  p90: Instant;
}

/** A promised window; `from` is null when only the end is promised. */
export interface WindowView {
  from: Instant | null;
  to: Instant;
}

export interface PlaceView {
  address: string;
  at: LonLat | null;
  /** IANA zone of the place: times of this place are shown in it. */
  zone: string;
  notes: string | null;
}

export interface PositionView {
  courierId: string;
  /** Time of the fix. */
  at: Instant;
  lon: number;
  lat: number;
  headingDeg: number | null;
  speedMps: number | null;
  accuracyM: number | null;
}

export interface LineView {
  sku: string;
  name: string;
  quantity: number;
  unitMinor: number;
}

export interface OutcomeView {
  result: 'delivered' | 'failed' | 'returned' | 'cancelled';
  /** A FailReason, or words of whoever cancelled. */
  reason: string | null;
  at: Instant;
  /** Where it was observed, when the courier's phone knew. */
  observedAt: LonLat | null;
}

export interface CourierRefView {
  id: string;
  name: string;
  vehicle: VehicleKind;
}

export type DeliveryAction = 'assign' | 'unassign' | 'offer' | 'correct' | 'cancel' | 'share' | 'return';

export interface DeliveryView {
  id: string;
  version: number;
  /** Short number people say to each other. */
  number: string;
  orderId: string | null;
  storeId: string;
  storeName: string;
  zoneId: string;
  state: DeliveryState;
  outcome: OutcomeView | null;
  pickup: PlaceView;
  dropoff: PlaceView;
  recipient: { name: string; phone: string | null };
  window: WindowView;
  proofRequired: ProofKind[];
  proofTaken: ProofKind[];
  courier: CourierRefView | null;
  eta: EtaView | null;
  /** Probability (0..1) of missing `window.to`, as far as known. */
  lateProbability: number | null;
  stopsBefore: number | null;
  /** It can wait: planned on a route, but its courier is asked only then; null when he was asked or has it. */
  offerAt: Instant | null;
  /** Why it is on no route, in a code for programs and a sentence for people. */
  unassigned: { code: string; message: string } | null;
  /** What the lifecycle allows a dispatcher to do now. */
  allowed: DeliveryAction[];
  createdAt: Instant;
}

export interface OrderView {
  id: string;
  version: number;
  number: string;
  externalId: string | null;
  storeId: string;
  storeName: string;
  state: OrderState;
  payment: PaymentState;
  currency: string;
  totalMinor: number;
  lines: LineView[];
  customer: { name: string; phone: string | null };
  delivery: DeliveryView | null;
  cancelReason: string | null;
  placedAt: Instant;
}

/** One line of an object's history. */
export interface HistoryView {
  at: Instant;
  kind: string;
  from: string | null;
  to: string | null;
  by: { kind: string; id: string | null; name: string | null };
  note: string | null;
}

export interface CourierView {
  id: string;
  version: number;
  name: string;
  phone: string | null;
  zoneId: string;
  state: CourierState;
  vehicle: { id: string; kind: VehicleKind; name: string; capacity: number[] };
  shift: { id: string; from: Instant; to: Instant } | null;
  position: PositionView | null;
  batteryPct: number | null;
}

export interface OfferView {
  id: string;
  deliveryId: string;
  number: string;
  pickup: PlaceView;
  dropoff: PlaceView;
  window: WindowView;
  expiresAt: Instant;
}

export interface AlertView {
  id: string;
  version: number;
  rule: AlertRule;
  subject: { type: 'delivery' | 'courier' | 'fact'; id: string; label: string };
  zoneId: string | null;
  severity: Severity;
  state: AlertState;
  /** Sentence key and its parameters; pages translate it. */
  message: { key: string; params: Record<string, string | number> };
  owner: { id: string; name: string } | null;
  openedAt: Instant;
  lastSeenAt: Instant;
  /** How often the trouble was seen again while open. */
  count: number;
  snoozedUntil: Instant | null;
  resolution: { by: 'system' | 'person'; reason: string; at: Instant } | null;
  /** What was seen: thresholds and measured values. */
  evidence: Record<string, unknown>;
}

export interface StoreView {
  id: string;
  version: number;
  name: string;
  place: PlaceView;
  zoneId: string;
  currency: string;
}

export interface ZoneView {
  id: string;
  name: string;
  timeZone: string;
  /** Outer ring. */
  ring: LonLat[];
}

export interface MeView {
  id: string;
  kind: 'account' | 'api_key' | 'device' | 'share';
  role: Role;
  name: string;
  courierId: string | null;
  storeIds: string[] | null;
}

export interface PageOf<T> {
  items: T[];
  nextCursor: string | null;
}
