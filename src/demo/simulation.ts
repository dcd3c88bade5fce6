import type { CourierHomeView } from '../shared/page-views.ts';
import type { Cast, CastCourier } from './cast.ts';
import { doorsOf, type Door } from './doors.ts';
import { rngOf, type Rng } from './rng.ts';
import { SimCourier, startOf } from './sim-courier.ts';
import { SimPhone } from './sim-phone.ts';
import { runShops, type SimStore } from './sim-shop.ts';
import { WaylightClient, type Acknowledged, type ClientOptions } from './waylight-client.ts';

export interface SimulationOptions {
  url: string;
  seed: string;
  speed: number;
  ordersPerHour: number;
  opening: number;
  signal: AbortSignal;
  onAcknowledged?: (acknowledged: Acknowledged) => void;
  onShared: (url: string) => void;
  say: (line: string) => void;
}

/** What happened so far, by name. */
export type Counts = Record<string, number>;

/** Fixes wait in the phone as long as it takes. */
const PHONE_PATIENCE_MS = 3_600_000;

/** Shops and couriers of a cast living a day of their own, until the signal. */
export async function simulate(cast: Cast, options: SimulationOptions): Promise<Counts> {
  const { signal, say } = options;
  const client = (as: string, more: Partial<ClientOptions> = {}) =>
    new WaylightClient(options.url, { as, signal, onAcknowledged: options.onAcknowledged, ...more });
  const counts: Counts = {};
  const tell = (what: string, detail: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
    if (what === 'refused') say(`  refused  ${detail}`);
  };
  const pins = new Map<string, string>();
  const doors = await doorsOf(client('map'), cast.zone);
  const couriers = cast.couriers.map((courier, number) =>
    runCourier(courier, rngOf(options.seed, 'courier', number), doors, client, {
      speed: options.speed,
      pinOf: (deliveryId) => pins.get(deliveryId),
      tell,
      signal,
    }),
  );
  const shops =
    options.ordersPerHour > 0
      ? runShops(await storesOf(cast, client), rngOf(options.seed, 'shops'), {
          ordersPerHour: options.ordersPerHour,
          opening: options.opening,
          speed: options.speed,
          doors,
          run: `sim-${Date.now().toString(36)}`,
          onPin: (deliveryId, pin) => pins.set(deliveryId, pin),
          onShared: options.onShared,
          tell,
          signal,
        })
      : undefined;
  await Promise.all([shops, ...couriers]);
  return counts;
}

type MakeClient = (as: string, more?: Partial<ClientOptions>) => WaylightClient;

async function storesOf(cast: Cast, client: MakeClient): Promise<SimStore[]> {
  const stores: SimStore[] = [];
  for (const { store, key } of cast.stores) {
    const shop = client(`shop:${store.id}`, { bearer: key });
    const products = await shop.all<{ sku: string }>(`/products?storeId=${store.id}`);
    if (products.length > 0) stores.push({ store, client: shop, skus: products.map(({ sku }) => sku) });
  }
  if (stores.length === 0) throw new Error('no store of the zone sells anything; create products first');
  return stores;
}

async function runCourier(
  courier: CastCourier,
  rng: Rng,
  doors: readonly Door[],
  client: MakeClient,
  around: ConstructorParameters<typeof SimCourier>[4],
): Promise<void> {
  const page = client(`courier:${courier.courierId}`);
  const signIn = () => page.signIn(courier.email, courier.password);
  await signIn();
  const home = await page.get<CourierHomeView>('/courier/home');
  const device = client(`device:${courier.courierId}`, {
    bearer: courier.deviceToken,
    patienceMs: PHONE_PATIENCE_MS,
  });
  const phone = new SimPhone(device, rng, startOf(home, rng, doors));
  await new SimCourier(page, signIn, phone, rng, around).run();
}
