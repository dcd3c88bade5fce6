import type { LonLat } from '../../shared/geo.ts';
import { badProblem } from './refusals.ts';
import type { VroomInput } from './vroom.input.ts';

/** Somewhere tasks are done or vehicles start; its number is its row in every matrix. */
export interface Place {
  at?: LonLat;
  /** Where it stood first, for messages. */
  path: string;
}

interface Named {
  location?: [number, number] | undefined;
  location_index?: number | undefined;
}

/**
 * Numbers the places of a problem. With matrices the `location_index` is the number, as in VROOM, and coordinates are only
 * passed on; without, equal coordinates are one place.
 */
export class Places {
  readonly list: (Place | undefined)[] = [];
  /** Whether places are rows of given matrices. */
  readonly indexed: boolean;
  readonly #size: number;
  readonly #byLocation = new Map<string, number>();

  constructor({ matrices }: Pick<VroomInput, 'matrices'>) {
    const sizes = Object.entries(matrices ?? {}).flatMap(([profile, given]) =>
      Object.entries(given).map(([kind, matrix]) => ({ path: `matrices.${profile}.${kind}`, matrix })),
    );
    this.indexed = sizes.length > 0;
    this.#size = sizes[0]?.matrix?.size ?? 0;
    for (const { path, matrix } of sizes)
      if (matrix && matrix.size !== this.#size)
        throw badProblem(path, `has ${matrix.size} rows, others have ${this.#size}`);
    if (this.indexed) this.list.length = this.#size;
  }

  /** The number of a place that must be given; throws naming its field. */
  of({ location, location_index: index }: Named, path: string, keys: readonly [string, string]): number {
    const at = location && { lon: location[0], lat: location[1] };
    if (!this.indexed) {
      if (!at) throw badProblem(`${path}.${keys[0]}`, 'is missing, and there are no matrices');
      return this.#located(at, `${path}.${keys[0]}`);
    }
    if (index === undefined) throw badProblem(`${path}.${keys[1]}`, 'is missing, and there are matrices');
    if (index >= this.#size)
      throw badProblem(`${path}.${keys[1]}`, `is ${index}, and the matrices have ${this.#size} rows`);
    const known = this.list[index];
    if (!known) this.list[index] = { path: `${path}.${keys[at ? 0 : 1]}`, ...(at && { at }) };
    else if (!known.at && at) this.list[index] = { path: `${path}.${keys[0]}`, at };
    return index;
  }

  #located(at: LonLat, path: string): number {
    const key = `${at.lon},${at.lat}`;
    const known = this.#byLocation.get(key);
    if (known !== undefined) return known;
    this.#byLocation.set(key, this.list.length);
    return this.list.push({ at, path }) - 1;
  }
}
