import type { LonLat } from '../../src/shared/geo.ts';
import type { View } from './canvas-layer.ts';
import type { Palette } from './palette.ts';
import { tag } from './stop-painter.ts';

export interface RouteLine {
  line: readonly LonLat[];
  lit: boolean;
}

/** A possible way to put a delivery in: from where the courier would come, over the pickup, to the door. */
export interface InsertionWay {
  places: readonly LonLat[];
  price: string;
  /** 0 is the best. */
  rank: number;
}

interface Traced {
  zoom: number;
  /** Relative to the first place, so that the numbers stay small enough for a canvas. */
  path: Path2D;
}

const traced = new WeakMap<readonly LonLat[], Traced>();

/** Strokes a line of places; its shape is kept for as long as the zoom stays. */
function strokeLine(context: CanvasRenderingContext2D, places: readonly LonLat[], view: View): void {
  if (places.length < 2) return;
  const first = view.xy(places[0]!);
  let known = traced.get(places);
  if (known?.zoom !== view.zoom) {
    known = { zoom: view.zoom, path: new Path2D() };
    known.path.moveTo(0, 0);
    for (const place of places.slice(1)) {
      const { x, y } = view.xy(place);
      known.path.lineTo(x - first.x, y - first.y);
    }
    traced.set(places, known);
  }
  context.save();
  context.translate(first.x, first.y);
  context.stroke(known.path);
  context.restore();
}

export function paintZone(
  context: CanvasRenderingContext2D,
  ring: readonly LonLat[],
  view: View,
  look: Palette,
): void {
  context.lineWidth = 1.5;
  context.setLineDash([2, 5]);
  context.lineCap = 'round';
  context.strokeStyle = look.lineStrong;
  strokeLine(context, ring, view);
  context.setLineDash([]);
}

export function paintRoute(
  context: CanvasRenderingContext2D,
  route: RouteLine,
  view: View,
  look: Palette,
): void {
  context.lineJoin = 'round';
  context.lineCap = 'round';
  if (route.lit) {
    context.lineWidth = 8;
    context.strokeStyle = look.surface;
    strokeLine(context, route.line, view);
  }
  context.lineWidth = route.lit ? 4.5 : 2.5;
  context.strokeStyle = route.lit ? look.accent : look.faintRoute;
  strokeLine(context, route.line, view);
}

export function paintInsertion(
  context: CanvasRenderingContext2D,
  way: InsertionWay,
  view: View,
  look: Palette,
): void {
  if (way.places.length < 2) return;
  const best = way.rank === 0;
  context.lineWidth = best ? 4 : 2.5;
  context.setLineDash([8, 6]);
  context.lineCap = 'butt';
  context.strokeStyle = best ? look.accent : look.inkSoft;
  strokeLine(context, way.places, view);
  context.setLineDash([]);
  const [a, b] = [view.xy(way.places[0]!), view.xy(way.places[1]!)];
  const share = 0.2 + way.rank * 0.22;
  const middle = { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
  if (best) tag(context, way.price, middle, look, look.accent, look.accentInk);
  else tag(context, way.price, middle, look);
}
