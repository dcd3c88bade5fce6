/** The states of DESIGN's vocabulary, as types both ends of the wire share. The tables are in `*.lifecycle.ts`. */
export type OrderState =
  | 'draft'
  | 'placed'
  | 'confirmed'
  | 'preparing'
  | 'ready'
  | 'in_delivery'
  | 'fulfilled'
  | 'cancelled'
  | 'refused'
  | 'returned';

export type PaymentState =
  | 'pending'
  | 'authorised'
  | 'captured'
  | 'failed'
  | 'voided'
  | 'refunded'
  | 'partially_refunded';

export type DeliveryState =
  | 'created'
  | 'confirmed'
  | 'assigned'
  | 'enroute_to_pickup'
  | 'arrived_at_pickup'
  | 'picked_up'
  | 'enroute_to_dropoff'
  | 'arrived_at_dropoff'
  | 'delivered'
  | 'attempt_failed'
  | 'returning'
  | 'arrived_at_return'
  | 'returned'
  | 'cancelled';

export type OfferState = 'offered' | 'accepted' | 'rejected' | 'expired' | 'withdrawn';
export type StopState = 'pending' | 'enroute' | 'arrived' | 'completed' | 'skipped' | 'failed';
export type StopKind = 'pickup' | 'dropoff' | 'return';
export type CourierState = 'off_duty' | 'idle' | 'on_task' | 'on_break';
export type PlanState = 'draft' | 'published' | 'superseded';
export type AlertState = 'open' | 'acknowledged' | 'escalated' | 'snoozed' | 'resolved' | 'closed';
export type AlertRule =
  | 'late'
  | 'stalled'
  | 'off_route'
  | 'silent'
  | 'attempt_failed'
  | 'unassigned'
  | 'fact_parked';
export type Severity = 'info' | 'warning' | 'critical';

export type VehicleKind = 'foot' | 'bike' | 'scooter' | 'car' | 'van';
export type ProofKind = 'photo' | 'signature' | 'pin';
/** Why an attempt failed (the field's list). */
export type FailReason =
  | 'not_home'
  | 'no_access'
  | 'address_wrong'
  | 'refused'
  | 'damaged'
  | 'no_time'
  | 'not_ready'
  | 'other';

export type Role = 'administrator' | 'dispatcher' | 'store' | 'courier' | 'customer' | 'shop' | 'device';

/** How old the last position is: <= 15 s, <= 60 s, <= 180 s, older. */
export type PositionAge = 'live' | 'delayed' | 'stale' | 'lost';

/** The age class of a position taken at `atMs`, seen at `nowMs`. */
export function positionAge(atMs: number, nowMs: number): PositionAge {
  const ageS = (nowMs - atMs) / 1000;
  if (ageS <= 15) return 'live';
  if (ageS <= 60) return 'delayed';
  return ageS <= 180 ? 'stale' : 'lost';
}
