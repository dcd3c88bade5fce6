import { z } from 'zod';
import { placeView } from '../../platform/http/fields.ts';
import type { StopView } from '../../shared/route-views.ts';
import type { CourierRefView, DeliveryView, EtaView, PlaceView } from '../../shared/views.ts';
import type { ProofKind } from '../../shared/states.ts';
import type { Delivery, Stop } from './delivery.entity.ts';
import { deliveryLifecycle } from './delivery.lifecycle.ts';
import { dispatcherActions } from './delivery.rules.ts';
import { stopActions } from './stop.rules.ts';

const instant = z.iso.datetime();
const lonLat = z.object({ lon: z.number(), lat: z.number() });
const proofKind = z.enum(['photo', 'signature', 'pin']);
const etaOut = z.object({ p10: instant, p50: instant, p90: instant }).meta({ id: 'Eta' });

/** The shapes of deliveries' answers. */
export const deliveryOut = z
  .object({
    id: z.uuid(),
    version: z.int(),
    number: z.string(),
    orderId: z.uuid().nullable(),
    storeId: z.uuid(),
    storeName: z.string(),
    zoneId: z.uuid(),
    state: z.enum(deliveryLifecycle.states),
    outcome: z
      .object({
        result: z.enum(['delivered', 'failed', 'returned', 'cancelled']),
        reason: z.string().nullable(),
        at: instant,
        observedAt: lonLat.nullable(),
      })
      .nullable(),
    pickup: placeView,
    dropoff: placeView,
    recipient: z.object({ name: z.string(), phone: z.string().nullable() }),
    window: z.object({ from: instant.nullable(), to: instant }),
    proofRequired: z.array(proofKind),
    proofTaken: z.array(proofKind),
    courier: z
      .object({
        id: z.uuid(),
        name: z.string(),
        vehicle: z.enum(['foot', 'bike', 'scooter', 'car', 'van']),
      })
      .nullable(),
    eta: etaOut.nullable(),
    lateProbability: z.number().nullable(),
    stopsBefore: z.int().nullable(),
    offerAt: instant.nullable(),
    unassigned: z.object({ code: z.string(), message: z.string() }).nullable(),
    allowed: z.array(z.enum(['assign', 'unassign', 'offer', 'correct', 'cancel', 'share', 'return'])),
    createdAt: instant,
  })
  .meta({ id: 'Delivery' }) satisfies z.ZodType<DeliveryView>;

export const quoteOut = z
  .object({ id: z.uuid(), feeMinor: z.int(), currency: z.string(), eta: etaOut, expiresAt: instant })
  .meta({ id: 'Quote' });

export const shareOut = z
  .object({ id: z.uuid(), token: z.string(), url: z.string(), expiresAt: instant })
  .meta({ id: 'NewShare' });

export const proofOut = z
  .object({
    id: z.uuid(),
    kind: proofKind,
    at: instant,
    location: lonLat.nullable(),
    url: z.string().nullable(),
  })
  .meta({ id: 'Proof' });

/** What a view shows that the delivery's own rows don't hold. */
export interface Around {
  storeName: string;
  courier: CourierRefView | null;
  proofTaken: ProofKind[];
  stopsBefore: number | null;
}

export function toPlaceView(stop: Stop): PlaceView {
  return { address: stop.address, at: stop.at ?? null, zone: stop.timeZone, notes: stop.notes ?? null };
}

function toEtaView({ etaP10, etaP50, etaP90 }: Stop): EtaView | null {
  if (!etaP10 || !etaP50 || !etaP90) return null;
  return { p10: etaP10.toISOString(), p50: etaP50.toISOString(), p90: etaP90.toISOString() };
}

export const toWindowView = ({ windowFrom, windowTo }: Pick<Delivery, 'windowFrom' | 'windowTo'>) => ({
  from: windowFrom?.toISOString() ?? null,
  to: windowTo.toISOString(),
});

export function toDeliveryView(delivery: Delivery, around: Around): DeliveryView {
  const pickup = delivery.latest('pickup')!;
  const dropoff = delivery.latest('dropoff')!;
  const destination = delivery.destination();
  return {
    id: delivery.id,
    version: delivery.version,
    number: delivery.number,
    orderId: delivery.orderId ?? null,
    storeId: delivery.storeId,
    storeName: around.storeName,
    zoneId: delivery.zoneId,
    state: delivery.state,
    outcome: delivery.outcome ?? null,
    pickup: toPlaceView(pickup),
    dropoff: toPlaceView(dropoff),
    recipient: { name: dropoff.contactName, phone: dropoff.contactPhone ?? null },
    window: toWindowView(delivery),
    proofRequired: delivery.proofRequired,
    proofTaken: around.proofTaken,
    courier: around.courier,
    eta: destination.isOpen() ? toEtaView(destination) : null,
    lateProbability: destination.isOpen() ? (destination.lateProbability ?? null) : null,
    stopsBefore: around.stopsBefore,
    offerAt: delivery.offerAt?.toISOString() ?? null,
    unassigned: delivery.unassigned ?? null,
    allowed: dispatcherActions(delivery.state, dropoff.at != null, delivery.offerAt != null),
    createdAt: delivery.createdAt.toISOString(),
  };
}

/** A stop of a route as the courier and the dispatcher see it. */
export function toStopView(stop: Stop): StopView {
  const delivery = stop.delivery as unknown as Delivery;
  const planned = stop.plannedArrival ?? delivery.movedAt;
  return {
    id: stop.id,
    deliveryId: delivery.id,
    orderId: delivery.orderId ?? null,
    number: delivery.number,
    kind: stop.kind,
    state: stop.state,
    place: toPlaceView(stop),
    contact: { name: stop.contactName, phone: stop.contactPhone ?? null },
    window: stop.kind === 'dropoff' ? toWindowView(delivery) : null,
    eta: toEtaView(stop),
    plannedArrival: planned.toISOString(),
    plannedDeparture: (stop.plannedDeparture ?? planned).toISOString(),
    locked: stop.locked,
    proofRequired: stop.kind === 'dropoff' ? delivery.proofRequired : [],
    lines: delivery.items,
    allowed: stopActions(stop.kind, stop.state, delivery.state),
  };
}
