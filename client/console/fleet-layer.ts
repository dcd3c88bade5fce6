import { positionAge } from '../../src/shared/states.ts';
import { serverNow } from '../parts/clock.ts';
import { reducedMotion } from '../parts/map.ts';
import { CanvasLayer, type View } from './canvas-layer.ts';
import { discBox, paintCaptions } from './courier-caption.ts';
import { clusterPx, DISC_PX, paintCluster, paintCourier, type CourierMark } from './courier-mark.ts';
import { clustered, nearestSpot, type Cluster, type Spot } from './fleet-clusters.ts';
import type { FleetMotion } from './fleet-motion.ts';
import { palette } from './palette.ts';

/** What is known of a courier for painting, besides where it is. */
export interface FleetMember {
  id: string;
  initials: string;
  resting: boolean;
  trouble: boolean;
}

export interface FleetPicture {
  members: readonly FleetMember[];
  selectedId: string | null;
  /** Something else is looked at: couriers that have no part in it step back. */
  quiet: boolean;
  lastSeen: (atMs: number) => string;
}

interface FleetSpot extends Spot {
  member: FleetMember;
  headingDeg: number | null;
}

export type Hit = { kind: 'courier'; id: string } | { kind: 'cluster'; ids: string[] };

const FRAME_MS = 40;
const OUTSIDE_PX = 30;

/** The couriers of a zone on one canvas: 12 or 2,000, painted only where visible, 25 times a second while they move. */
export class FleetLayer extends CanvasLayer {
  readonly #motion: FleetMotion;
  #picture: FleetPicture = { members: [], selectedId: null, quiet: false, lastSeen: String };
  #spots: FleetSpot[] = [];
  #clusters: Cluster<FleetSpot>[] = [];
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(motion: FleetMotion) {
    super();
    this.#motion = motion;
  }

  override onAdd(map: Parameters<CanvasLayer['onAdd']>[0]): this {
    this.#timer = setInterval(() => {
      if (!document.hidden && !reducedMotion() && this.#motion.moving(performance.now())) this.request();
    }, FRAME_MS);
    return super.onAdd(map);
  }

  override onRemove(): this {
    if (this.#timer) clearInterval(this.#timer);
    return super.onRemove();
  }

  show(picture: FleetPicture): void {
    this.#picture = picture;
    this.request();
  }

  /** What lies under a point of the canvas. */
  hit(x: number, y: number): Hit | null {
    const spot = nearestSpot(this.#spots, x, y, DISC_PX + 6);
    if (spot) return { kind: 'courier', id: spot.id };
    const cluster = nearestSpot(this.#clusters, x, y, 22);
    return cluster && { kind: 'cluster', ids: cluster.members.map((member) => member.id) };
  }

  protected override paint(context: CanvasRenderingContext2D, view: View): void {
    const { single, clusters } = clustered(this.#visible(view), view.originX, view.originY);
    single.sort((a, b) => this.#rank(a) - this.#rank(b));
    this.#spots = single;
    this.#clusters = clusters;
    const look = palette();
    for (const { x, y, members } of clusters) paintCluster(context, { x, y, count: members.length }, look);
    const marks = single.map((spot) => this.#mark(spot));
    for (const mark of marks) paintCourier(context, mark, look);
    const groups = clusters.map((group) => discBox(group, clusterPx(group.members.length)));
    paintCaptions(context, marks, [...marks.map((mark) => discBox(mark)), ...groups], look);
  }

  /** Those in trouble lie over the others, the selected one over all. */
  #rank({ id, alone }: FleetSpot): number {
    return id === this.#picture.selectedId ? 2 : Number(alone);
  }

  #visible(view: View): FleetSpot[] {
    const nowMs = performance.now();
    const still = reducedMotion();
    const { selectedId } = this.#picture;
    const spots: FleetSpot[] = [];
    for (const member of this.#picture.members) {
      const place = this.#motion.place(member.id, nowMs, still);
      if (!place) continue;
      const { x, y } = view.xy(place);
      if (
        x < -OUTSIDE_PX ||
        y < -OUTSIDE_PX ||
        x > view.widthPx + OUTSIDE_PX ||
        y > view.heightPx + OUTSIDE_PX
      )
        continue;
      const alone = member.trouble || member.id === selectedId;
      spots.push({ id: member.id, x, y, alone, member, headingDeg: place.headingDeg });
    }
    return spots;
  }

  #mark({ member, x, y, headingDeg }: FleetSpot): CourierMark {
    const { selectedId, quiet, lastSeen } = this.#picture;
    const atMs = this.#motion.fixedAtMs(member.id)!;
    const age = positionAge(atMs, serverNow());
    const selected = member.id === selectedId;
    return {
      x,
      y,
      headingDeg,
      age,
      initials: member.initials,
      caption: age === 'lost' ? lastSeen(atMs) : null,
      look: selected ? 'selected' : quiet && !member.trouble ? 'faint' : 'plain',
      trouble: member.trouble,
      resting: member.resting,
    };
  }
}
