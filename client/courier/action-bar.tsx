import { useSignal } from '@preact/signals';
import { now } from '../parts/clock.ts';
import { FailedAttempt } from './failed-attempt.tsx';
import { HandOver } from './hand-over.tsx';
import type { CourierHome } from './home-store.ts';
import { MoreSheet } from './more-sheet.tsx';
import { nextStop, primaryOf, type Primary, type ProjectedHome } from './projected-home.ts';
import { ask } from './say.ts';

type Open = 'hand_over' | 'fail' | 'more' | null;

interface Does {
  label: string;
  run: (() => void) | null;
}

const countdown = (expiresAt: string): string => {
  const left = Math.max(0, Math.ceil((Date.parse(expiresAt) - now.value) / 1000));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
};

function stopDoes(
  { stop, action }: Extract<Primary, { kind: 'stop' }>,
  work: CourierHome,
  open: (what: Open) => void,
): Does {
  if (action !== 'complete') return { label: ask(`do_${action}`), run: () => work.act(stop.id, action) };
  const label = ask(`do_complete_${stop.kind}`);
  const asks = stop.kind === 'dropoff' || stop.proofRequired.length > 0;
  return { label, run: asks ? () => open('hand_over') : () => work.act(stop.id, action) };
}

function doesOf(primary: Primary, work: CourierHome, home: ProjectedHome, open: (what: Open) => void): Does {
  switch (primary.kind) {
    case 'start':
      return { label: ask('startShift'), run: () => work.duty('on') };
    case 'resume':
      return { label: ask('endBreak'), run: () => work.duty('on') };
    case 'offer':
      return {
        label: ask('acceptIn', { time: countdown(home.offers[0]!.expiresAt) }),
        run: () => void work.answer(primary.offerId, 'accept'),
      };
    case 'stop':
      return stopDoes(primary, work, open);
    case 'wait':
      return { label: ask(nextStop(home) ? 'noAction' : 'noNext'), run: null };
  }
}

/** The one big button at the bottom, and the way to everything else. */
export function ActionBar({ work, home }: { work: CourierHome; home: ProjectedHome }) {
  const opened = useSignal<Open>(null);
  const open = (what: Open): void => void (opened.value = what);
  const close = (): void => open(null);
  const primary = primaryOf(home);
  const does = doesOf(primary, work, home, open);
  const stop = nextStop(home);
  return (
    <>
      <nav class="action-bar">
        {primary.kind === 'offer' ? (
          <button
            type="button"
            class="button action-side"
            onClick={() => void work.answer(primary.offerId, 'reject')}
          >
            {ask('reject')}
          </button>
        ) : (
          <button
            type="button"
            class="button action-side"
            aria-label={ask('more')}
            onClick={() => open('more')}
          >
            •••
          </button>
        )}
        <button
          type="button"
          class="button-main action-main figures"
          disabled={!does.run}
          onClick={() => does.run?.()}
        >
          {does.label}
        </button>
      </nav>
      {opened.value === 'more' && (
        <MoreSheet work={work} home={home} stop={stop} fail={() => open('fail')} close={close} />
      )}
      {opened.value === 'hand_over' && stop && <HandOver stop={stop} work={work} close={close} />}
      {opened.value === 'fail' && stop && <FailedAttempt stop={stop} work={work} close={close} />}
    </>
  );
}
