import './promise-bar.css';
import type { EtaView, Instant, WindowView } from '../../src/shared/views.ts';
import { now } from './clock.ts';
import { clockRange, clockTime } from './format.ts';
import { promiseModel, type PromiseModel, type Span } from './promise-window.ts';
import { say } from './say.ts';

/** full: the range and the promise. promise: without the range, where it stands beside the bar. short: a few words. */
export type Wording = 'full' | 'promise' | 'short';

export interface PromiseProps {
  window: WindowView;
  eta: EtaView | null;
  /** Zone of the place. */
  zone: string;
  doneAt?: Instant | null;
  /** `hero` where people wait, `row` in lists and on the courier's stop. */
  size?: 'hero' | 'row';
  /** Words below the bar; without them the bar itself speaks them to screen readers. */
  words?: Wording | 'none';
}

function fullWords({ window, eta, zone, doneAt }: PromiseProps, model: PromiseModel): string {
  const to = clockTime(window.to, zone);
  if (doneAt) {
    const at = clockTime(doneAt, zone);
    return model.tone === 'inside'
      ? say('promiseKept', { at, to })
      : say('promiseBroken', { at, to, count: model.lateMin });
  }
  if (!eta) {
    if (model.tone === 'late') return say('promisePassed', { to });
    return window.from
      ? say('promisedBetween', { from: clockTime(window.from, zone), to })
      : say('promisedBy', { to });
  }
  const range = clockRange(eta.p10, eta.p90, zone);
  if (model.tone === 'inside') return say('promiseInside', { range, to });
  if (model.tone === 'risk') return say('promiseRisk', { range, to });
  return say('promiseLateRange', { range, to, late: say('promiseLate', { count: model.lateMin }) });
}

function shortWords({ window, eta, zone, doneAt }: PromiseProps, model: PromiseModel): string {
  if (doneAt)
    return model.tone === 'inside'
      ? say('promiseShortKept')
      : say('promiseShortBroken', { count: model.lateMin });
  if (!eta) return say('promisedBy', { to: clockTime(window.to, zone) });
  if (model.tone === 'late') return say('promiseLate', { count: model.lateMin });
  if (model.tone === 'risk') return say('promiseShortRisk');
  return clockRange(eta.p10, eta.p90, zone);
}

function wordsBesideRange(props: PromiseProps, model: PromiseModel): string {
  if (props.doneAt || !props.eta || model.tone === 'open') return fullWords(props, model);
  const to = clockTime(props.window.to, props.zone);
  if (model.tone === 'inside') return say('promiseHeroInside', { to });
  if (model.tone === 'risk') return say('promiseHeroRisk', { to });
  return say('promiseHeroLate', { to, late: say('promiseLate', { count: model.lateMin }) });
}

const WORDING = { full: fullWords, promise: wordsBesideRange, short: shortWords };

/** What the bar of these props says in words. */
export function promiseWords(props: PromiseProps, wording: Wording = 'full'): string {
  return WORDING[wording](props, promiseModel({ ...props, nowMs: now.value }));
}

const along = (span: Span) => ({ left: `${span.from}%`, width: `${span.to - span.from}%` });

/** Our sign: the promised window as a thin track, the ETA interval thick on it, a dot on the most likely minute. */
export function PromiseBar(props: PromiseProps) {
  const { size = 'row', words = 'full' } = props;
  const model = promiseModel({ ...props, nowMs: now.value });
  const full = fullWords(props, model);
  const spoken =
    words === 'full' || words === 'promise'
      ? { 'aria-hidden': true }
      : { role: 'img' as const, 'aria-label': full };
  return (
    <div class={`promise promise-${size}`} data-tone={model.tone}>
      <div class="promise-bar" {...spoken}>
        <span class="promise-track" style={along(model.track)} />
        {model.now !== null && <span class="promise-now" style={{ left: `${model.now}%` }} />}
        {model.interval && <span class="promise-interval" style={along(model.interval)} />}
        <span class="promise-end" style={{ left: `${model.track.to}%` }} />
        {model.dot !== null && <span class="promise-dot" style={{ left: `${model.dot}%` }} />}
      </div>
      {words !== 'none' && (
        <p class="promise-words figures">
          <span class="promise-mark" aria-hidden="true" />
          <span>{WORDING[words](props, model)}</span>
        </p>
      )}
    </div>
  );
}
