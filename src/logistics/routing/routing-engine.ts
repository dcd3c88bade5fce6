import type { LonLat } from '../../shared/geo.ts';

export const PROFILES = ['car', 'bike', 'foot'] as const;
export type Profile = (typeof PROFILES)[number];
export type EngineId = 'embedded' | 'graphhopper';

export interface RouteRequest {
  /** Two or more stops in order; the way may turn round at each of them. */
  points: readonly LonLat[];
  profile: Profile;
}

export interface RouteLeg {
  distanceM: number;
  durationMs: number;
  /** The leg is `line[fromIndex..toIndex]`, both ends included. */
  fromIndex: number;
  toIndex: number;
}

export interface Route {
  distanceM: number;
  durationMs: number;
  line: LonLat[];
  legs: RouteLeg[];
}

export interface MatrixRequest {
  sources: readonly LonLat[];
  targets: readonly LonLat[];
  profile: Profile;
}

/** Row-major (`source * targets.length + target`); Infinity where there is no way or an end lies off the streets. */
export interface Matrix {
  durationsS: Float64Array;
  distancesM: Float64Array;
  /** Indexes of the places that could not be put on a street. */
  unsnapped: { sources: number[]; targets: number[] };
}

export interface TracePoint {
  at: LonLat;
  atMs?: number;
  accuracyM?: number;
}

export interface MatchRequest {
  trace: readonly TracePoint[];
  profile: Profile;
}

export interface MatchedPoint {
  /** The place on the street. */
  at: LonLat;
  /** From the fix to that place. */
  distanceM: number;
  /** Along `Match.line`. */
  alongM: number;
  street?: string;
}

export interface Match {
  /** One per trace point; null where no street explains the fix. */
  points: (MatchedPoint | null)[];
  line: LonLat[];
  distanceM: number;
}

export interface NearestStreet {
  at: LonLat;
  distanceM: number;
  street?: string;
}

export interface EngineHealth {
  ok: boolean;
  detail: string;
  version?: string;
  /** When the streets were built or last changed, ISO 8601. */
  streetsAt?: string;
  bbox?: Bbox;
}

/** West, south, east, north. */
export type Bbox = [number, number, number, number];

export interface EngineCapabilities {
  /** How a matrix is found: by one search per row, from the legs of long routes, or by the engine's own call. */
  matrix: 'native' | 'legs';
  maxMatrixCells: number;
  match: boolean;
  turnRestrictions: boolean;
  profiles: readonly Profile[];
}

/**
 * Ways over real streets. Every method rejects with a `RoutingError`; metres, milliseconds (matrices: seconds), WGS84.
 * An aborted signal rejects with its reason and frees the engine.
 */
export interface RoutingEngine {
  readonly id: EngineId;
  route(request: RouteRequest, signal?: AbortSignal): Promise<Route>;
  matrix(request: MatrixRequest, signal?: AbortSignal): Promise<Matrix>;
  match(request: MatchRequest, signal?: AbortSignal): Promise<Match>;
  nearest(at: LonLat, profile: Profile): Promise<NearestStreet>;
  /** Never rejects. */
  health(): Promise<EngineHealth>;
  capabilities(): EngineCapabilities;
  close(): Promise<void>;
}
