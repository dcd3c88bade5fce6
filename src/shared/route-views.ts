import type { LonLat } from './geo.ts';
import type { ProofKind, StopKind, StopState } from './states.ts';
import type { EtaView, Instant, PlaceView, WindowView } from './views.ts';

/** A courier's route as answers over HTTP and sockets have it. */

export type StopAction = 'depart' | 'arrive' | 'complete' | 'fail';

export interface StopView {
  id: string;
  deliveryId: string;
  orderId: string | null;
  number: string;
  kind: StopKind;
  state: StopState;
  place: PlaceView;
  contact: { name: string; phone: string | null };
  window: WindowView | null;
  eta: EtaView | null;
  plannedArrival: Instant;
  plannedDeparture: Instant;
  locked: boolean;
  proofRequired: ProofKind[];
  lines: { name: string; quantity: number }[];
  /** What the courier may do with it now. */
  allowed: StopAction[];
}

/** When to set out for the next stop of a route, so that nobody waits there, and when it is reached then. */
export interface SetOutView {
  stopId: string;
  at: Instant;
  thereAt: Instant;
}

export interface RouteView {
  courierId: string;
  courierName: string;
  zoneId: string;
  planId: string;
  version: number;
  /** Which routing engine computed the streets. */
  engine: string;
  line: LonLat[];
  /** Null when the courier is there, or nothing on the way opens at a certain time. */
  setOut: SetOutView | null;
  stops: StopView[];
}
