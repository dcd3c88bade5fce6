import { AlertList } from './alert-list.tsx';
import { CourierDetail } from './courier-detail.tsx';
import { DeliveryDetail } from './delivery-detail.tsx';
import { drawerOpen, selectedCourier, selectedDelivery, selection } from './desk.ts';
import { useAskedFocus } from './focus.ts';
import { say } from './say.ts';

function Detail() {
  const element = useAskedFocus<HTMLElement>('detail');
  const delivery = selectedDelivery.value;
  const courier = selectedCourier.value;
  return (
    <section class="detail" aria-label={say('detail')} tabIndex={-1} ref={element}>
      {delivery ? (
        <DeliveryDetail key={delivery.id} delivery={delivery} />
      ) : courier ? (
        <CourierDetail key={courier.id} courier={courier} />
      ) : (
        <p class="detail-hint">{say('selectHint')}</p>
      )}
    </section>
  );
}

/** The right pane: what needs a person, and what is selected. */
export function SidePane() {
  return (
    <aside class="pane side" data-open={drawerOpen.value} data-selected={selection.value !== null}>
      <AlertList />
      <Detail />
    </aside>
  );
}
