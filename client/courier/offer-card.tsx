import { distanceM } from '../../src/shared/geo.ts';
import type { OfferView, PlaceView } from '../../src/shared/views.ts';
import { distance } from '../parts/format.ts';
import { language } from '../parts/i18n.ts';
import { PromiseBar } from '../parts/promise-bar.tsx';
import type { Gps } from './gps.ts';
import { ask } from './say.ts';

/** A delivery that is offered: from where, to where, until when. */
export function OfferCard({ offer, gps }: { offer: OfferView; gps: Gps }) {
  const here = gps.last.value;
  const far = (place: PlaceView): string | null =>
    here && place.at && ask('offerFar', { distance: distance(distanceM(here, place.at), language.value) });
  return (
    <section class="card offer">
      <h2>
        {ask('offer')} <span class="figures">{offer.number}</span>
      </h2>
      <dl class="offer-places">
        <dt>{ask('offerFrom')}</dt>
        <dd>
          {offer.pickup.address} <span class="soft figures">{far(offer.pickup)}</span>
        </dd>
        <dt>{ask('offerTo')}</dt>
        <dd>{offer.dropoff.address}</dd>
      </dl>
      <PromiseBar window={offer.window} eta={null} zone={offer.dropoff.zone} />
    </section>
  );
}
