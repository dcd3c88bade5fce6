import { Age } from '../parts/position-age.tsx';
import { promiseWords } from '../parts/promise-bar.tsx';
import { say as sayCommon } from '../parts/say.ts';
import { timeZone, zoneState } from './desk.ts';
import { say } from './say.ts';
import { positions } from './watch.ts';

/** What the pointer rests on, in pixels of the map. */
export interface Hovered {
  kind: 'courier' | 'delivery';
  id: string;
  x: number;
  y: number;
}

function AboutCourier({ id }: { id: string }) {
  const courier = zoneState.value?.couriers.get(id);
  if (!courier) return null;
  const position = positions.value.get(id) ?? courier.position;
  return (
    <>
      <b>{courier.name}</b>
      <span>
        {say(`courier_${courier.state}`)}, {sayCommon(`vehicle_${courier.vehicle.kind}`)}
      </span>
      {position && <Age at={position.at} zone={timeZone.value} />}
    </>
  );
}

function AboutDelivery({ id }: { id: string }) {
  const delivery = zoneState.value?.deliveries.get(id);
  if (!delivery) return null;
  const { window, eta, dropoff } = delivery;
  return (
    <>
      <b>
        {delivery.number} {dropoff.address}
      </b>
      <span>{delivery.courier?.name ?? say('unassigned')}</span>
      <span class="figures">{promiseWords({ window, eta, zone: dropoff.zone })}</span>
    </>
  );
}

/** A short word about what the pointer rests on; the lists hold the same for everybody else. */
export function MapHover({ hovered }: { hovered: Hovered }) {
  return (
    <div class="map-hover" aria-hidden="true" style={{ left: `${hovered.x}px`, top: `${hovered.y}px` }}>
      {hovered.kind === 'courier' ? <AboutCourier id={hovered.id} /> : <AboutDelivery id={hovered.id} />}
    </div>
  );
}
