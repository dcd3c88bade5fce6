import type { News } from '../../src/shared/live.ts';
import type { TrackView } from '../../src/shared/page-views.ts';
import type { EtaView, PositionView } from '../../src/shared/views.ts';

const MINUTE_MS = 60_000;

/**
 * A stream's snapshot as this link shows it: the stream serves every watcher of the order, so what belongs to the link
 * (its end, the address of the photo) is kept from what the link itself answered.
 */
export function fromStream(shown: TrackView, snapshot: TrackView, photoUrl: string): TrackView {
  const proof = snapshot.proof?.kinds.includes('photo') ? { ...snapshot.proof, photoUrl } : snapshot.proof;
  return { ...snapshot, proof, expiresAt: shown.expiresAt };
}

/** The view after one piece of news. The position goes with the end of the delivery, whatever the server sends. */
export function afterNews(view: TrackView, news: News): TrackView {
  switch (news.kind) {
    case 'state': {
      const known = view.timeline.some((step) => step.state === news.state && step.at === news.at);
      const timeline = known ? view.timeline : [...view.timeline, { state: news.state, at: news.at }];
      const over = news.outcome ? { position: null, line: [], live: false, eta: null } : {};
      return { ...view, state: news.state, outcome: news.outcome, timeline, ...over };
    }
    case 'promise':
      return { ...view, window: news.window, firstPromise: news.firstPromise, dropoff: news.dropoff };
    case 'track_eta':
      return { ...view, eta: news.eta, stopsBefore: news.stopsBefore };
    case 'track_line':
      return {
        ...view,
        live: news.live,
        line: news.line,
        courier: news.courier,
        position: news.live ? view.position : null,
      };
    default:
      return view;
  }
}

/** The view with the newest of these positions; an older one than is shown, or one while hidden, changes nothing. */
export function afterPositions(view: TrackView, positions: readonly PositionView[]): TrackView {
  if (!view.live || view.outcome) return view;
  const newest = positions.reduce<TrackView['position']>(
    (best, one) => (!best || Date.parse(one.at) > Date.parse(best.at) ? one : best),
    view.position,
  );
  return newest === view.position ? view : { ...view, position: newest };
}

/** What screen readers were told last. */
export interface Told {
  state: TrackView['state'];
  window: Pick<TrackView['window'], 'to'>;
  eta: EtaView | null;
}

/** Whether a change is worth interrupting somebody for: another state, another promise, or an ETA that moved by a minute or more. */
export function worthTelling(told: Told, view: Told): boolean {
  if (told.state !== view.state || told.window.to !== view.window.to) return true;
  if (!told.eta || !view.eta) return told.eta !== view.eta;
  return Math.abs(Date.parse(told.eta.p50) - Date.parse(view.eta.p50)) >= MINUTE_MS;
}
