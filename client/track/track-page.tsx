import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { TrackView } from '../../src/shared/page-views.ts';
import { ConnectionBanner } from '../parts/banner.tsx';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { Failure } from '../parts/list-states.tsx';
import { say } from '../parts/say.ts';
import { answerOf, isOver, midNameOf } from './answer.ts';
import { Announcer } from './announcer.tsx';
import { Contents, Help, Pin, Proof } from './details.tsx';
import { Hero } from './hero.tsx';
import { tell } from './say.ts';
import { Timeline } from './timeline.tsx';
import type { WatchedOrder } from './track-store.ts';

/** The customer's page: the answer first, then the map, then what happened. */
export function TrackPage({ order }: { order: WatchedOrder }) {
  const watched = order.watched.value;
  switch (watched.kind) {
    case 'loading':
      return (
        <main class="track-wait" aria-busy="true" aria-label={say('loading')}>
          <span /> <span /> <span />
        </main>
      );
    case 'shown':
      return <Shown view={watched.view} order={order} />;
    case 'failed':
      return (
        <main class="track-note">
          <Failure error={watched.error} retry={order.retry} />
        </main>
      );
    default:
      return <NoOrder kind={watched.kind} />;
  }
}

function NoOrder({ kind }: { kind: 'gone' | 'unknown' }) {
  return (
    <main class="track-note">
      <h1>{tell(`${kind}Title`)}</h1>
      <p>{tell(`${kind}Text`)}</p>
      <LanguageSwitch />
    </main>
  );
}

function Shown({ view, order }: { view: TrackView; order: WatchedOrder }) {
  useEffect(() => {
    document.title = `${answerOf(view).large} · ${tell('order', { number: view.number })} · ${view.storeName}`;
  });
  return (
    <>
      {!isOver(view) && <ConnectionBanner connection={order.connection} />}
      <header class="track-head">
        <p>
          <strong>{view.storeName}</strong>
          <span class="track-number figures">{tell('order', { number: view.number })}</span>
        </p>
        <LanguageSwitch />
      </header>
      <main class={isOver(view) ? 'track track-over' : 'track'}>
        <Hero view={view} />
        {!isOver(view) && <LazyMap view={view} />}
        <div class="track-rest">
          {view.pin && !isOver(view) && <Pin pin={view.pin} name={midNameOf(view)} />}
          {view.proof && <Proof proof={view.proof} zone={view.dropoff.zone} />}
          <Timeline view={view} />
          <Contents view={view} />
          <Help view={view} />
        </div>
      </main>
      <Announcer view={view} />
    </>
  );
}

/** The map comes after the answer: its code is loaded while the answer is already on the screen. */
function LazyMap({ view }: { view: TrackView }) {
  const TrackMap = useSignal<ComponentType<{ view: TrackView }> | null>(null);
  useEffect(() => {
    import('./track-map.tsx').then(
      (loaded) => (TrackMap.value = loaded.TrackMap),
      (error: unknown) => console.warn('The map could not be loaded.', error),
    );
  }, []);
  if (!view.dropoff.at && !view.pickup.at) return null;
  const Loaded = TrackMap.value;
  return <div class="track-map">{Loaded ? <Loaded view={view} /> : <div class="track-map-wait" />}</div>;
}
