import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Principal } from '../../access/principal.ts';
import { Snapshots } from '../../platform/sockets/snapshots.ts';
import type { TrackView } from '../../shared/page-views.ts';
import type { PositionView } from '../../shared/views.ts';
import { ProofsService } from '../deliveries/proofs.service.ts';
import { TrackedService, type Tracked } from '../deliveries/tracked.service.ts';
import { shownDropoffs } from './audience.rules.ts';
import type { Drive, DriveStop } from './drive.ts';
import { firstName, lineTo, TrackingService } from './tracking.service.ts';

type Shown = Pick<TrackView, 'live' | 'line' | 'position'>;
const HIDDEN: Shown = { live: false, line: [], position: null };

/** What a customer's link shows: the courier only while it is on the way to this very door. */
@Injectable()
export class TrackPageService implements OnModuleInit {
  constructor(
    private readonly tracked: TrackedService,
    private readonly tracking: TrackingService,
    private readonly proofs: ProofsService,
    private readonly snapshots: Snapshots,
  ) {}

  onModuleInit(): void {
    this.snapshots.provide('order', {
      take: (trackingId) => this.#view(trackingId, null),
      storeOf: async (trackingId) =>
        (await this.tracked.tracked(trackingId).catch(() => null))?.delivery.storeId ?? null,
    });
  }

  async page(me: Principal, token: string): Promise<TrackView> {
    return this.#view(me.trackingId!, me.expiresAt, `/api/v1/track/${encodeURIComponent(token)}/proof`);
  }

  /** The newest photo of the hand-over. */
  async photo(me: Principal): Promise<{ mediaType: string; bytes: Buffer }> {
    return this.proofs.photoOf(me.trackingId!);
  }

  async #view(
    trackingId: string,
    expiresAt: Date | null,
    photoUrl: string | null = null,
  ): Promise<TrackView> {
    const tracked = await this.tracked.tracked(trackingId);
    const { delivery, proof, pin } = tracked;
    const isOver = delivery.outcome !== null;
    const { courier } = delivery;
    return {
      trackingId,
      number: delivery.number,
      storeName: delivery.storeName,
      state: delivery.state,
      outcome: delivery.outcome,
      pickup: delivery.pickup,
      dropoff: delivery.dropoff,
      window: delivery.window,
      firstPromise: tracked.firstPromise,
      eta: delivery.eta,
      stopsBefore: delivery.stopsBefore,
      courier: courier && { name: firstName(courier.name), vehicle: courier.vehicle },
      ...(courier && !isOver ? await this.#shown(courier.id, tracked) : HIDDEN),
      pin: isOver ? null : pin,
      timeline: tracked.timeline,
      lines: tracked.lines,
      proof: proof && { kinds: proof.kinds, at: proof.at, photoUrl: proof.hasPhoto ? photoUrl : null },
      expiresAt: (expiresAt ?? new Date(Date.now() + 3_600_000)).toISOString(),
    };
  }

  async #shown(courierId: string, { dropoffStopId }: Tracked): Promise<Shown> {
    const drive: Drive | null = await this.tracking.driveOf(courierId);
    const stop = drive && (shownDropoffs(drive) as DriveStop[]).find((one) => one.stopId === dropoffStopId);
    if (!drive || !stop) return HIDDEN;
    const last = (await this.tracking.positionsOf([courierId])).get(courierId);
    return { live: true, line: lineTo(drive, stop), position: last ? withoutId(last.position) : null };
  }
}

/** Customers don't learn which courier it is, only where. */
function withoutId(position: PositionView): TrackView['position'] {
  const { at, lon, lat, headingDeg, speedMps, accuracyM } = position;
  return { at, lon, lat, headingDeg, speedMps, accuracyM };
}
