import { randomUUID } from 'node:crypto';
import { AccountsService } from '../../src/access/accounts.service.ts';
import type { AccountInput } from '../../src/access/access.input.ts';
import { DevicesService } from '../../src/access/devices.service.ts';
import { KeysService } from '../../src/access/keys.service.ts';
import { SYSTEM, type Principal } from '../../src/access/principal.ts';
import { ofAccount } from '../../src/access/principals.ts';
import { SessionsService } from '../../src/access/sessions.service.ts';
import { SharesService } from '../../src/access/shares.service.ts';
import { CouriersService } from '../../src/logistics/fleet/couriers.service.ts';
import { StoresService } from '../../src/logistics/fleet/stores.service.ts';
import { VehiclesService } from '../../src/logistics/fleet/vehicles.service.ts';
import { ZonesService } from '../../src/logistics/fleet/zones.service.ts';
import { Transactions } from '../../src/platform/database/transactions.ts';
import { Account } from '../../src/access/account.entity.ts';
import type { StartedApp } from './start-app.ts';

export const PASSWORD = 'correct horse battery';

/** Makes people and things in a started app, straight through its services. */
export function peopleOf({ app }: StartedApp) {
  const get = <T>(type: new (...args: never[]) => T): T => app.get(type, { strict: false });

  /** A square of 0.2 degrees around the middle of Gothenburg. */
  const zone = (name = 'Göteborg') =>
    get(ZonesService).create(SYSTEM, {
      name,
      timeZone: 'Europe/Stockholm',
      ring: [
        { lon: 11.86, lat: 57.6 },
        { lon: 12.06, lat: 57.6 },
        { lon: 12.06, lat: 57.8 },
        { lon: 11.86, lat: 57.8 },
      ],
    });
  const store = (name = 'Bageri', at = { lon: 11.97, lat: 57.7 }) =>
    get(StoresService).create(SYSTEM, { name, place: { address: 'Avenyn 1', at }, currency: 'SEK' });
  const courier = async (zoneId: string, name = 'Ada') => {
    const bike = await get(VehiclesService).create(SYSTEM, { kind: 'bike', name, capacity: [20, 30_000] });
    return get(CouriersService).create(SYSTEM, { name, zoneId, vehicleId: bike.id });
  };

  const account = async (
    what:
      | { role: 'administrator' | 'dispatcher' }
      | { role: 'store'; storeIds: string[] }
      | { role: 'courier'; courierId: string },
  ) => {
    const email = `${randomUUID()}@example.org`;
    const input = { name: what.role, email, password: PASSWORD, ...what } as AccountInput;
    const { id } = await get(AccountsService).create(SYSTEM, input);
    const principal: Principal = await get(Transactions).read(async (em) =>
      ofAccount(await em.findOneOrFail(Account, { id }), null),
    );
    return { id, email, principal, headers: () => session(id) };
  };
  /** Headers of a new session of this account. */
  const session = async (accountId: string) => {
    const { secret } = await get(SessionsService).open(accountId, new Date());
    return { cookie: `waylight_session=${secret}` };
  };

  const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
  const key = async (storeId: string) => {
    const { id, key: secret } = await get(KeysService).issue(SYSTEM, storeId, { name: 'shop' });
    return { id, secret, headers: bearer(secret) };
  };
  const device = async (courierId: string) => {
    const { id, token } = await get(DevicesService).issue(SYSTEM, courierId, { name: 'phone' });
    return { id, secret: token, headers: bearer(token) };
  };
  const share = (trackingId: string, storeId: string, expiresAt = new Date(Date.now() + 3_600_000)) =>
    get(SharesService).issue(SYSTEM, { trackingId, storeId, expiresAt });

  return { zone, store, courier, account, session, key, device, share };
}
