import { setTimeout as sleep } from 'node:timers/promises';
import { distanceM } from '../shared/geo.ts';
import type { ProofKind } from '../shared/states.ts';
import type { TrackView } from '../shared/page-views.ts';
import type { OrderView, StoreView } from '../shared/views.ts';
import { doorsWithin, type Door } from './doors.ts';
import { doorNote, person, phone } from './people.ts';
import type { Rng } from './rng.ts';
import { Refused, type WaylightClient } from './waylight-client.ts';

/** Farther than this nobody orders. */
const REACH_M = 5_000;
const MINUTE_MS = 60_000;
const OPENING_PAUSE_MS = 1_500;

export interface SimStore {
  store: StoreView;
  /** Speaks with the store's API key. */
  client: WaylightClient;
  skus: string[];
}

export interface ShopSurroundings {
  ordersPerHour: number;
  /** How many orders come one right after the other in the beginning. */
  opening: number;
  speed: number;
  doors: readonly Door[];
  /** Names orders of this run apart from those of earlier ones. */
  run: string;
  onPin: (deliveryId: string, pin: string) => void;
  onShared: (url: string) => void;
  tell: (what: 'placed' | 'cancelled' | 'refused', detail: string) => void;
  signal: AbortSignal;
}

/** The shops of a city: customers order at random moments, some change their mind. */
export async function runShops(
  stores: readonly SimStore[],
  rng: Rng,
  around: ShopSurroundings,
): Promise<void> {
  const { signal, tell, speed } = around;
  const meanMs = 3_600_000 / around.ordersPerHour / speed;
  for (let number = 1; !signal.aborted; number++) {
    try {
      await orderOnce(stores, rng, around, number);
    } catch (error) {
      if (!signal.aborted) tell('refused', (error as Error).message);
    }
    const pauseMs = number < around.opening ? OPENING_PAUSE_MS : Math.max(200, rng.exponential(meanMs));
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
  }
}

async function orderOnce(stores: readonly SimStore[], rng: Rng, around: ShopSurroundings, number: number) {
  const shop = rng.pick(stores);
  const wish = wishFor(shop, rng, around, number);
  const cancels = rng.chance(0.03);
  const order = await shop.client.post<OrderView>('/orders', wish);
  around.tell('placed', order.number);
  if (order.delivery) await share(shop.client, order.delivery.id, wish.proof.includes('pin'), around);
  if (!cancels) return;
  await sleep(15_000 / around.speed, undefined, { signal: around.signal }).catch(() => {});
  await shop.client.post(`/orders/${order.id}/cancel`, { reason: 'changed_mind' }).then(
    () => around.tell('cancelled', order.number),
    (error: Error) => {
      if (!(error instanceof Refused)) throw error;
    },
  );
}

/** The customer's link; its page is where the customer reads the PIN to say at the door. */
async function share(client: WaylightClient, deliveryId: string, hasPin: boolean, around: ShopSurroundings) {
  const link = await client.post<{ token: string; url: string }>(`/deliveries/${deliveryId}/share`);
  around.onShared(link.url);
  if (!hasPin) return;
  const { pin } = await client.get<TrackView>(`/track/${link.token}`);
  if (pin) around.onPin(deliveryId, pin);
}

function wishFor({ store, skus }: SimStore, rng: Rng, around: ShopSurroundings, number: number) {
  const near = store.place.at ? doorsWithin(around.doors, store.place.at, REACH_M) : around.doors;
  const door = rng.pick(near.length > 0 ? near : around.doors);
  const lines = Array.from({ length: rng.int(1, 3) }, () => rng.pick(skus));
  const notes = doorNote(rng);
  return {
    storeId: store.id,
    externalId: `${around.run}-${number}`,
    customer: { name: person(rng), phone: phone(rng) },
    dropoff: { address: door.address, at: door.at, ...(notes && { notes }) },
    window: windowFor(rng, store, door),
    lines: [...new Set(lines)].map((sku) => ({ sku, quantity: rng.chance(0.8) ? 1 : 2 })),
    proof: proofFor(rng),
  };
}

function windowFor(rng: Rng, store: StoreView, door: Door): { from?: string; to: string } {
  const farMin = store.place.at ? distanceM(store.place.at, door.at) / 250 : 10;
  const now = Date.now();
  if (rng.chance(0.15)) {
    const from = now + rng.int(3, 6) * 10 * MINUTE_MS;
    return { from: new Date(from).toISOString(), to: new Date(from + 60 * MINUTE_MS).toISOString() };
  }
  return { to: new Date(now + Math.round(rng.from(30, 60) + farMin) * MINUTE_MS).toISOString() };
}

function proofFor(rng: Rng): ProofKind[] {
  const dice = rng.float();
  if (dice < 0.35) return ['photo'];
  if (dice < 0.45) return ['signature'];
  return dice < 0.6 ? ['pin'] : [];
}
