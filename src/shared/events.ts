import type { CourierState, DeliveryState, FailReason, OrderState, StopKind } from './states.ts';
import type { EtaView, Instant } from './views.ts';

interface OfOrder {
  orderId: string;
  storeId: string;
}
interface OfDelivery {
  deliveryId: string;
  orderId: string | null;
  storeId: string;
  zoneId: string;
}
interface OfStop extends OfDelivery {
  stopId: string;
  kind: StopKind;
  courierId: string;
  /** When it happened; not when it was noticed. */
  at: Instant;
}
interface OfCourier {
  courierId: string;
  zoneId: string;
  at: Instant;
}

/** Every fact one feature tells the others: past tense, plain, recorded in the transaction that made it true. */
export interface Facts {
  'order.placed': OfOrder;
  'order.moved': OfOrder & { from: OrderState; to: OrderState; reason: string | null };

  'delivery.created': OfDelivery;
  'delivery.moved': OfDelivery & {
    courierId: string | null;
    from: DeliveryState;
    to: DeliveryState;
    reason: string | null;
    at: Instant;
  };
  /** The route changed under it; dispatch must look again. */
  'delivery.changed': OfDelivery;
  /** Its promise or its door was put right. `courierId`: on whose route it is. */
  'delivery.corrected': OfDelivery & { courierId: string | null; windowTo: Instant; at: Instant };
  'delivery.unplanned': OfDelivery & { code: string; message: string };
  'attempt.failed': OfStop & { reason: FailReason };

  'offer.made': OfDelivery & { offerId: string; courierId: string; expiresAt: Instant };
  'offer.answered': OfDelivery & {
    offerId: string;
    courierId: string;
    answer: 'accepted' | 'rejected' | 'expired' | 'withdrawn';
  };

  'plan.published': {
    planId: string;
    zoneId: string;
    version: number;
    engine: string;
    courierIds: string[];
    at: Instant;
  };

  'stop.approaching': OfStop;
  'stop.arrived': OfStop & { by: 'geofence' | 'courier' };
  'stop.departed': OfStop;
  'stop.completed': OfStop;

  'eta.changed': OfDelivery & { courierId: string; eta: EtaView; windowTo: Instant; lateProbability: number };
  /** What the phone's fixes prove; the stop moves only where its lifecycle lets it. */
  'geofence.entered': OfCourier & { stopId: string; deliveryId: string; eventId: string };
  'geofence.left': OfCourier & { stopId: string; deliveryId: string; eventId: string };

  'route.left': OfCourier & { distanceM: number };
  'route.rejoined': OfCourier;
  'motion.stopped': OfCourier & { deliveryId: string | null };
  'motion.moved': OfCourier;
  'courier.heard': OfCourier;
  'courier.moved': OfCourier & { from: CourierState; to: CourierState };
  /** It works in `zoneId` now. */
  'courier.rezoned': OfCourier & { fromZoneId: string };

  /** It works until `to` instead of `from`. */
  'shift.changed': OfCourier & { shiftId: string; from: Instant; to: Instant };

  'alert.opened': { alertId: string; rule: string; zoneId: string | null };
  'alert.resolved': { alertId: string; rule: string; zoneId: string | null };

  'share.ended': { shareId: string; trackingId: string; reason: 'expired' | 'revoked' };
  'access.ended': { principalKind: 'account' | 'api_key' | 'device'; principalId: string };
}

export type FactName = keyof Facts;
