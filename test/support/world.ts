import type { CourierHomeView } from '../../src/shared/page-views.ts';
import type { RouteView } from '../../src/shared/route-views.ts';
import type { DeliveryView, StoreView, ZoneView } from '../../src/shared/views.ts';
import { SYSTEM } from '../../src/access/principal.ts';
import { StoresService } from '../../src/logistics/fleet/stores.service.ts';
import { Planner } from '../../src/logistics/dispatch/planner.service.ts';
import { Transactions } from '../../src/platform/database/transactions.ts';
import { caller, type Caller } from './api.ts';
import { peopleOf } from './people.ts';
import type { StartedApp } from './start-app.ts';

export const STORE_AT = { lon: 11.9668, lat: 57.7046 };
/** Doors within a kilometre of the store, each on a street. */
export const DOORS = [
  { lon: 11.9735, lat: 57.702 },
  { lon: 11.9621, lat: 57.7005 },
  { lon: 11.9767, lat: 57.6985 },
  { lon: 11.9579, lat: 57.6968 },
] as const;

export interface Rider {
  id: string;
  /** With the courier's own session. */
  me: Caller;
  /** With the phone's device token. */
  phone: Caller;
  cookie: string;
  device: string;
  home: () => Promise<CourierHomeView>;
}

/** A zone of its own with one store, whose tests disturb nobody else's. */
export interface World {
  zone: ZoneView;
  store: StoreView;
  shop: Caller;
  shopKey: string;
  rider: (name: string, more?: RiderWish) => Promise<Rider>;
  /** A delivery to a door, planned by the time it returns. */
  wish: (door?: { lon: number; lat: number }, more?: object) => Promise<DeliveryView>;
  seen: (id: string) => Promise<DeliveryView>;
}

interface RiderWish {
  skills?: string[];
  autoAccept?: boolean;
  capacity?: number[];
  onDuty?: boolean;
  at?: { lon: number; lat: number } | null;
}

/** Waits until no fact waits and nothing is being planned: also where no worker runs. */
export async function quiet({ app, settled }: StartedApp): Promise<void> {
  const planner = app.get(Planner, { strict: false });
  const transactions = app.get(Transactions);
  const waiting = async () => {
    const [row] = await transactions.read((em) =>
      em.execute<{ n: number }[]>('select count(*)::int as n from fact where relayed_at is null'),
    );
    return row!.n > 0;
  };
  do {
    await settled();
    await planner.idle();
  } while (await waiting());
}

export async function newWorld(started: StartedApp, office: Caller): Promise<World> {
  const people = peopleOf(started);
  const zone = await people.zone();
  const store = await started.app.get(StoresService, { strict: false }).create(SYSTEM, {
    name: 'Bageriet',
    place: { address: 'Avenyn 1', at: STORE_AT },
    currency: 'SEK',
    zoneId: zone.id,
  });
  const { headers, secret } = await people.key(store.id);
  const shop = caller(started.url, headers);
  const seen = async (id: string) => (await shop.get<DeliveryView>(`/deliveries/${id}`)).body;

  const rider = async (name: string, wish: RiderWish = {}): Promise<Rider> => {
    const { skills, autoAccept, capacity = [20, 30_000], onDuty = true, at = STORE_AT } = wish;
    const vehicle = (await office.post('/vehicles', { kind: 'bike', name, capacity })).body;
    const input = { name, zoneId: zone.id, vehicleId: vehicle.id, skills, autoAccept };
    const { id } = (await office.post('/couriers', input)).body;
    const device = await people.device(id);
    const { cookie } = await (await people.account({ role: 'courier', courierId: id })).headers();
    const me = caller(started.url, { cookie });
    const phone = caller(started.url, device.headers);
    if (onDuty) await me.post('/courier/duty', { state: 'on' });
    const fix = { at: new Date().toISOString(), ...at, accuracyM: 5, speedMps: 0 };
    if (at) await phone.post('/fixes', { fixes: [fix] });
    const home = async () => (await me.get<CourierHomeView>('/courier/home')).body;
    return { id, me, phone, cookie, device: device.secret, home };
  };

  const wish = async (door: { lon: number; lat: number } = DOORS[0], more: object = {}) => {
    const body = {
      dropoff: { address: 'Engelbrektsgatan 1', at: door },
      recipient: { name: 'Kim Ek' },
      window: { to: new Date(Date.now() + 90 * 60_000).toISOString() },
      ...more,
    };
    const born = await shop.post<DeliveryView>('/deliveries', body);
    if (born.status !== 201) throw new Error(`no delivery: ${JSON.stringify(born.body)}`);
    await quiet(started);
    return seen(born.body.id);
  };

  return { zone, store, shop, shopKey: secret, rider, wish, seen };
}

/** The stops of a route in a short form: `pickup D1`. */
export const stopsOf = (route: RouteView | null | undefined): string[] =>
  route?.stops.map(({ kind, number }) => `${kind} ${number}`) ?? [];
