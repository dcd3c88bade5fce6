import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CourierView, StoreView, ZoneView } from '../shared/views.ts';
import { person } from './people.ts';
import { rngOf } from './rng.ts';
import type { WaylightClient } from './waylight-client.ts';

interface AccountView {
  email: string;
  courierId: string | null;
}

/** How the simulator's own accounts begin. */
const OURS = 'simulated-';
const isOurs = (email: string) => email.startsWith(OURS);

/** Who plays: what the simulator may use, and nothing an administrator could not hand to real shops and couriers. */
export interface Cast {
  url: string;
  zone: ZoneView;
  stores: { store: StoreView; key: string }[];
  couriers: CastCourier[];
}

export interface CastCourier {
  courierId: string;
  name: string;
  deviceToken: string;
  email: string;
  password: string;
}

/**
 * The cast kept in `file`, or a new one: keys, device tokens and courier accounts made through the API by an
 * administrator, and couriers where there are too few. Couriers that a person signs in as are left to that person.
 * Throws when the server has no store.
 */
export async function castFor(
  admin: WaylightClient,
  url: string,
  count: number,
  file: string,
): Promise<Cast> {
  const zones = await admin.all<ZoneView>('/zones');
  const stores = await admin.all<StoreView>('/stores');
  const couriers = await admin.all<CourierView>('/couriers');
  const zone = zones.find(({ id }) => stores.some((store) => store.zoneId === id));
  if (!zone) throw new Error('the server has no zone with a store in it; create both first');
  const kept = keptIn(file, url, stores, couriers);
  const accounts = await admin.all<AccountView>('/accounts');
  const played = new Set(accounts.filter(({ email }) => !isOurs(email)).map(({ courierId }) => courierId));
  const inZone = couriers.filter(({ id, zoneId }) => zoneId === zone.id && !played.has(id)).toReversed();
  const cast: Cast = { url, zone, stores: kept?.stores ?? [], couriers: kept?.couriers ?? [] };
  for (const store of stores.filter(({ zoneId }) => zoneId === zone.id)) {
    if (cast.stores.some((known) => known.store.id === store.id)) continue;
    const { key } = await admin.post<{ key: string }>(`/stores/${store.id}/keys`, { name: 'Simulator' });
    cast.stores.push({ store, key });
  }
  const idle = inZone.filter(({ id }) => !cast.couriers.some((known) => known.courierId === id));
  while (cast.couriers.length < count) {
    const courier = idle.shift() ?? (await hire(admin, zone, cast.couriers.length));
    cast.couriers.push(await equip(admin, courier));
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(cast, null, 1), { mode: 0o600 });
  return { ...cast, couriers: cast.couriers.slice(0, count) };
}

/** The one store an API key belongs to, and no couriers: what a shop's own program could do. */
export async function castOfKey(shop: WaylightClient, url: string, key: string): Promise<Cast> {
  const [store] = await shop.all<StoreView>('/stores');
  const { zones } = await shop.get<{ zones: ZoneView[] }>('/system');
  const zone = zones.find(({ id }) => id === store?.zoneId);
  if (!store || !zone) throw new Error('this key sees no store');
  return { url, zone, stores: [{ store, key }], couriers: [] };
}

/** What is in the file, if it is of this server and this life of its database. */
function keptIn(file: string, url: string, stores: StoreView[], couriers: CourierView[]): Cast | null {
  if (!existsSync(file)) return null;
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Cast;
  const known = new Set([...stores, ...couriers].map(({ id }) => id));
  const same =
    kept.stores.every(({ store }) => known.has(store.id)) &&
    kept.couriers.every(({ courierId }) => known.has(courierId));
  return same && kept.url === url ? kept : null;
}

async function hire(admin: WaylightClient, zone: ZoneView, number: number): Promise<CourierView> {
  const kind = (['bike', 'car', 'scooter'] as const)[number % 3]!;
  const vehicle = await admin.post<{ id: string }>('/vehicles', {
    kind,
    name: `${kind} ${number + 1}`,
    capacity: [kind === 'car' ? 12 : 5],
  });
  const name = person(rngOf('hire', number));
  return admin.post<CourierView>('/couriers', { name, zoneId: zone.id, vehicleId: vehicle.id });
}

async function equip(admin: WaylightClient, courier: CourierView): Promise<CastCourier> {
  const mark = randomBytes(4).toString('hex');
  const email = `${OURS}${mark}@waylight.example`;
  const password = randomBytes(12).toString('base64url');
  const { token } = await admin.post<{ token: string }>(`/couriers/${courier.id}/devices`, {
    name: `Simulated phone ${mark}`,
  });
  await admin.post('/accounts', {
    name: courier.name,
    email,
    password,
    role: 'courier',
    courierId: courier.id,
  });
  return { courierId: courier.id, name: courier.name, deviceToken: token, email, password };
}
