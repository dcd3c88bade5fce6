import type { ReasonsView, RelaxationView } from '../../src/shared/explain-views.ts';
import type { DeliveryView } from '../../src/shared/views.ts';
import { clockTime } from '../parts/format.ts';
import { Failure, Skeleton } from '../parts/list-states.tsx';
import { useAsked } from './asked.ts';
import { assign } from './commands.ts';
import { limitWords } from './limit-words.ts';
import { obstacleGroups, type ObstacleGroup } from './obstacle-groups.ts';
import { say } from './say.ts';
import { sayWhy } from './say-why.ts';

const NAMED = 4;

function Group({ group, all }: { group: ObstacleGroup; all: number }) {
  const { couriers, names } = group;
  const isEverybody = couriers.length === all && all > NAMED;
  const hidden = couriers.length - NAMED;
  const who = isEverybody
    ? sayWhy('everyCourier', { count: all })
    : couriers.slice(0, NAMED).join(', ') + (hidden > 0 ? ` ${sayWhy('andMore', { count: hidden })}` : '');
  return (
    <li title={couriers.join(', ')}>
      <b>{names.map((name) => sayWhy(`obstacle_${name}`)).join(' · ')}</b>
      <span>{who}</span>
    </li>
  );
}

/** One way out: a button where it can be done here and now, else a line to act on elsewhere. */
function Help({ delivery, relaxation }: { delivery: DeliveryView; relaxation: RelaxationView }) {
  const { courierId, courierName, changes, pickupIndex, dropoffIndex, dropoffEta } = relaxation;
  const { zone } = delivery.dropoff;
  const there = sayWhy('thereThen', { time: clockTime(dropoffEta, zone) });
  const text = limitWords(changes, zone);
  if (courierId === null || !delivery.allowed.includes('assign'))
    return (
      <li class="help-line">
        <b>{text}</b>
        <span class="figures">{there}</span>
      </li>
    );
  const label = sayWhy('giveAnyway', { courier: courierName ?? '' });
  return (
    <li>
      <button
        type="button"
        class="place"
        aria-label={`${label}: ${text}`}
        title={label}
        onClick={() => void assign(delivery, { courierId, pickupIndex, dropoffIndex })}
      >
        <b>{courierName}</b>
        <span class="place-price figures">
          {say('plusMinutes', { minutes: Math.round(relaxation.addedMinutes) })}
        </span>
        <span class="place-words">
          {text} · <span class="figures">{there}</span>
        </span>
      </button>
    </li>
  );
}

/** Why nobody has this order, and what would help. Silent while it would fit: then its places say enough. */
export function Reasons({ delivery }: { delivery: DeliveryView }) {
  const code = delivery.unassigned?.code ?? '';
  const asked = useAsked<ReasonsView>(`/deliveries/${delivery.id}/reasons`, `${delivery.version} ${code}`);
  const { value } = asked;
  if (asked.error && !value) return <Failure error={asked.error} retry={asked.again} />;
  if (!value) return <Skeleton rows={3} />;
  if (value.state === 'address_unknown') return <p class="why-note">{sayWhy('addressUnknown')}</p>;
  if (value.state !== 'open' && value.state !== 'no_courier') return null;
  return (
    <section class="why" aria-label={sayWhy('whyNobody')}>
      <h3>{sayWhy('whyNobody')}</h3>
      {value.couriers.length === 0 && <p class="why-note">{sayWhy('nobodyOnDuty')}</p>}
      <ul class="why-list">
        {obstacleGroups(value.couriers).map((group) => (
          <Group key={group.names.join()} group={group} all={value.couriers.length} />
        ))}
      </ul>
      <h3>{sayWhy('whatHelps')}</h3>
      {value.relaxations.length === 0 && <p class="why-note">{sayWhy('noHelp')}</p>}
      <ol class="place-list">
        {value.relaxations.map((relaxation) => (
          <Help
            key={`${relaxation.courierId} ${relaxation.changes.map(({ kind }) => kind).join()}`}
            delivery={delivery}
            relaxation={relaxation}
          />
        ))}
      </ol>
    </section>
  );
}
