import type { ChoicesView, ChoiceView } from '../../src/shared/explain-views.ts';
import type { DeliveryView } from '../../src/shared/views.ts';
import { serverNow } from '../parts/clock.ts';
import { Failure, Skeleton } from '../parts/list-states.tsx';
import { useAsked } from './asked.ts';
import { assign } from './commands.ts';
import { waysOf } from './ways.ts';
import { MovePromise } from './move-promise.tsx';
import { promiseKeptBy } from './remedy.ts';
import { sayWhy } from './say-why.ts';
import { when } from './when.ts';

/** What a courier's having it means for the customer and for the others, in words. */
function Means({ choice }: { choice: ChoiceView }) {
  const { selfLateMinutes, delayedOthers: count, delayMinutes: minutes } = choice;
  const isLate = selfLateMinutes > 0;
  return (
    <>
      {isLate && <span data-tone="bad">{sayWhy('selfLate', { minutes: selfLateMinutes })} · </span>}
      {count > 0 ? sayWhy('holdsUp', { count, minutes }) : sayWhy('holdsNobodyUp')}
    </>
  );
}

function Present({ choice, delivery }: { choice: ChoiceView; delivery: DeliveryView }) {
  const { zone } = delivery.dropoff;
  const isLate = choice.selfLateMinutes > 0 && delivery.allowed.includes('correct');
  return (
    <>
      <p class="choice">
        <b>{choice.courierName}</b>
        <span class="place-price figures">{sayWhy('added', { minutes: choice.addedMinutes })}</span>
        <span class="place-words figures">
          {sayWhy('thereThen', { time: when(choice.dropoffEta, zone) })} · <Means choice={choice} />
        </span>
      </p>
      {isLate && (
        <MovePromise delivery={delivery} window={promiseKeptBy(delivery, choice.dropoffEta, serverNow())} />
      )}
    </>
  );
}

function difference(next: ChoiceView, present: ChoiceView): string {
  const minutes = next.addedMinutes - present.addedMinutes;
  const params = { minutes: Math.abs(minutes), courier: present.courierName };
  return sayWhy(minutes > 0 ? 'dearer' : minutes < 0 ? 'quicker' : 'same', params);
}

function Next({
  delivery,
  next,
  present,
}: {
  delivery: DeliveryView;
  next: ChoiceView;
  present: ChoiceView;
}) {
  const { courierId, courierName } = next;
  return (
    <li>
      <button
        type="button"
        class="place"
        title={sayWhy('giveTo', { courier: courierName })}
        disabled={!delivery.allowed.includes('assign')}
        onClick={() => void assign(delivery, { courierId })}
      >
        <span class="unseen">{sayWhy('giveTo', { courier: courierName })}: </span>
        <b>{courierName}</b>
        <span class="place-price figures">{sayWhy('added', { minutes: next.addedMinutes })}</span>
        <span class="place-words figures">
          {difference(next, present)} · <Means choice={next} />
        </span>
      </button>
    </li>
  );
}

const SHOWN = 2;

/** Why this courier: what it costs, and who would be next at what price, one click away. */
export function Choices({ delivery, courierId }: { delivery: DeliveryView; courierId: string }) {
  const path = `/deliveries/${delivery.id}/choices?limit=${SHOWN}`;
  const asked = useAsked<ChoicesView>(
    path,
    `${delivery.version} ${courierId}`,
    ({ present, others }, routes) =>
      waysOf(
        [present, ...others].flatMap((choice) => choice?.courierId ?? []),
        routes,
      ),
  );
  const { value } = asked;
  if (asked.error) return <Failure error={asked.error} retry={asked.again} />;
  if (!value) return <Skeleton rows={2} />;
  const { present, others, state } = value;
  if (!present || state !== 'assigned') return null;
  return (
    <section class="why" aria-label={sayWhy('whyThisOne')}>
      <h3>{sayWhy('whyThisOne')}</h3>
      <Present choice={present} delivery={delivery} />
      {others.length === 0 ? (
        <p class="why-note">{sayWhy('onlyOne')}</p>
      ) : (
        <>
          <h3>{sayWhy('nextBest')}</h3>
          <ol class="place-list">
            {others.map((next) => (
              <Next key={next.courierId} delivery={delivery} next={next} present={present} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
