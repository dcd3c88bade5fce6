import type { LeafletMouseEvent, Map as LeafletMap } from 'leaflet';
import { useEffect } from 'preact/hooks';
import { inRing } from '../../src/shared/geo.ts';
import type { DeliveryView } from '../../src/shared/views.ts';
import { point } from '../parts/map.ts';
import { say as sayCommon } from '../parts/say.ts';
import { takeDoor } from './correct.ts';
import { doorAsked, zoneState } from './desk.ts';
import { sayCorrect } from './say-correct.ts';

/** Close enough to tell one door from the next. */
const CLOSE_UP = 17;
/** Nobody knows yet where it is: the streets around the store. */
const AROUND = 15;

const DoorPin = () => (
  <svg class="door-pin" viewBox="0 0 24 32" width="36" height="48" aria-hidden="true">
    <path d="M12 31C5 21 2 16.500 2 12a10 10 0 0 1 20 0c0 4.500-3 9-10 19z" />
    <circle cx="12" cy="12" r="3.500" />
  </svg>
);

/**
 * Brings the map to where the door may be, and from then on what is clicked under the pin. Without gliding: what is taken is
 * what the pin stands on.
 */
function aimAt(map: LeafletMap, { dropoff, pickup }: DeliveryView): () => void {
  const pinned = (): void => {
    const { lat, lng } = map.getCenter().wrap();
    if (doorAsked.peek()) doorAsked.value = { ...doorAsked.peek()!, at: { lon: lng, lat } };
  };
  const clicked = ({ latlng }: LeafletMouseEvent): void => void map.panTo(latlng, { animate: false });
  map.on('move', pinned).on('click', clicked);
  // Asked again after a refusal, the pin stands where it stood.
  const near = doorAsked.peek()?.at ?? dropoff.at ?? pickup.at;
  const zoom = Math.max(map.getZoom(), dropoff.at ? CLOSE_UP : AROUND);
  map.setView(near ? point(near) : map.getCenter(), zoom, { animate: false });
  map.getContainer().focus({ preventScroll: true });
  return () => void map.off('move', pinned).off('click', clicked);
}

/** A door is shown on the map: the pin stands in its middle, and the map moves under it by hand, click or arrow keys. */
export function DoorPick({ map }: { map: LeafletMap }) {
  const asked = doorAsked.value;
  const delivery = asked && zoneState.value?.deliveries.get(asked.deliveryId);
  useEffect(() => (delivery ? aimAt(map, delivery) : undefined), [map, delivery?.id]);
  if (!delivery) return null;
  const { zone } = zoneState.value!;
  const isOutside = asked.at && !inRing(asked.at, zone.ring);
  return (
    <>
      <DoorPin />
      <div class="door-pick" role="group" aria-label={sayCorrect('showOnMap')}>
        <p role="status">
          {sayCorrect('aim', { number: delivery.number, address: asked.address })}
          {isOutside && <strong> {sayCorrect('outsideZone', { zone: zone.name })}</strong>}
        </p>
        <button type="button" class="button-main" onClick={() => void takeDoor()}>
          {sayCorrect('doorHere')}
        </button>
        <button type="button" class="button" onClick={() => (doorAsked.value = null)}>
          {sayCommon('cancel')}
        </button>
      </div>
    </>
  );
}
