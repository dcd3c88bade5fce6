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

interface AnswerProps {
  delivery: DeliveryView;
  value: ReasonsView;
  /** Something was done about it: the plan is being made anew. */
  done: () => void;
}

/** What is in each courier's way, and the ways out. */
function Obstacles({ delivery, value, done }: AnswerProps) {
  const { couriers, relaxations, couldCome } = value;
  return (
    <section class="why" aria-label={sayWhy('whyNobody')}>
      <h3>{sayWhy('whyNobody')}</h3>
      {couriers.length === 0 && <p class="why-note">{sayWhy('nobodyOnDuty')}</p>}
      <ul class="why-list">
        {obstacleGroups(couriers).map((group) => (
          <Group key={group.names.join()} group={group} all={couriers.length} />
        ))}
      </ul>
      <h3>{sayWhy('whatHelps')}</h3>
      {relaxations.length === 0 && <p class="why-note">{sayWhy('noHelp')}</p>}
      <ol class="place-list">
        {relaxations.map((relaxation) => (
          <WayOut
            key={`${relaxation.courierId} ${relaxation.changes.map(({ kind }) => kind).join()}`}
            delivery={delivery}
            relaxation={relaxation}
            couldCome={couldCome}
            done={done}
          />
        ))}
      </ol>
    </section>
  );
}

function Answer(props: AnswerProps) {
  switch (props.value.state) {
    case 'address_unknown':
      return (
        <section class="why">
          <p class="why-note">{sayWhy('addressUnknown')}</p>
          <DoorForm delivery={props.delivery} moved={props.done} />
        </section>
      );
    case 'not_yet':
      return (
        <section class="why" aria-label={sayWhy('whyNobody')}>
          <h3>{sayWhy('whyNobody')}</h3>
          <p class="why-note">{sayWhy('notYet')}</p>
        </section>
      );
    case 'open':
    case 'no_courier':
      return <Obstacles {...props} />;
    default:
      return null;
  }
}

/** Why nobody has this order, and what would help. Silent while it would fit: then its places say enough. */
export function Reasons({ delivery }: { delivery: DeliveryView }) {
  const code = delivery.unassigned?.code ?? '';
  const asked = useAsked<ReasonsView>(
    `/deliveries/${delivery.id}/reasons`,
    `${delivery.version} ${code}`,
    ({ relaxations }, routes) =>
      waysOf(
        relaxations.flatMap(({ courierId }) => courierId ?? []),
        routes,
      ),
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
  return <Answer delivery={delivery} value={value} done={() => void waitForPlan()} />;
}
