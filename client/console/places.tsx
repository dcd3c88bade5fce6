import type { InsertionView } from '../../src/shared/page-views.ts';
import type { DeliveryView } from '../../src/shared/views.ts';
import { Empty, Failure, Skeleton } from '../parts/list-states.tsx';
import { take } from './best-place.ts';
import { isUnassigned } from './carrier.ts';
import { zoneState } from './desk.ts';
import { fitOf } from './feasibility.ts';
import { useAskedFocus } from './focus.ts';
import { BEST, preview, previewAgain } from './preview.ts';
import { say } from './say.ts';
import { unassignedWords } from './unassigned-words.ts';
import { when } from './when.ts';

function Place({
  delivery,
  insertion,
  first,
}: {
  delivery: DeliveryView;
  insertion: InsertionView;
  first: boolean;
}) {
  const fit = fitOf(delivery, insertion);
  return (
    <li>
      <button
        type="button"
        class="place"
        data-fit={fit.tone}
        onClick={() => void take(delivery.id, insertion)}
      >
        <b>{insertion.courierName}</b>
        <span class="place-price figures">
          {say('plusMinutes', { minutes: Math.round(insertion.addedMinutes) })}
        </span>
        <span class="place-words figures">
          {say('thereAt', { time: when(insertion.dropoffEta, delivery.dropoff.zone) })} ·{' '}
          {say(fit.key, fit.params)}
        </span>
        {first && <kbd>Enter</kbd>}
      </button>
    </li>
  );
}

/** Where a delivery could go, best first; the same three the map shows, then the others. */
export function Places({ delivery }: { delivery: DeliveryView }) {
  const element = useAskedFocus<HTMLElement>('places');
  const free = zoneState.value !== null && isUnassigned(zoneState.value, delivery);
  const known = preview.value?.deliveryId === delivery.id ? preview.value : null;
  return (
    <section class="places" aria-label={say('places')} tabIndex={-1} ref={element}>
      <h3>{say('places')}</h3>
      {known?.error ? (
        <Failure error={known.error} retry={previewAgain} />
      ) : !known?.insertions ? (
        <Skeleton rows={3} />
      ) : known.insertions.length === 0 ? (
        <Empty title={say('noPlace')}>
          <p>{delivery.unassigned ? unassignedWords(delivery.unassigned) : say('noPlaceHint')}</p>
        </Empty>
      ) : (
        <ol class="place-list">
          {known.insertions.slice(0, BEST * 4).map((insertion, i) => (
            <Place
              key={`${insertion.courierId} ${insertion.pickupIndex} ${insertion.dropoffIndex}`}
              delivery={delivery}
              insertion={insertion}
              first={i === 0 && free}
            />
          ))}
        </ol>
      )}
    </section>
  );
}
