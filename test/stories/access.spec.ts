import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessService } from '../../src/access/access.service.ts';
import { SYSTEM } from '../../src/access/principal.ts';
import { SetupService } from '../../src/access/setup.service.ts';
import { SharesService } from '../../src/access/shares.service.ts';
import { SessionsService } from '../../src/access/sessions.service.ts';
import { Transactions } from '../../src/platform/database/transactions.ts';
import type { StoreView } from '../../src/shared/views.ts';
import { PASSWORD, peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';

let started: StartedApp;
let make: ReturnType<typeof peopleOf>;
let storeA: StoreView;
let storeB: StoreView;
const get = <T>(type: new (...args: never[]) => T): T => started.app.get(type, { strict: false });

interface Answer {
  status: number;
  body: Record<string, never>;
  headers: Headers;
}
async function call(method: string, path: string, headers: object = {}, body?: unknown): Promise<Answer> {
  const response = await fetch(started.url + '/api/v1' + path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : {}, headers: response.headers };
}
const facts = (name: string) =>
  get(Transactions).read((em) =>
    em.execute<{ payload: Record<string, unknown> }[]>(
      'select payload from fact where name = ? order by id',
      [name],
    ),
  );

let administrator: { cookie: string };

beforeAll(async () => {
  started = await startApp();
  make = peopleOf(started);
});
afterAll(() => started.stop());

describe('the first administrator', () => {
  const person = { name: 'Root', email: 'Root@Example.org', password: PASSWORD };

  it('is made with the printed code only, signed in at once, and only once', async () => {
    const token = await get(SetupService).newToken();
    const wrong = await call('POST', '/setup', {}, { token: 'guess', ...person });
    expect(wrong).toMatchObject({ status: 403, body: { code: 'setup_refused' } });
    const both = await Promise.all([1, 2].map(() => call('POST', '/setup', {}, { token, ...person })));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 403]);
    const [cookie] = both.find(({ status }) => status === 201)!.headers.getSetCookie();
    expect(cookie).toMatch(/^waylight_session=[\w-]{32}; .*HttpOnly; SameSite=Lax$/);
    administrator = { cookie: cookie!.split(';')[0]! };
    expect((await call('GET', '/me', administrator)).body).toMatchObject({
      role: 'administrator',
      name: 'Root',
      storeIds: null,
    });
    expect(await get(SetupService).newToken()).toBeNull();
  });
});

describe('accounts', () => {
  beforeAll(async () => {
    await make.zone();
    [storeA, storeB] = [await make.store('A'), await make.store('B')];
  });
  const person = { name: 'Shop', password: PASSWORD, role: 'store' };

  it('have one e-mail address each, whatever its case', async () => {
    const input = { ...person, email: 'Shop@Example.org', storeIds: [storeA.id] };
    expect(await call('POST', '/accounts', administrator, input)).toMatchObject({
      status: 201,
      body: { email: 'shop@example.org', storeIds: [storeA.id], courierId: null },
    });
    const again = await call('POST', '/accounts', administrator, { ...input, email: 'shop@example.ORG' });
    expect(again).toMatchObject({ status: 409, body: { code: 'email_taken' } });
  });

  it.each([
    ['a store account without stores', { role: 'store' }, 'storeIds'],
    ['a dispatcher with stores', { role: 'dispatcher', storeIds: [] }, 'storeIds'],
    ['a store that does not exist', { role: 'store', storeIds: [crypto.randomUUID()] }, 'storeIds'],
    ['a courier that does not exist', { role: 'courier', courierId: crypto.randomUUID() }, 'courierId'],
    ['a short password', { role: 'dispatcher', password: 'short' }, 'password'],
    ['a customer', { role: 'customer' }, 'role'],
  ])('refuse %s', async (_, wrong, field) => {
    const answer = await call('POST', '/accounts', administrator, {
      ...person,
      email: 'x@example.org',
      ...wrong,
    });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });

  it('never keep a password or a session in clear', async () => {
    const { email, id } = await make.account({ role: 'dispatcher' });
    const { cookie } = await make.session(id);
    const rows = await get(Transactions).read((em) =>
      em.execute<{ row: string }[]>(
        'select a::text || s::text as row from account a join session s on s.account_id = a.id where email = ?',
        [email],
      ),
    );
    expect(rows[0]!.row).toContain('$argon2id$');
    expect(rows[0]!.row).not.toContain(PASSWORD);
    expect(rows[0]!.row).not.toContain(cookie.split('=')[1]);
  });

  it('end with all their sessions, but nobody ends their own', async () => {
    const { id } = await make.account({ role: 'dispatcher' });
    const cookie = await make.session(id);
    expect((await call('DELETE', `/accounts/${id}`, administrator)).status).toBe(204);
    expect((await call('GET', '/me', cookie)).status).toBe(401);
    const { id: own } = (await call('GET', '/me', administrator)).body as unknown as { id: string };
    expect(await call('DELETE', `/accounts/${own}`, administrator)).toMatchObject({
      status: 409,
      body: { code: 'own_account' },
    });
    expect((await facts('access.ended')).at(-1)!.payload).toEqual({
      principalKind: 'account',
      principalId: id,
    });
  });
});

describe('sessions', () => {
  it('start with the right password and end with signing out', async () => {
    const { email, id } = await make.account({ role: 'dispatcher' });
    const signedIn = await call(
      'POST',
      '/sessions',
      { 'idempotency-key': 'k' },
      { email, password: PASSWORD },
    );
    expect(signedIn).toMatchObject({ status: 201, body: { id, role: 'dispatcher' } });
    const cookie = { cookie: signedIn.headers.getSetCookie()[0]!.split(';')[0]! };
    expect((await call('GET', '/me', cookie)).status).toBe(200);
    expect((await call('DELETE', '/sessions/current', cookie)).status).toBe(204);
    expect((await call('GET', '/me', cookie)).status).toBe(401);
    expect((await facts('access.ended')).at(-1)!.payload).toEqual({
      principalKind: 'account',
      principalId: id,
    });
  });

  it('refuse a wrong password and an unknown address alike, and soon ask to wait', async () => {
    const { email } = await make.account({ role: 'dispatcher' });
    const attempt = (who: string, password: string) =>
      call('POST', '/sessions', {}, { email: who, password });
    const unknown = await attempt('nobody@example.org', PASSWORD);
    const wrong = await attempt(email, 'wrong password');
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
    for (let i = 0; i < 9; i++) await attempt(email, 'wrong password');
    const tired = await attempt(email, PASSWORD);
    expect(tired).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(tired.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('last 30 days after their last use', async () => {
    const day = (n: number) => new Date(Date.UTC(2026, 10, 1 + n));
    const { id } = await make.account({ role: 'dispatcher' });
    const sessions = get(SessionsService);
    const { secret } = await sessions.open(id, day(0));
    expect((await sessions.principalOf(secret, day(29)))?.expiresAt).toEqual(day(59));
    expect(await sessions.principalOf(secret, day(58))).not.toBeNull();
    expect(await sessions.principalOf(secret, day(89))).toBeNull();
  });

  it('do not let a page of another site write', async () => {
    const zone = { name: 'x', timeZone: 'UTC', ring: [] };
    const from = (origin: string) => call('POST', '/zones', { ...administrator, origin }, zone);
    expect(await from('https://evil.example')).toMatchObject({
      status: 403,
      body: { code: 'foreign_origin' },
    });
    expect(await from('null')).toMatchObject({ status: 403, body: { code: 'foreign_origin' } });
    expect((await from(new URL(started.url).origin)).status).toBe(400);
  });
});

describe('keys and devices', () => {
  it('belong to one store, are shown once, and end at once when revoked', async () => {
    const mine = await (await make.account({ role: 'store', storeIds: [storeA.id] })).headers();
    const issued = await call('POST', `/stores/${storeA.id}/keys`, mine, { name: 'web shop' });
    const { id, key } = issued.body as unknown as { id: string; key: string };
    expect(key).toMatch(/^wl_[\w-]{32}$/);
    const bearer = { authorization: `Bearer ${key}` };
    expect((await call('GET', '/me', bearer)).body).toMatchObject({
      id,
      kind: 'api_key',
      role: 'shop',
      storeIds: [storeA.id],
    });
    const { body } = await call('GET', `/stores/${storeA.id}/keys`, mine);
    expect(body).toMatchObject({ items: [{ id, name: 'web shop' }] });
    expect(JSON.stringify(body)).not.toContain(key);
    expect((await call('DELETE', `/keys/${id}`, mine)).status).toBe(204);
    expect((await call('GET', '/me', bearer)).status).toBe(401);
    expect((await facts('access.ended')).at(-1)!.payload).toEqual({
      principalKind: 'api_key',
      principalId: id,
    });
  });

  it("of another store can't be seen, made or ended", async () => {
    const mine = await (await make.account({ role: 'store', storeIds: [storeA.id] })).headers();
    const foreign = await make.key(storeB.id);
    expect((await call('GET', `/stores/${storeB.id}/keys`, mine)).status).toBe(404);
    expect((await call('POST', `/stores/${storeB.id}/keys`, mine, { name: 'x' })).status).toBe(404);
    expect((await call('DELETE', `/keys/${foreign.id}`, mine)).status).toBe(404);
    expect((await call('GET', '/me', foreign.headers)).status).toBe(200);
  });

  it('prove a courier and nothing more', async () => {
    const courier = await make.courier(storeA.zoneId);
    const device = await make.device(courier.id);
    expect((await call('GET', '/me', device.headers)).body).toMatchObject({
      kind: 'device',
      role: 'device',
      courierId: courier.id,
      storeIds: [],
    });
    expect(await get(AccessService).principalOf({ bearer: device.secret })).toMatchObject({
      courierId: courier.id,
    });
    expect((await call('GET', '/couriers', device.headers)).status).toBe(403);
    expect((await call('DELETE', `/devices/${device.id}`, administrator)).status).toBe(204);
    expect((await call('GET', '/me', device.headers)).status).toBe(401);
  });

  it('do not fall back to a cookie when they are wrong', async () => {
    const both = { ...administrator, authorization: 'Bearer wl_wrong' };
    expect((await call('GET', '/me', both)).status).toBe(401);
  });

  it('are not kept with stored answers', async () => {
    const headers = { ...administrator, 'idempotency-key': 'secret-answer' };
    await call('POST', `/stores/${storeA.id}/keys`, headers, { name: 'x' });
    const stored = await get(Transactions).read((em) =>
      em.execute("select 1 as one from stored_answer where key = 'secret-answer'"),
    );
    expect(stored).toEqual([]);
  });
});

describe('customer links', () => {
  const trackingId = crypto.randomUUID();
  const principalOf = (share: string) => get(AccessService).principalOf({ share });

  it('show one order until they are revoked', async () => {
    const { id, token, url } = await make.share(trackingId, storeA.id);
    expect(url).toContain(`/track/${token}`);
    expect(token.length).toBeGreaterThanOrEqual(22);
    expect(await principalOf(token)).toMatchObject({
      role: 'customer',
      trackingId,
      storeIds: [],
      courierId: null,
    });
    const foreign = await (await make.account({ role: 'store', storeIds: [storeB.id] })).headers();
    expect((await call('DELETE', `/shares/${id}`, foreign)).status).toBe(404);
    const own = await (await make.account({ role: 'store', storeIds: [storeA.id] })).headers();
    expect((await call('DELETE', `/shares/${id}`, own)).status).toBe(204);
    expect(await principalOf(token)).toBeNull();
    await expect(get(AccessService).watcher(token)).rejects.toMatchObject({ kind: 'gone' });
    await expect(get(AccessService).watcher('never')).rejects.toMatchObject({ kind: 'not_found' });
    const ended = { shareId: id, trackingId, reason: 'revoked' };
    expect((await facts('share.ended')).map(({ payload }) => payload)).toContainEqual(ended);
  });

  it('prove nothing on other routes', async () => {
    const { token } = await make.share(trackingId, storeA.id);
    expect((await call('GET', '/me', { authorization: `Bearer ${token}` })).status).toBe(401);
  });

  it('end when told, and that is told once', async () => {
    const { id, token } = await make.share(trackingId, storeA.id);
    await get(SharesService).endBy(trackingId, new Date(Date.now() + 3_000));
    expect(await principalOf(token)).not.toBeNull();
    const deadline = Date.now() + 20_000;
    const told = async () =>
      (await facts('share.ended'))
        .filter(({ payload }) => payload['shareId'] === id)
        .map(({ payload }) => payload);
    while ((await told()).length === 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await principalOf(token)).toBeNull();
    await get(SharesService).tellEnded(new Date());
    expect(await told()).toEqual([{ shareId: id, trackingId, reason: 'expired' }]);
  });

  it('can not be given for a foreign store', async () => {
    const { principal } = await make.account({ role: 'store', storeIds: [storeB.id] });
    const wish = { trackingId, storeId: storeA.id, expiresAt: new Date() };
    await expect(get(SharesService).issue(principal, wish)).rejects.toMatchObject({ kind: 'not_found' });
  });
});

describe('the audit', () => {
  it('names who did what to what', async () => {
    const { id } = await make.key(storeA.id);
    const lines = await get(Transactions).read((em) =>
      em.execute('select by_kind, by_id, action from audit where subject = ?', [id]),
    );
    expect(lines).toEqual([{ by_kind: SYSTEM.kind, by_id: SYSTEM.id, action: 'key.issued' }]);
  });
});
