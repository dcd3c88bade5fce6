import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { clockTime } from '../parts/format.ts';
import { Empty, Failure, Skeleton } from '../parts/list-states.tsx';
import { ApiProblem } from '../parts/api.ts';
import { improvePlan } from './commands.ts';
import { highlight, rows, timeZone, trouble, whatIfOpen, zoneId, zoneState } from './desk.ts';
import { DragWords } from './drag-words.tsx';
import { useAskedFocus } from './focus.ts';
import { PlanRow } from './plan-row.tsx';
import { axisPx, following, followNow, panPlan, scale, zoomPlan } from './plan-scale.ts';
import { PlanSize } from './plan-size.tsx';
import { Rows } from './rows.tsx';
import { sayIf } from './say-what-if.ts';
import { say } from './say.ts';
import { ticks, xOf } from './timeline-scale.ts';
import { begin } from './watch.ts';
import { tell } from '../parts/toasts.tsx';

const ROW_PX = 38;

function Axis() {
  const track = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(
      ([entry]) => (axisPx.value = Math.max(200, entry!.contentRect.width)),
    );
    observer.observe(track.current!);
    return () => observer.disconnect();
  }, []);
  return (
    <div class="plan-axis" ref={track} aria-hidden="true">
      {ticks(scale.value).map((at) => (
        <time key={at} style={{ left: `${xOf(scale.value, at)}px` }}>
          {clockTime(at, timeZone.value)}
        </time>
      ))}
    </div>
  );
}

function Tools() {
  return (
    <div class="plan-tools">
      <h2>{say('plan')}</h2>
      <button type="button" class="button-plain" aria-label={say('earlier')} onClick={() => panPlan(-0.3)}>
        ‹
      </button>
      <button type="button" class="button-plain" disabled={following.value} onClick={followNow}>
        {say('now')}
      </button>
      <button type="button" class="button-plain" aria-label={say('later')} onClick={() => panPlan(0.3)}>
        ›
      </button>
      <button type="button" class="button-plain" aria-label={say('moreTime')} onClick={() => zoomPlan(1.5)}>
        −
      </button>
      <button
        type="button"
        class="button-plain"
        aria-label={say('lessTime')}
        onClick={() => zoomPlan(1 / 1.5)}
      >
        +
      </button>
    </div>
  );
}

/** Asks for a better plan; that takes some seconds, and the answer says whether one was found. */
function Replan() {
  const [busy, setBusy] = useState(false);
  if (!zoneState.value) return null;
  const replan = async (): Promise<void> => {
    setBusy(true);
    const improved = await improvePlan(zoneId.value!);
    setBusy(false);
    if (improved !== null) tell(say(improved ? 'planImproved' : 'planBest'));
  };
  return (
    <div class="plan-replan">
      <button type="button" class="button-plain" onClick={() => (whatIfOpen.value = true)}>
        {sayIf('whatIf')}
      </button>
      <button type="button" class="button-plain" aria-disabled={busy} onClick={() => !busy && void replan()}>
        {say(busy ? 'optimising' : 'optimise')}
      </button>
    </div>
  );
}

function Body() {
  if (trouble.value) return <Failure error={new ApiProblem(trouble.value)} retry={() => void begin()} />;
  if (!zoneState.value) return <Skeleton rows={4} />;
  const all = rows.value;
  if (all.length === 0)
    return (
      <Empty title={say('noCouriers')}>
        <p>{say('noCouriersHint')}</p>
      </Empty>
    );
  return (
    <Rows
      items={all}
      rowPx={ROW_PX}
      label={say('plan')}
      keyOf={(row) => row.courier.id}
      activeKey={highlight.value.courierId}
    >
      {(row) => <PlanRow row={row} first={row === all[0] && !highlight.value.deliveryId} />}
    </Rows>
  );
}

/** The bottom pane: who does what when. Sideways wheel moves in time, with Ctrl it zooms. */
export function PlanPane() {
  const element = useAskedFocus<HTMLElement>('plan');
  const wheel = (event: WheelEvent): void => {
    if (event.ctrlKey) {
      event.preventDefault();
      zoomPlan(event.deltaY > 0 ? 1.2 : 1 / 1.2);
    } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) {
      event.preventDefault();
      panPlan((event.deltaX || event.deltaY) / 1500);
    }
  };
  return (
    <section class="pane plan" aria-label={say('plan')} tabIndex={-1} ref={element} onWheel={wheel}>
      <PlanSize />
      <div class="plan-top">
        <Tools />
        <Axis />
        <Replan />
      </div>
      <Body />
      <DragWords />
    </section>
  );
}
