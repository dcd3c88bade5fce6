import { createRequire } from 'node:module';
import GraphHopperMapMatching from 'graphhopper-js-api-client/src/GraphHopperMapMatching.js';
import GraphHopperMatrix from 'graphhopper-js-api-client/src/GraphHopperMatrix.js';
import GraphHopperRouting from 'graphhopper-js-api-client/src/GraphHopperRouting.js';
import { distanceM } from '../../shared/geo.ts';
import type { LonLat } from '../../shared/geo.ts';
import { errorOf } from './graphhopper-errors.ts';
import { watchHttp, within } from './graphhopper-http.ts';
import type { Axios, Call } from './graphhopper-http.ts';
import { matrixByLegs } from './legs-matrix.ts';
import { PROFILES } from './routing-engine.ts';
import type {
  Bbox,
  EngineCapabilities,
  EngineHealth,
  Match,
  MatchRequest,
  Matrix,
  MatrixRequest,
  NearestStreet,
  Profile,
  Route,
  RouteRequest,
  RoutingEngine,
} from './routing-engine.ts';
import { badRequest, engineUnavailable, noRoute, RoutingError } from './routing-errors.ts';
import { traceGpx } from './trace-gpx.ts';
import { traceOnLine } from './trace-on-line.ts';

export interface GraphHopperOptions {
  /** Where its API starts: a self-hosted server's root, or the cloud's `.../api/1`. */
  url: string;
  key?: string;
  timeoutMs?: number;
}

const require = createRequire(import.meta.url);
const axios = createRequire(require.resolve('graphhopper-js-api-client/src/GraphHopperRouting.js'))(
  'axios',
) as Axios;
watchHttp(axios);

/** `false` counts in the client's defaults only: a default of true would win over it in a request. */
const PLAIN = { points_encoded: false, instructions: false, elevation: false };
const LEGS = { details: ['leg_time', 'leg_distance'] };
/** Simplifies the lines of routes that are only asked for their legs, in metres. */
const COARSE = { way_point_max_distance: 100_000 };
const DEFAULT_TIMEOUT_MS = 10_000;
const GPS_ACCURACY_M = 15;

/** A GraphHopper server, self-hosted or in the cloud, through its official client. */
export class GraphHopperEngine implements RoutingEngine {
  readonly id = 'graphhopper';
  readonly #routing: GraphHopperRouting;
  readonly #matrix: GraphHopperMatrix;
  readonly #matching: GraphHopperMapMatching;
  readonly #timeoutMs: number;
  readonly #key: string;
  readonly #url: string;
  /** The open source server has no matrix call; the first refusal tells. */
  #hasMatrix = true;

  constructor({ url, key = '', timeoutMs = DEFAULT_TIMEOUT_MS }: GraphHopperOptions) {
    this.#url = url.replace(/\/+$/, '');
    const access = { key: encodeURIComponent(key), host: this.#url, timeout: timeoutMs };
    this.#key = key;
    this.#timeoutMs = timeoutMs;
    this.#routing = new GraphHopperRouting(access, PLAIN);
    this.#matrix = new GraphHopperMatrix(access);
    this.#matching = new GraphHopperMapMatching(access, { ...PLAIN, points_encoded: true });
    // The client still sends `vehicle`, which servers since version 7 refuse.
    this.#matching.getParametersAsQueryString = ({ profile, gps_accuracy }) =>
      new URLSearchParams({
        profile,
        gps_accuracy: String(gps_accuracy),
        type: 'json',
        instructions: 'false',
        points_encoded: 'true',
      }).toString();
  }

  async route({ points, profile }: RouteRequest, signal?: AbortSignal): Promise<Route> {
    if (points.length < 2) throw badRequest('A route needs two points or more.');
    const path = await this.#path(points, profile, LEGS, signal);
    const legs = legsOf(path).map((leg, i) => {
      const [fromIndex, toIndex] = path.details.leg_time![i]!;
      return { ...leg, fromIndex, toIndex };
    });
    return {
      distanceM: path.distance,
      durationMs: path.time,
      line: path.points.coordinates.map(lonLat),
      legs,
    };
  }

  async matrix(request: MatrixRequest, signal?: AbortSignal): Promise<Matrix> {
    if (this.#hasMatrix) {
      try {
        return await this.#nativeMatrix(request, signal);
      } catch (error) {
        if (!(error instanceof NoSuchCall)) throw error;
        this.#hasMatrix = false;
      }
    }
    return matrixByLegs(request, async (points) =>
      legsOf(await this.#path(points, request.profile, { ...LEGS, ...COARSE }, signal)),
    );
  }

  async match({ trace, profile }: MatchRequest, signal?: AbortSignal): Promise<Match> {
    const accuracy = Math.max(GPS_ACCURACY_M, ...trace.map((point) => point.accuracyM ?? 0));
    const request = { profile, gps_accuracy: accuracy };
    const answer = await this.#call((client) => client.matching.doRequest(traceGpx(trace), request), signal);
    return traceOnLine(trace, onlyPath(answer).points.coordinates.map(lonLat));
  }

  async nearest(at: LonLat, profile: Profile): Promise<NearestStreet> {
    const path = await this.#path([at, at], profile, { details: ['street_name'] });
    const place = lonLat(path.snapped_waypoints.coordinates[0]!);
    return {
      at: place,
      distanceM: distanceM(at, place),
      street: path.details.street_name?.[0]?.[2] || undefined,
    };
  }

  async health(): Promise<EngineHealth> {
    try {
      // Not the client's info(): it prints the address with the key.
      const options = { params: { key: this.#key }, timeout: this.#timeoutMs };
      const { data } = await this.#call(() => axios.get(`${this.#url}/info`, options));
      const { version, bbox, data_date } = data as GraphHopperInfo;
      return { ok: true, detail: `GraphHopper ${version ?? ''}`.trim(), version, bbox, streetsAt: data_date };
    } catch (error) {
      return { ok: false, detail: (error as Error).message };
    }
  }

  capabilities(): EngineCapabilities {
    const matrix = this.#hasMatrix ? 'native' : 'legs';
    return { matrix, maxMatrixCells: 40_000, match: true, turnRestrictions: true, profiles: PROFILES };
  }

  async close(): Promise<void> {
    // Nothing is kept open.
  }

  async #path(
    points: readonly LonLat[],
    profile: Profile,
    more: object,
    signal?: AbortSignal,
  ): Promise<GraphHopperPath> {
    const request = { points: points.map(({ lon, lat }) => [lon, lat]), profile, ...more };
    return onlyPath(await this.#call((client) => client.routing.doRequest(request), signal));
  }

  async #nativeMatrix({ sources, targets, profile }: MatrixRequest, signal?: AbortSignal): Promise<Matrix> {
    const pairs = (points: readonly LonLat[]) => points.map(({ lon, lat }) => [lon, lat]);
    const request = {
      from_points: pairs(sources),
      to_points: pairs(targets),
      profile,
      out_arrays: ['times', 'distances'],
      fail_fast: false,
    };
    const {
      times,
      distances,
      hints = [],
    } = await this.#call((client) => client.matrix.doRequest(request), signal);
    const flat = (rows: (number | null)[][]) => Float64Array.from(rows.flat(), (cell) => cell ?? Infinity);
    return {
      durationsS: flat(times),
      distancesM: flat(distances),
      unsnapped: {
        sources: hints.flatMap((hint) => hint.invalid_from_points ?? []),
        targets: hints.flatMap((hint) => hint.invalid_to_points ?? []),
      },
    };
  }

  async #call<T>(ask: (client: Clients) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const call: Call = { signal };
    try {
      return await within(call, () =>
        ask({ routing: this.#routing, matrix: this.#matrix, matching: this.#matching }),
      );
    } catch {
      // The client's own error holds the key in its message: it goes no further.
      signal?.throwIfAborted();
      if (call.status === 404)
        throw new NoSuchCall('routing_unavailable', 'GraphHopper has no such call at its address.');
      throw errorOf(call, this.#timeoutMs, this.#key);
    }
  }
}

interface GraphHopperInfo {
  version?: string;
  bbox: Bbox;
  data_date?: string;
}

interface Clients {
  routing: GraphHopperRouting;
  matrix: GraphHopperMatrix;
  matching: GraphHopperMapMatching;
}

class NoSuchCall extends RoutingError {}

const lonLat = ([lon, lat]: [number, number, ...unknown[]]): LonLat => ({ lon, lat });

function onlyPath({ paths }: { paths?: GraphHopperPath[] }): GraphHopperPath {
  if (!paths) throw engineUnavailable('GraphHopper gives an answer that makes no sense.');
  if (!paths[0]) throw noRoute();
  return paths[0];
}

function legsOf({ details }: GraphHopperPath) {
  return details.leg_time!.map(([, , durationMs], i) => ({
    durationMs,
    distanceM: details.leg_distance![i]![2],
  }));
}
