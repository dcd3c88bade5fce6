interface FactBase {
  /** Names the event for ever. A later fact of the same `eventId` with another `at` corrects it. */
  eventId: string;
  /** When it happened, by the device's fixes. */
  at: number;
  /** Event time of the fix that proved it. */
  detectedAt: number;
  /** Found by a fix that came out of order: history to correct, nothing to ring a bell about. */
  late?: true;
  /** Only with `late`: what was told before did not happen. */
  retracted?: true;
}

interface StopFact extends FactBase {
  stopId: string;
  deliveryId: string;
  orderId: string;
}

export interface StopReached extends StopFact {
  kind: 'stop.arrived' | 'stop.departed' | 'stop.passed';
}
export interface StopApproaching extends StopFact {
  kind: 'stop.approaching';
  distanceM: number;
}
export interface EtaChanged extends StopFact {
  kind: 'eta.changed';
  p10Ms: number;
  p50Ms: number;
  p90Ms: number;
  /** Probability of missing the stop's window, null when it has none. */
  lateProbability: number | null;
}
export interface RouteLeft extends FactBase {
  kind: 'route.left' | 'route.rejoined';
  routeId: string;
  /** Metres between the courier and the planned line. */
  distanceM: number;
}
export interface MotionChanged extends FactBase {
  kind: 'motion.stopped' | 'motion.moved';
  lon: number;
  lat: number;
  /** How long the courier had stood when this was found. */
  stoppedForMs: number;
}

/** What the pipeline finds out; every fact is plain JSON in event time. */
export type Fact = StopReached | StopApproaching | EtaChanged | RouteLeft | MotionChanged;
export type FactKind = Fact['kind'];
