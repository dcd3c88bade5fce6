import { signal, type ReadonlySignal } from '@preact/signals';
import type { TrackView } from '../../src/shared/page-views.ts';
import { ApiProblem, get } from '../parts/api.ts';
import { Live, type Connection } from '../parts/live-store.ts';
import { afterNews, afterPositions, fromStream } from './track-news.ts';

export type Watched =
  | { kind: 'loading' }
  | { kind: 'shown'; view: TrackView }
  | { kind: 'gone' }
  | { kind: 'unknown' }
  | { kind: 'failed'; error: unknown };

export interface WatchedOrder {
  watched: ReadonlySignal<Watched>;
  connection: ReadonlySignal<Connection>;
  retry: () => void;
}

function refusal(error: unknown): Watched {
  if (!(error instanceof ApiProblem) || error.passing) return { kind: 'failed', error };
  if (error.status === 410) return { kind: 'gone' };
  return [400, 401, 403, 404].includes(error.status) ? { kind: 'unknown' } : { kind: 'failed', error };
}

/** The order behind a customer's link: read once over HTTP, then followed live. */
export function watchOrder(token: string): WatchedOrder {
  const watched = signal<Watched>({ kind: 'loading' });
  const connection = signal<Connection>({ state: 'connecting', since: Date.now() });
  const path = '/track/' + encodeURIComponent(token);

  const change = (next: (view: TrackView) => TrackView): void => {
    const { value } = watched;
    if (value.kind !== 'shown') return;
    const view = next(value.view);
    if (view !== value.view) watched.value = { kind: 'shown', view };
  };
  /** What news do not carry (PIN, proof) is read again; a failure keeps what is shown. */
  const reread = async (): Promise<void> => {
    try {
      watched.value = { kind: 'shown', view: await get<TrackView>(path) };
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 410) watched.value = { kind: 'gone' };
    }
  };
  const follow = (view: TrackView): void => {
    const live = new Live({ share: token });
    live.connection.subscribe((value) => (connection.value = value));
    live.watch(`order:${view.trackingId}`, {
      snapshot: (value) => change((shown) => fromStream(shown, value, `/api/v1${path}/proof`)),
      news: (news) => {
        change((shown) => afterNews(shown, news));
        if (news.kind === 'state') void reread();
      },
      positions: (positions) => change((shown) => afterPositions(shown, positions)),
      ended: (reason) => {
        live.close();
        connection.value = { state: 'connecting', since: Date.now() };
        if (reason === 'finished') void reread();
        else watched.value = { kind: 'gone' };
      },
      refused: () => void reread(),
    });
  };
  const start = async (): Promise<void> => {
    watched.value = { kind: 'loading' };
    try {
      const view = await get<TrackView>(path);
      watched.value = { kind: 'shown', view };
      follow(view);
    } catch (error) {
      watched.value = refusal(error);
    }
  };
  void start();
  return { watched, connection, retry: () => void start() };
}
