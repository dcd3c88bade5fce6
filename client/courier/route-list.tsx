import { clockTime } from '../parts/format.ts';
import { PromiseBar } from '../parts/promise-bar.tsx';
import { isDone, nextStop, type ProjectedHome, type ProjectedStop } from './projected-home.ts';
import { ask } from './say.ts';

/** The stops after the next one, folded away. */
export function RouteList({ home }: { home: ProjectedHome }) {
  const next = nextStop(home);
  const rest = home.stops.filter((stop) => !isDone(stop) && stop !== next);
  const done = home.stops.filter(isDone);
  if (rest.length === 0 && done.length === 0) return null;
  return (
    <details class="card route-list">
      <summary class="figures">
        {rest.length > 0 && <span>{ask('moreStops', { count: rest.length })}</span>}
        {done.length > 0 && <span class="soft">{ask('doneStops', { count: done.length })}</span>}
      </summary>
      <ol>
        {[...rest, ...done].map((stop) => (
          <Row key={stop.id} stop={stop} />
        ))}
      </ol>
    </details>
  );
}

function Row({ stop }: { stop: ProjectedStop }) {
  const { zone } = stop.place;
  return (
    <li class={isDone(stop) ? 'route-done' : undefined}>
      <p>
        <span class="chip" data-kind={stop.kind}>
          {ask(stop.kind)} <span class="figures">{stop.number}</span>
        </span>
        <time dateTime={stop.plannedArrival}>{clockTime(stop.eta?.p50 ?? stop.plannedArrival, zone)}</time>
      </p>
      <p>{stop.place.address}</p>
      {stop.window && !isDone(stop) && <PromiseBar window={stop.window} eta={stop.eta} zone={zone} />}
    </li>
  );
}
