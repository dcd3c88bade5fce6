import { between, distanceM } from '../../../shared/geo.ts';
import type { LonLat } from '../../../shared/geo.ts';
import type { Place } from '../geocoder.ts';
import { DEGREE, pointAt, streetCount, streetName } from './road-graph.ts';
import type { RoadGraph } from './road-graph.ts';
import type { Snapper } from './snap.ts';
import type { Network } from './network.ts';

/** Streets of one name further apart than this are different streets. */
const SAME_STREET_M = 3000;
const REVERSE_WITHIN_M = 500;
const REVERSE_STREETS = 12;

interface Entry extends Place {
  /** The label as it is compared: no case, no accents. */
  plain: string;
}

/** Street names and addresses of a graph, searched by text. */
export class StreetIndex {
  readonly #entries: Entry[];
  readonly #snapper: Snapper;
  constructor(graph: RoadGraph, snapper: Snapper) {
    this.#entries = [...streetEntries(graph), ...addressEntries(graph)];
    this.#snapper = snapper;
  }

  /** Entries whose label holds every word of `text`; a house number nobody knows falls back to its street. */
  search(text: string, limit: number): Place[] {
    const found = this.#matching(plain(text), limit);
    if (found.length > 0) return found;
    const street = plain(text).replace(/[\s,]+\d+\s*[a-z]?$/, '');
    return street === plain(text) ? [] : this.#matching(street, limit);
  }

  reverse(at: LonLat, network: Network): Place | null {
    for (const snap of this.#snapper.around(at, network, REVERSE_WITHIN_M, REVERSE_STREETS)) {
      const label = this.#snapper.nameOf(snap);
      if (label) return { label, at: snap.at, kind: 'street' };
    }
    return null;
  }

  #matching(wanted: string, limit: number): Place[] {
    const words = wanted.split(/[\s,]+/).filter(Boolean);
    if (words.length === 0) return [];
    const ranked: { entry: Entry; rank: number }[] = [];
    for (const entry of this.#entries) {
      const rank = rankOf(entry.plain, wanted, words);
      if (rank !== undefined) ranked.push({ entry, rank });
    }
    ranked.sort(
      (a, b) =>
        a.rank - b.rank ||
        a.entry.plain.length - b.entry.plain.length ||
        (a.entry.plain < b.entry.plain ? -1 : 1),
    );
    return ranked.slice(0, limit).map(({ entry: { label, at, kind } }) => ({ label, at, kind }));
  }
}

const plain = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '');

/** 0 the same, 1 begins so, 2 all words begin words, 3 all words occur. */
function rankOf(label: string, wanted: string, words: readonly string[]): number | undefined {
  if (!words.every((word) => label.includes(word))) return undefined;
  if (label === wanted) return 0;
  if (label.startsWith(wanted)) return 1;
  return words.every((word) => ` ${label}`.includes(` ${word}`)) ? 2 : 3;
}

function streetEntries(graph: RoadGraph): Entry[] {
  const clusters = new Map<string, { at: LonLat; lengthM: number }[]>();
  for (let street = 0; street < streetCount(graph); street++) {
    const name = streetName(graph, street);
    if (!name) continue;
    const at = middleOf(graph, street);
    const lengthM = graph.lengthM[street]!;
    const known = clusters.get(name) ?? [];
    clusters.set(name, known);
    const near = known.find((cluster) => distanceM(cluster.at, at) < SAME_STREET_M);
    if (!near) known.push({ at, lengthM });
    else if (lengthM > near.lengthM) Object.assign(near, { at, lengthM });
  }
  return [...clusters].flatMap(([label, places]) =>
    places.map(({ at }): Entry => ({ label, at, kind: 'street', plain: plain(label) })),
  );
}

function addressEntries(graph: RoadGraph): Entry[] {
  return graph.addressLabels.map((label, i) => ({
    label,
    at: { lon: graph.addressLon[i]! / DEGREE, lat: graph.addressLat[i]! / DEGREE },
    kind: 'address',
    plain: plain(label),
  }));
}

function middleOf(graph: RoadGraph, street: number): LonLat {
  const first = graph.pointStart[street]!;
  const last = graph.pointStart[street + 1]! - 1;
  const middle = (first + last) >> 1;
  return (first + last) % 2 === 0
    ? pointAt(graph, middle)
    : between(pointAt(graph, middle), pointAt(graph, middle + 1), 0.5);
}
