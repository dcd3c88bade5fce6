import type { TrackView } from '../../src/shared/page-views.ts';
import { now, viewerZone } from '../parts/clock.ts';
import { clockTime, otherDay, viewersTime } from '../parts/format.ts';
import { language } from '../parts/i18n.ts';
import { PromiseBar, promiseWords } from '../parts/promise-bar.tsx';
import { promiseModel } from '../parts/promise-window.ts';
import { say } from '../parts/say.ts';
import { answerOf, endOf, isOver, movedPromise, statusOf } from './answer.ts';
import { tell } from './say.ts';

/** The instants the large line shows. */
function shownTimes(view: TrackView, doneAt: string | null): string[] {
  if (doneAt) return [doneAt];
  if (view.eta) return [view.eta.p10, view.eta.p90];
  return view.window.from ? [view.window.from, view.window.to] : [view.window.to];
}

/** The answer: when, how sure, against which promise, and one line in human words. */
export function Hero({ view }: { view: TrackView }) {
  const { zone } = view.dropoff;
  const answer = answerOf(view);
  const doneAt = view.state === 'delivered' ? endOf(view) : null;
  const promise = { window: view.window, eta: view.eta, zone, doneAt };
  const promised = doneAt !== null || !isOver(view);
  const late = !isOver(view) && promiseModel({ ...promise, nowMs: now.value }).tone === 'late';
  const moved = movedPromise(view);
  const times = answer.isTime ? shownTimes(view, doneAt) : [];
  return (
    <section class="track-answer" aria-label={promised ? promiseWords(promise) : answer.large}>
      <h1>
        <Label label={answer.label} at={times[0]} zone={zone} />
        <span class={answer.isTime ? 'track-large figures' : 'track-large track-large-word'}>
          {answer.large}
        </span>
      </h1>
      <ViewersTime times={times} zone={zone} />
      {moved && <p class="track-moved">{moved}</p>}
      {promised && <PromiseBar {...promise} size="hero" words="promise" />}
      <p class="track-status">{statusOf(view)}</p>
      {late && <p class="soft">{tell('sorryLate')}</p>}
    </section>
  );
}

function Label({ label, at, zone }: { label: string; at: string | undefined; zone: string }) {
  const day = at ? otherDay(at, zone, now.value, language.value) : null;
  return <span class="track-label">{day ? tell('on', { label, day }) : label}</span>;
}

function ViewersTime({ times, zone }: { times: string[]; zone: string }) {
  if (!times[0] || viewersTime(times[0], zone, viewerZone) === null) return null;
  const time = times.map((at) => clockTime(at, viewerZone)).join('–');
  return <p class="track-viewer figures">{say('yourTime', { time })}</p>;
}
