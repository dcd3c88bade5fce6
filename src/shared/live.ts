import type { LonLat } from './geo.ts';
import type { DeliveryState, StopState } from './states.ts';
import type { ConsoleView, CourierHomeView, PlanView, TrackView } from './page-views.ts';
import type { RouteView } from './route-views.ts';
import type {
  AlertView,
  CourierView,
  DeliveryView,
  EtaView,
  Instant,
  OfferView,
  OutcomeView,
  PlaceView,
  PositionView,
  WindowView,
} from './views.ts';
import type { Problem } from './problem.ts';
import type { SolveStatus } from './solve-views.ts';

/** The socket contract: socket.io, path `/live`, websocket first, same port as HTTP. */
export const LIVE_PATH = '/live';

export type StreamKind = 'order' | 'courier' | 'zone' | 'alerts' | 'solve';
/** `order:<id>`, `courier:<id>`, `zone:<id>`, `solve:<id>`, or `alerts`. */
export type StreamName =
  | `order:${string}`
  | `courier:${string}`
  | `zone:${string}`
  | `solve:${string}`
  | 'alerts';

/** Where a watcher is in a stream. The epoch changes when the numbering starts anew. */
export interface Cursor {
  epoch: string;
  seq: number;
}

/** What a stream tells: each carries the whole new value, so applying one twice does no harm. */
export type News =
  | { kind: 'delivery'; delivery: DeliveryView }
  | { kind: 'eta'; deliveryId: string; eta: EtaView; lateProbability: number | null }
  | { kind: 'route'; route: RouteView }
  | { kind: 'stop'; courierId: string; stopId: string; state: StopState; at: Instant }
  | { kind: 'courier'; courier: CourierView }
  | { kind: 'offer'; offer: OfferView }
  | { kind: 'offer_closed'; offerId: string; state: 'accepted' | 'rejected' | 'expired' | 'withdrawn' }
  | { kind: 'alert'; alert: AlertView }
  | { kind: 'plan'; plan: PlanView }
  /** To whoever posed it. */
  | { kind: 'solve'; solve: SolveStatus }
  /** To a customer. */
  | { kind: 'state'; state: DeliveryState; at: Instant; outcome: OutcomeView | null }
  | { kind: 'promise'; window: WindowView; firstPromise: Instant | null; dropoff: PlaceView }
  | { kind: 'track_eta'; eta: EtaView | null; stopsBefore: number | null }
  | { kind: 'track_line'; live: boolean; line: LonLat[]; courier: TrackView['courier'] };

/** One entry of a stream. */
export interface Entry {
  stream: StreamName;
  epoch: string;
  seq: number;
  at: Instant;
  news: News;
}

export interface Snapshots {
  order: TrackView;
  courier: CourierHomeView;
  zone: ConsoleView;
  alerts: { alerts: AlertView[] };
  solve: SolveStatus;
}

export type JoinAnswer =
  /** All that was missed, in order; go on from the last of them. */
  | { ok: true; recovered: true; cursor: Cursor; entries: Entry[] }
  /** The state at `cursor`; entries after it follow. */
  | { ok: true; recovered: false; cursor: Cursor; snapshot: Snapshots[StreamKind] }
  | { ok: false; problem: Problem };

export interface FixInput {
  id?: string;
  /** ISO 8601 or epoch milliseconds. */
  at: string | number;
  lon: number;
  lat: number;
  accuracyM?: number;
  speedMps?: number;
  headingDeg?: number;
  altitudeM?: number;
  batteryPct?: number;
}

export type Verdict = 'ok' | 'duplicate' | 'late' | 'skewed' | 'inaccurate' | 'jump' | 'invalid';
export interface FixResult {
  verdict: Verdict;
  reason?: string;
}

export interface ServerToClient {
  news: (entry: Entry) => void;
  /** A signal: may be lost, the newest wins. */
  positions: (message: { stream: StreamName; positions: PositionView[] }) => void;
  /** Every 5 s: where each joined stream stands, so that a silent loss is noticed. */
  heads: (heads: { now: Instant; streams: Partial<Record<StreamName, Cursor>> }) => void;
  /** The right to watch ended; nothing more follows. */
  ended: (message: { stream: StreamName; reason: 'expired' | 'revoked' | 'finished' }) => void;
}

export interface ClientToServer {
  join: (message: { stream: StreamName; cursor?: Cursor }, answer: (answer: JoinAnswer) => void) => void;
  leave: (message: { stream: StreamName }, answer: (answer: { ok: true }) => void) => void;
  fixes: (
    message: { fixes: FixInput[] },
    answer: (answer: { ok: true; results: FixResult[] } | { ok: false; problem: Problem }) => void,
  ) => void;
}

/** What a socket shows at the handshake, besides the session cookie. */
export interface Handshake {
  share?: string;
  device?: string;
  key?: string;
}
