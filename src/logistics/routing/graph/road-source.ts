import type { Tags } from './road-tags.ts';

export interface SourceWay {
  id: number;
  /** Indexes into `lon` and `lat`. */
  nodes: number[];
  tags: Tags;
}

export interface SourceRestriction {
  fromWay: number;
  viaNode: number;
  toWay: number;
  /** `no`: this turn is forbidden; `only`: every other one is. */
  kind: 'no' | 'only';
  freesBikes: boolean;
  freesCars: boolean;
}

/** Roads as a file tells them, before anything is decided; degrees. */
export interface RoadSource {
  label: string;
  lon: number[];
  lat: number[];
  ways: SourceWay[];
  restrictions: SourceRestriction[];
  /** Nodes cars cannot drive through (bollards, closed gates). */
  barriers: Set<number>;
  addresses: { label: string; lon: number; lat: number }[];
  /** Closed rings for the basemap. */
  areas: { kind: AreaKind; nodes: number[] }[];
}

/** A street before it is packed: part of `ways[way]`, both end nodes included. */
export interface RawStreet {
  way: number;
  nodes: number[];
}

export const AREA_KINDS = ['water', 'park'] as const;
export type AreaKind = (typeof AREA_KINDS)[number];

export const emptySource = (label: string): RoadSource => ({
  label,
  lon: [],
  lat: [],
  ways: [],
  restrictions: [],
  barriers: new Set(),
  addresses: [],
  areas: [],
});
