import type { RouteView, StopView } from '../../src/shared/route-views.ts';
import type { CourierView } from '../../src/shared/views.ts';
import { clockTime } from '../parts/format.ts';
import { Empty } from '../parts/list-states.tsx';
import { Age } from '../parts/position-age.tsx';
import { PromiseBar } from '../parts/promise-bar.tsx';
import { say as sayCommon } from '../parts/say.ts';
import { setLock } from './commands.ts';
import { select, timeZone, zoneState } from './desk.ts';
import { CloseSign, DropSign, LockSign, PickupSign, UnlockSign } from './marks.tsx';
import { say } from './say.ts';
import { toggleTrail, trailOf } from './trail.ts';
import { positions } from './watch.ts';

const ENDED: ReadonlySet<string> = new Set(['completed', 'skipped', 'failed']);

function Stop({ stop }: { stop: StopView }) {
  const Kind = stop.kind === 'dropoff' ? DropSign : PickupSign;
  return (
    <li class="stop" data-state={stop.state}>
      <button
        type="button"
        class="stop-body"
        onClick={() => select({ kind: 'delivery', id: stop.deliveryId })}
      >
        <Kind />
        <span class="unseen">{say(`stop_${stop.kind}`)}</span>
        <b class="figures">{stop.number}</b>
        <span class="stop-address">{stop.place.address}</span>
        <time>{clockTime(stop.eta?.p50 ?? stop.plannedArrival, stop.place.zone)}</time>
      </button>
      <button
        type="button"
        class="button-plain"
        aria-pressed={stop.locked}
        aria-label={say(stop.locked ? 'unlockStop' : 'lockStop', { number: stop.number })}
        onClick={() => void setLock(stop, !stop.locked)}
      >
        {stop.locked ? <LockSign /> : <UnlockSign />}
      </button>
    </li>
  );
}

function Route({ route }: { route: RouteView | undefined }) {
  const open = route?.stops.filter((stop) => !ENDED.has(stop.state)) ?? [];
  const next = open.find((stop) => stop.kind === 'dropoff' && stop.window);
  if (open.length === 0)
    return (
      <Empty title={say('noStops')}>
        <p>{say('noStopsHint')}</p>
      </Empty>
    );
  return (
    <>
      {next?.window && (
        <>
          <p>{say('nextStop', { number: next.number, address: next.place.address })}</p>
          <PromiseBar window={next.window} eta={next.eta} zone={next.place.zone} />
        </>
      )}
      <ol class="stops">
        {open.map((stop) => (
          <Stop key={stop.id} stop={stop} />
        ))}
      </ol>
    </>
  );
}

/** All about the selected courier: how we know where he is, what he drives, and his stops as a list. */
export function CourierDetail({ courier }: { courier: CourierView }) {
  const zone = timeZone.value;
  const position = positions.value.get(courier.id) ?? courier.position;
  const { shift } = courier;
  return (
    <>
      <header class="pane-head">
        <h2>{courier.name}</h2>
        <span class="chip">{say(`courier_${courier.state}`)}</span>
        <button
          type="button"
          class="button-plain"
          aria-label={sayCommon('close')}
          onClick={() => select(null)}
        >
          <CloseSign />
        </button>
      </header>
      <p class="courier-line">
        {position ? <Age at={position.at} zone={zone} /> : say('neverSeen')}
        <span>{sayCommon(`vehicle_${courier.vehicle.kind}`)}</span>
        {position?.speedMps != null && (
          <span class="figures">{say('speed', { kmh: Math.round(position.speedMps * 3.6) })}</span>
        )}
        {courier.batteryPct !== null && (
          <span class="figures" data-tone={courier.batteryPct < 20 ? 'bad' : undefined}>
            {say('battery', { percent: courier.batteryPct })}
          </span>
        )}
        {shift && (
          <span class="figures">
            {say('shift', { from: clockTime(shift.from, zone), to: clockTime(shift.to, zone) })}
          </span>
        )}
      </p>
      <div class="actions">
        {courier.phone && (
          <a class="button" href={`tel:${courier.phone.replaceAll(' ', '')}`}>
            {say('call')}
          </a>
        )}
        <button
          type="button"
          class="button"
          aria-pressed={trailOf.value === courier.id}
          onClick={() => void toggleTrail(courier.id)}
        >
          {say('trail')}
        </button>
      </div>
      <h3>{say('stops')}</h3>
      <Route route={zoneState.value?.routes.get(courier.id)} />
    </>
  );
}
