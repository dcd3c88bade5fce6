import type { LonLat } from '../../shared/geo.ts';
import type { Place } from './geocoder.ts';
import type {
  Bbox,
  Match,
  MatchRequest,
  Matrix,
  MatrixRequest,
  NearestStreet,
  Profile,
  Route,
  RouteRequest,
} from './routing-engine.ts';
import type { ErrorOnWire } from './routing-errors.ts';

export interface StreetsSummary {
  label: string;
  attribution: string;
  builtAt: string;
  bbox: Bbox;
  streets: number;
}

export interface TileKey {
  z: number;
  x: number;
  y: number;
}

/** What the graph's thread can be asked, and what it answers. */
export interface GraphCalls {
  route: [RouteRequest, Route];
  matrix: [MatrixRequest, Matrix];
  match: [MatchRequest, Match];
  nearest: [{ at: LonLat; profile: Profile }, NearestStreet];
  search: [{ text: string; limit: number }, Place[]];
  reverse: [LonLat, Place | null];
  /** Gzipped JSON of a tile. */
  tile: [TileKey, Uint8Array<ArrayBuffer>];
  about: [null, StreetsSummary];
}
export type GraphCall = keyof GraphCalls;

export type ToGraph =
  | { [C in GraphCall]: { id: number; call: C; ask: GraphCalls[C][0] } }[GraphCall]
  | { id: number; call: 'cancel' };

export type FromGraph =
  | { progress: string }
  | { id: number; answer: GraphCalls[GraphCall][1] }
  | { id: number; error: ErrorOnWire };
