import { useState } from 'preact/hooks';
import type { ReasonsView } from '../../src/shared/explain-views.ts';
import type { DeliveryView } from '../../src/shared/views.ts';
import { Failure, Skeleton } from '../parts/list-states.tsx';
import { useAsked } from './asked.ts';
import { waysOf } from './ways.ts';
import { DoorForm } from './door-form.tsx';
import { getsCourier } from './gets-courier.ts';
import { obstacleGroups, type ObstacleGroup } from './obstacle-groups.ts';
import { sayCorrect } from './say-correct.ts';
import { sayWhy } from './say-why.ts';
import { tell } from '../parts/toasts.tsx';
import { WayOut } from './way-out.tsx';

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

function Planning() {
  return (
    <p class="why-planning" role="status">
      <progress aria-label={sayCorrect('planning')} />
      {sayCorrect('planning')}
    </p>
  );
}

/** Why nobody has this order, and what would help. Silent while it would fit: then its places say enough. */
export function Reasons({ delivery }: { delivery: DeliveryView }) {
  const code = delivery.unassigned?.code ?? '';
  const asked = useAsked<ReasonsView>(
    `/deliveries/${delivery.id}/reasons`,
    `${delivery.version} ${code}`,
    ({ relaxations }) => waysOf(relaxations.flatMap(({ courierId }) => courierId ?? [])),
  );
  const { value } = asked;
  const [planning, setPlanning] = useState(false);
  const waitForPlan = async (): Promise<void> => {
    setPlanning(true);
    const { number } = delivery;
    const carrier = await getsCourier(delivery.id);
    tell(
      carrier
        ? sayCorrect('nowWith', { number, courier: carrier.name })
        : sayCorrect('stillNobody', { number }),
    );
    setPlanning(false);
    if (!carrier) asked.again();
  };
  if (asked.error) return <Failure error={asked.error} retry={asked.again} />;
  if (!value) return <Skeleton rows={3} />;
  if (planning) return <Planning />;
  if (value.state === 'address_unknown')
    return (
      <section class="why">
        <p class="why-note">{sayWhy('addressUnknown')}</p>
        <DoorForm delivery={delivery} moved={() => void waitForPlan()} />
      </section>
    );
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
          <WayOut
            key={`${relaxation.courierId} ${relaxation.changes.map(({ kind }) => kind).join()}`}
            delivery={delivery}
            relaxation={relaxation}
            couldCome={value.couldCome}
            done={() => void waitForPlan()}
          />
        ))}
      </ol>
    </section>
  );
}
