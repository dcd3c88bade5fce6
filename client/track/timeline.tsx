import type { DeliveryState } from '../../src/shared/states.ts';
import type { TrackView } from '../../src/shared/page-views.ts';
import { clockTime } from '../parts/format.ts';
import { say } from '../parts/say.ts';
import { isOver } from './answer.ts';
import { tell } from './say.ts';

/** The way a delivery usually goes; what lies ahead is shown without a time. */
const USUAL: readonly DeliveryState[] = [
  'created',
  'confirmed',
  'assigned',
  'picked_up',
  'enroute_to_dropoff',
  'arrived_at_dropoff',
  'delivered',
];

const ahead = (view: TrackView): DeliveryState[] => {
  if (isOver(view)) return [];
  const last = Math.max(...view.timeline.map((step) => USUAL.indexOf(step.state)));
  return USUAL.filter(
    (state, at) => at > last && ['picked_up', 'enroute_to_dropoff', 'delivered'].includes(state),
  );
};

/** What happened and when, and what is still to come. */
export function Timeline({ view }: { view: TrackView }) {
  const steps = view.timeline.toReversed();
  return (
    <section class="card">
      <h2>{tell('timeline')}</h2>
      <ol class="timeline">
        {ahead(view)
          .toReversed()
          .map((state) => (
            <li key={state} class="timeline-ahead">
              <span class="timeline-mark" />
              <span>{say(`state_${state}`)}</span>
            </li>
          ))}
        {steps.map((step, at) => (
          <li key={step.state + step.at} aria-current={at === 0 ? 'step' : undefined}>
            <span class="timeline-mark" />
            <span>{say(`state_${step.state}`)}</span>
            <time dateTime={step.at}>{clockTime(step.at, view.dropoff.zone)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}
