import type { LonLat } from '../../../shared/geo.ts';
import { badRequest, noRoute, outOfArea, pointNotSnappable } from '../routing-errors.ts';
import type {
  Match,
  MatchRequest,
  Matrix,
  MatrixRequest,
  NearestStreet,
  Profile,
  Route,
  RouteLeg,
  RouteRequest,
} from '../routing-engine.ts';
import { matchTrace } from './match.ts';
import { matrixRows } from './matrix-rows.ts';
import { compileNetwork } from './network.ts';
import type { RoadGraph } from './road-graph.ts';
import { Search } from './search.ts';
import { edgePointsOf, Snapper } from './snap.ts';
import type { Snap } from './snap.ts';
import { appendPiece, findWay, pushPlace } from './way.ts';

/** A stop this far from every street is taken for a mistake. */
const SNAP_WITHIN_M = 600;
/** Outside the map's box by more than this is another place altogether. */
const AREA_MARGIN_DEG = 0.02;

/** Answers over one graph, in the calling thread; the promises and errors are those of RoutingEngine. */
export class StreetRouter {
  readonly graph: RoadGraph;
  readonly snapper: Snapper;
  readonly #searches = new Map<Profile, Search>();
  constructor(graph: RoadGraph) {
    this.graph = graph;
    this.snapper = new Snapper(graph);
  }

  route({ points, profile }: RouteRequest): Route {
    if (points.length < 2) throw badRequest('A route needs two points or more.');
    const search = this.searchOf(profile);
    const snaps = points.map((point, index) => this.#snapOrThrow(point, index, search));
    const line: LonLat[] = [snaps[0]!.at];
    const legs: RouteLeg[] = [];
    for (let i = 1; i < snaps.length; i++) {
      const fromIndex = line.length - 1;
      const way = findWay(
        search,
        edgePointsOf(search.network, snaps[i - 1]!),
        edgePointsOf(search.network, snaps[i]!),
      );
      if (!way) throw noRoute(i);
      for (const piece of way.pieces) appendPiece(search.network, piece, line);
      pushPlace(line, snaps[i]!.at);
      legs.push({ distanceM: way.m, durationMs: way.ms, fromIndex, toIndex: line.length - 1 });
    }
    const sum = (value: (leg: RouteLeg) => number) => legs.reduce((total, leg) => total + value(leg), 0);
    return { distanceM: sum((leg) => leg.distanceM), durationMs: sum((leg) => leg.durationMs), line, legs };
  }

  /** The matrix in slices of one search each. */
  matrixRows({ sources, targets, profile }: MatrixRequest): Generator<undefined, Matrix> {
    const search = this.searchOf(profile);
    const places = (points: readonly LonLat[]) =>
      points.map((point) => (this.#isInArea(point) ? this.#snap(point, search) : undefined));
    return matrixRows(search, places(sources), places(targets));
  }

  matrix(request: MatrixRequest): Matrix {
    const rows = this.matrixRows(request);
    for (;;) {
      const step = rows.next();
      if (step.done) return step.value;
    }
  }

  match({ trace, profile }: MatchRequest): Match {
    return matchTrace(this.searchOf(profile), this.snapper, trace);
  }

  nearest(at: LonLat, profile: Profile): NearestStreet {
    const snap = this.#snapOrThrow(at, 0, this.searchOf(profile));
    return { at: snap.at, distanceM: snap.distanceM, street: this.snapper.nameOf(snap) };
  }

  searchOf(profile: Profile): Search {
    let search = this.#searches.get(profile);
    if (!search) {
      search = new Search(compileNetwork(this.graph, profile));
      this.#searches.set(profile, search);
    }
    return search;
  }

  #snap(point: LonLat, search: Search): Snap | undefined {
    return this.snapper.nearest(point, search.network, SNAP_WITHIN_M);
  }

  #snapOrThrow(point: LonLat, index: number, search: Search): Snap {
    if (!this.#isInArea(point)) throw outOfArea(index);
    const snap = this.#snap(point, search);
    if (!snap) throw pointNotSnappable(index);
    return snap;
  }

  #isInArea({ lon, lat }: LonLat): boolean {
    const [west, south, east, north] = this.graph.bbox;
    const m = AREA_MARGIN_DEG;
    return lon >= west - m && lon <= east + m && lat >= south - m && lat <= north + m;
  }
}
