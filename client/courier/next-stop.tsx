import './next-stop.css';
import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { clockTime } from '../parts/format.ts';
import { PromiseBar } from '../parts/promise-bar.tsx';
import { say } from '../parts/say.ts';
import type { CourierHome } from './home-store.ts';
import { navigationLink } from './phone-navigation.ts';
import type { ProjectedHome, ProjectedStop } from './projected-home.ts';
import { ask } from './say.ts';
import { SetOutLine, useSetOut } from './set-out-line.tsx';
import type { StopMapProps } from './stop-map.tsx';

interface NextStopProps {
  stop: ProjectedStop;
  home: ProjectedHome;
  work: CourierHome;
}

/** Where to go now and what for. */
export function NextStop({ stop, home, work }: NextStopProps) {
  const { place, contact } = stop;
  const cue = useSetOut(stop, home, work);
  return (
    <article class="card next-stop">
      <header class="next-head">
        <span class="chip" data-kind={stop.kind}>
          {ask(stop.kind)} <span class="figures">{stop.number}</span>
        </span>
        <span class="soft figures">
          {ask('stopOf', { at: home.stops.indexOf(stop) + 1, all: home.stops.length })}
        </span>
        {stop.waiting && <span class="chip">{ask('waitingMark')}</span>}
      </header>
      <h1>{place.address}</h1>
      <p class="next-who">{ask(stop.kind === 'dropoff' ? 'forPerson' : 'at', { name: contact.name })}</p>
      {cue && <SetOutLine cue={cue} zone={place.zone} />}
      {stop.window && <PromiseBar window={stop.window} eta={stop.eta} zone={place.zone} />}
      {!stop.window && !cue && (
        <p class="soft figures">
          {ask('around', { time: clockTime(stop.eta?.p50 ?? stop.plannedArrival, place.zone) })}
        </p>
      )}
      {place.notes && (
        <p class="next-note">
          <strong>{ask('note')}</strong> {place.notes}
        </p>
      )}
      <StopFacts stop={stop} />
      <div class="next-links">
        {contact.phone && (
          <a class="button" href={`tel:${contact.phone}`}>
            {ask('call')}
          </a>
        )}
        <a class="button" href={navigationLink(place, navigator.userAgent)} target="_blank" rel="noreferrer">
          {ask('navigate')}
        </a>
      </div>
      <LazyStopMap stop={stop} line={home.line} gps={work.gps} courier={home.courier.name} />
    </article>
  );
}

function StopFacts({ stop }: { stop: ProjectedStop }) {
  const count = stop.lines.reduce((sum, line) => sum + line.quantity, 0);
  const kinds = stop.proofRequired.map((kind) => say(`proof_${kind}`)).join(', ');
  return (
    <>
      {kinds && <p class="soft">{ask('proofNeeded', { kinds })}</p>}
      {count > 0 && (
        <details class="next-lines">
          <summary>{ask('things', { count })}</summary>
          <ul>
            {stop.lines.map((line) => (
              <li key={line.name}>
                <span class="figures">{line.quantity}×</span> {line.name}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** The button works before the map is there. */
function LazyStopMap(props: StopMapProps) {
  const StopMap = useSignal<ComponentType<StopMapProps> | null>(null);
  useEffect(() => {
    import('./stop-map.tsx').then(
      (loaded) => (StopMap.value = loaded.StopMap),
      (error: unknown) => console.warn('The map could not be loaded.', error),
    );
  }, []);
  const { id, place } = props.stop;
  if (!place.at) return null;
  const Loaded = StopMap.value;
  return (
    <div class="stop-map">
      {Loaded && <Loaded key={`${id} ${place.at.lon} ${place.at.lat}`} {...props} />}
    </div>
  );
}
