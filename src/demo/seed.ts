import { CAPACITY, STORES, VEHICLES, ZONE } from './gothenburg.ts';
import { person, phone } from './people.ts';
import { rngOf } from './rng.ts';
import type { WaylightClient } from './waylight-client.ts';

interface Named {
  id: string;
  name: string;
}

/** Everybody's password in the demo. */
export const PASSWORD = 'waylight-demo';
export const LOGINS = {
  administrator: 'admin@waylight.example',
  dispatcher: 'dispatcher@waylight.example',
  store: 'store@waylight.example',
  courier: 'courier@waylight.example',
} as const;

/** The courier that the simulator leaves to the visitor. */
const VISITOR = 'Robin Holm';
const SHIFT_MS = 12 * 3_600_000;

/** Fills an empty server with the demo's city through the API, and goes on where an earlier start was interrupted. */
export async function seed(admin: WaylightClient, say: (step: string) => void): Promise<void> {
  const zone = await ensure(admin, '/zones', ZONE.name, () => ZONE);
  const storeIds: string[] = [];
  for (const { name, address, at } of STORES) {
    const place = { address, at };
    const store = await ensure(admin, '/stores', name, () => ({
      name,
      place,
      zoneId: zone.id,
      currency: 'SEK',
    }));
    storeIds.push(store.id);
  }
  say(`${STORES.length} stores in ${ZONE.name}`);
  const products = await seedProducts(admin, storeIds);
  say(`${products} products`);
  await seedCouriers(admin, zone.id);
  say(`${VEHICLES.length} couriers with vehicles and shifts`);
  await seedAccounts(admin, storeIds);
}

/** The object of that name, made when it is not there. */
async function ensure(
  client: WaylightClient,
  path: string,
  name: string,
  make: () => object,
): Promise<Named> {
  const known = (await client.all<Named>(path)).find((item) => item.name === name);
  return known ?? client.post<Named>(path, make());
}

async function seedProducts(admin: WaylightClient, storeIds: string[]): Promise<number> {
  let count = 0;
  for (const [i, { products }] of STORES.entries()) {
    const storeId = storeIds[i]!;
    const known = await admin.all<{ sku: string }>(`/products?storeId=${storeId}`);
    for (const [sku, name, priceMinor, weightG] of products) {
      if (!known.some((product) => product.sku === sku))
        await admin.post('/products', { storeId, sku, name, priceMinor, weightG });
      count++;
    }
  }
  return count;
}

async function seedCouriers(admin: WaylightClient, zoneId: string): Promise<void> {
  const from = new Date();
  const to = new Date(from.getTime() + SHIFT_MS);
  const known = new Set((await admin.all<Named>('/couriers')).map(({ name }) => name));
  for (const [i, kind] of VEHICLES.entries()) {
    const rng = rngOf('people', i);
    const name = i === 0 ? VISITOR : person(rng);
    if (known.has(name)) continue;
    const label = `${kind[0]!.toUpperCase()}${kind.slice(1)} ${i + 1}`;
    const vehicle = await ensure(admin, '/vehicles', label, () => ({
      kind,
      name: label,
      capacity: CAPACITY[kind],
    }));
    const courier = await admin.post<Named>('/couriers', {
      name,
      phone: phone(rng),
      zoneId,
      vehicleId: vehicle.id,
    });
    await admin.post(`/couriers/${courier.id}/shifts`, { from: from.toISOString(), to: to.toISOString() });
  }
}

async function seedAccounts(admin: WaylightClient, storeIds: string[]): Promise<void> {
  const known = await admin.all<{ email: string }>('/accounts');
  const couriers = await admin.all<Named>('/couriers');
  const courierId = couriers.find(({ name }) => name === VISITOR)!.id;
  const accounts = [
    { role: 'dispatcher', name: 'Demo dispatcher', email: LOGINS.dispatcher },
    { role: 'store', name: STORES[0]!.name, email: LOGINS.store, storeIds: storeIds.slice(0, 1) },
    { role: 'courier', name: VISITOR, email: LOGINS.courier, courierId },
  ];
  for (const account of accounts) {
    if (!known.some(({ email }) => email === account.email))
      await admin.post('/accounts', { ...account, password: PASSWORD });
  }
}
