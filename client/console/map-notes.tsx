import type { Map as LeafletMap } from 'leaflet';
import { useEffect, useState } from 'preact/hooks';
import { now } from '../parts/clock.ts';
import { point } from '../parts/map.ts';
import { notes } from './desk.ts';
import { say } from './say.ts';

/** Facts as short notes near where they happened. */
export function MapNotes({ map }: { map: LeafletMap }) {
  const [, moved] = useState(0);
  useEffect(() => {
    const follow = (): void => moved((times) => times + 1);
    map.on('move zoomend resize', follow);
    return () => void map.off('move zoomend resize', follow);
  }, [map]);
  const bounds = map.getBounds();
  const seen = notes.value.filter((note) => note.untilMs > now.value && bounds.contains(point(note.at)));
  return (
    <div class="map-notes" aria-hidden="true">
      {seen.map((note) => {
        const { x, y } = map.latLngToContainerPoint(point(note.at));
        return (
          <p key={note.id} class="map-note" data-tone={note.tone} style={{ left: `${x}px`, top: `${y}px` }}>
            {say(note.key, note.params)}
          </p>
        );
      })}
    </div>
  );
}
