import { effect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Map as LeafletMap } from 'leaflet';
import { say as sayCommon } from '../parts/say.ts';
import { makeMap } from '../parts/map.ts';
import { fitAsked, zoneState } from './desk.ts';
import { DoorPick } from './door-pick.tsx';
import { useAskedFocus } from './focus.ts';
import { MapHover, type Hovered } from './map-hover.tsx';
import { MapNotes } from './map-notes.tsx';
import { FitSign } from './marks.tsx';
import { paintDesk } from './paint-desk.ts';
import { say } from './say.ts';

/** The map in the middle. Everything on it is in the lists beside it too, so that nobody needs to see it. */
export function MapPane() {
  const element = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<LeafletMap | null>(null);
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const pane = useAskedFocus<HTMLElement>('map');
  useEffect(() => {
    const made = makeMap(element.current!, { label: sayCommon('map') });
    const stop = paintDesk(made, setHovered);
    const observer = new ResizeObserver(() => made.invalidateSize({ animate: false }));
    observer.observe(element.current!);
    const relabel = effect(() => element.current?.setAttribute('aria-label', sayCommon('map')));
    setMap(made);
    return () => {
      relabel();
      observer.disconnect();
      stop();
      made.remove();
    };
  }, []);
  return (
    <section class="pane map-pane" aria-label={say('mapPane')} tabIndex={-1} ref={pane}>
      <div class="map" ref={element} />
      {map && <MapNotes map={map} />}
      {map && <DoorPick map={map} />}
      {map && hovered && <MapHover hovered={hovered} />}
      <button
        type="button"
        class="fit-button"
        title={say('fit')}
        aria-label={say('fit')}
        disabled={!zoneState.value}
        onClick={() => void fitAsked.value++}
      >
        <FitSign />
      </button>
    </section>
  );
}
