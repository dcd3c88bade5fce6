import type { StopView } from '../../src/shared/route-views.ts';
import { serverNow, now } from '../parts/clock.ts';
import { clockTime } from '../parts/format.ts';
import { initials } from '../parts/pin-letters.ts';
import { ageOf, ageWords } from '../parts/position-age.tsx';
import { PromiseBar, promiseWords } from '../parts/promise-bar.tsx';
import { highlight, select, zoneState } from './desk.ts';
import { standing } from './filters.ts';
import { LockSign, PickupSign } from './marks.tsx';
import { beginDrag, drag, drop } from './plan-drag.ts';
import { planKey } from './plan-keys.ts';
import { arrivalMs, stopBlocks, type PlanRow as Row, type StopBlock } from './plan-rows.ts';
import { nowX, scale, showInPlan } from './plan-scale.ts';
import { say } from './say.ts';
import { xOf } from './timeline-scale.ts';
import { positions } from './watch.ts';

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'skipped']);

function stopWords(stop: StopView): string {
  const kind = say(`stop_${stop.kind}`);
  const at = clockTime(arrivalMs(stop), stop.place.zone);
  const promise = stop.window
    ? promiseWords({ window: stop.window, eta: stop.eta, zone: stop.place.zone })
    : at;
  const offerAt = zoneState.value?.deliveries.get(stop.deliveryId)?.offerAt;
  const more = [
    ...(stop.locked ? [say('locked')] : []),
    ...(offerAt ? [say('goesOutAt', { time: clockTime(offerAt, stop.place.zone) })] : []),
  ];
  return [stop.number, kind, stop.place.address, promise, ...more].join(', ');
}

function BlockOf({ block, courierId, first }: { block: StopBlock; courierId: string; first: boolean }) {
  const { stop, x, widthPx, labelled } = block;
  const delivery = zoneState.value?.deliveries.get(stop.deliveryId);
  const stands = delivery && stop.kind === 'dropoff' ? standing(delivery, serverNow()) : 'unknown';
  const lit = highlight.value.deliveryId === stop.deliveryId;
  return (
    <button
      type="button"
      class="block figures"
      data-block
      data-kind={stop.kind}
      data-standing={stands}
      data-state={ENDED.has(stop.state) ? 'ended' : stop.state}
      data-later={delivery?.offerAt ? true : undefined}
      data-lit={lit}
      data-carried={drag.value?.deliveryId === stop.deliveryId}
      tabIndex={lit || first ? 0 : -1}
      aria-label={stopWords(stop)}
      title={stopWords(stop)}
      style={{ left: `${x}px`, width: `${widthPx}px` }}
      onClick={() => select({ kind: 'delivery', id: stop.deliveryId })}
      onFocus={(event) => {
        // By keys only: a block must not move away under the pointer that presses it.
        if (event.currentTarget.matches(':focus-visible')) showInPlan(x, widthPx);
      }}
      onPointerDown={(event) => beginDrag(event, stop.deliveryId, stop.id)}
      onKeyDown={(event) => planKey(event, courierId, stop)}
    >
      {stop.locked ? <LockSign /> : stop.kind !== 'dropoff' && widthPx > 11 && <PickupSign />}
      {labelled && stop.number}
    </button>
  );
}

/** The promise bar of the lit delivery on the plan's own axis: its window, its interval, its likely minute. */
function PromiseOnAxis({ row }: { row: Row }) {
  const stop = row.route?.stops.find(
    (one) => one.deliveryId === highlight.value.deliveryId && one.kind === 'dropoff',
  );
  if (!stop?.window) return null;
  const x = (at: string): number => xOf(scale.value, Date.parse(at));
  const to = x(stop.window.to);
  const from = stop.window.from ? x(stop.window.from) : to - 60;
  return (
    <span class="axis-promise" aria-hidden="true">
      <i class="axis-window" style={{ left: `${from}px`, width: `${to - from}px` }} />
      {stop.eta && (
        <i
          class="axis-eta"
          style={{ left: `${x(stop.eta.p10)}px`, width: `${x(stop.eta.p90) - x(stop.eta.p10)}px` }}
        />
      )}
    </span>
  );
}

/** Where the dragged delivery would land in this row. */
function Ghost({ courierId }: { courierId: string }) {
  const carried = drag.value;
  const decided = drop.value;
  if (carried?.over?.courierId !== courierId || decided.kind !== 'assign' || !decided.insertion) return null;
  const left = xOf(scale.value, Date.parse(decided.insertion.dropoffEta));
  return (
    <span class="block block-ghost figures" style={{ left: `${left}px` }}>
      {carried.number}
    </span>
  );
}

function Head({ row }: { row: Row }) {
  const { courier, route } = row;
  const position = positions.value.get(courier.id) ?? courier.position;
  const zone = zoneState.value!.zone.timeZone;
  const open = route?.stops.filter((stop) => !ENDED.has(stop.state)) ?? [];
  const next = open.find((stop) => stop.window && stop.kind === 'dropoff');
  const age = position ? ageOf(position.at, now.value) : 'lost';
  return (
    <button
      type="button"
      class="plan-head"
      aria-current={highlight.value.courierId === courier.id}
      onClick={() => select({ kind: 'courier', id: courier.id })}
    >
      <span class="age" data-age={age}>
        <span class="plan-disc" data-age={age} data-state={courier.state} aria-hidden="true">
          {initials(courier.name)}
        </span>
      </span>
      <span class="plan-name">
        {courier.name}
        <small class="figures">
          {open.length > 0 ? say('stopsLeft', { count: open.length }) : say(`courier_${courier.state}`)}
          {age !== 'live' && position && ` · ${ageWords(position.at, zone, now.value)}`}
        </small>
      </span>
      {next?.window && <PromiseBar window={next.window} eta={next.eta} zone={next.place.zone} words="none" />}
    </button>
  );
}

export function PlanRow({ row, first }: { row: Row; first: boolean }) {
  const { courier, route } = row;
  const blocks = route ? stopBlocks(route, scale.value) : [];
  const begin = blocks[0];
  const end = blocks.at(-1);
  const lit = highlight.value.courierId === courier.id;
  const over = drag.value?.over?.courierId === courier.id;
  return (
    <div class="plan-row" data-plan-row={courier.id} data-lit={lit} data-over={over}>
      <Head row={row} />
      <div class="plan-track">
        {begin && end && (
          <span
            class="plan-way"
            style={{ left: `${begin.x}px`, width: `${end.x + end.widthPx - begin.x}px` }}
          />
        )}
        {lit && <PromiseOnAxis row={row} />}
        {blocks.map((block, i) => (
          <BlockOf key={block.id} block={block} courierId={courier.id} first={first && i === 0} />
        ))}
        {over && <Ghost courierId={courier.id} />}
        <span class="plan-now" style={{ left: `${nowX.value}px` }} aria-hidden="true" />
      </div>
    </div>
  );
}
