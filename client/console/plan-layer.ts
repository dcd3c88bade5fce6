import type { LonLat } from '../../src/shared/geo.ts';
import { CanvasLayer, type View } from './canvas-layer.ts';
import { nearestSpot } from './fleet-clusters.ts';
import { palette } from './palette.ts';
import { paintInsertion, paintRoute, paintZone, type InsertionWay, type RouteLine } from './line-painter.ts';
import { paintDot, paintStop, paintStore, type StopDot } from './stop-painter.ts';

/** All of the plan that the map shows; couriers have a layer of their own above it. */
export interface PlanPicture {
  zone: readonly LonLat[];
  stores: readonly { at: LonLat; name: string }[];
  /** Others first, the lit one last, so that it lies on top. */
  routes: readonly RouteLine[];
  trail: readonly LonLat[];
  stops: readonly (StopDot & { deliveryId: string })[];
  ways: readonly InsertionWay[];
}

/** With more stops than this, and from this far away, calm ones shrink to dots. */
const CROWD = 150;
const CLOSE_ZOOM = 15;

const calm = ({ lit, unplanned, order, standing }: StopDot): boolean =>
  !lit && !unplanned && order === null && standing !== 'late' && standing !== 'at_risk';

const EMPTY: PlanPicture = { zone: [], stores: [], routes: [], trail: [], stops: [], ways: [] };

/** Zone, routes, stops, stores and possible insertions; painted only when they or the view change. */
export class PlanLayer extends CanvasLayer {
  #picture = EMPTY;
  #spots: { id: string; x: number; y: number }[] = [];

  show(picture: PlanPicture): void {
    this.#picture = picture;
    this.request();
  }

  /** The delivery whose stop lies under a point of the canvas. */
  hit(x: number, y: number): string | null {
    return nearestSpot(this.#spots, x, y, 14)?.id ?? null;
  }

  protected override paint(context: CanvasRenderingContext2D, view: View): void {
    const look = palette();
    const { zone, routes, trail, stores, stops, ways } = this.#picture;
    paintZone(context, zone, view, look);
    for (const route of routes) paintRoute(context, route, view, look);
    this.#trail(context, trail, view, look.inkSoft);
    for (const store of stores) paintStore(context, store, view, look);
    const crowded = view.zoom < CLOSE_ZOOM && stops.length > CROWD;
    for (const stop of stops) if (crowded && calm(stop)) paintDot(context, stop, view, look);
    for (const stop of stops) if (!crowded || !calm(stop)) paintStop(context, stop, view, look);
    for (const way of [...ways].reverse()) paintInsertion(context, way, view, look);
    this.#spots = stops.map((stop) => ({ id: stop.deliveryId, ...view.xy(stop.at) }));
  }

  /** Where a courier really went: a dot for each fix. */
  #trail(context: CanvasRenderingContext2D, trail: readonly LonLat[], view: View, colour: string): void {
    context.fillStyle = colour;
    for (const place of trail) {
      const { x, y } = view.xy(place);
      context.beginPath();
      context.arc(x, y, 2.5, 0, Math.PI * 2);
      context.fill();
    }
  }
}
