import { describe, expect, it } from '@jest/globals';
import type { Principal } from '../../../src/access/principal.ts';
import { hasExpired, isForeignOrigin, mayJoin, parseStream } from '../../../src/live/stream-access.rules.ts';

const who = (claims: Partial<Principal>): Principal => ({
  kind: 'account',
  id: 'p',
  role: 'dispatcher',
  name: 'P',
  storeIds: null,
  courierId: null,
  trackingId: null,
  expiresAt: null,
  ...claims,
});
const stream = (name: string) => parseStream(name)!;

describe('who may watch which stream', () => {
  it('refuses names that are no stream', () => {
    for (const name of ['', 'order', 'order:', 'order:a:b', 'principal/share/1', 'user:1', 'alerts:1'])
      expect(parseStream(name)).toBeNull();
  });

  it('lets a customer see the order of its link and nothing else', () => {
    const customer = who({ kind: 'share', role: 'customer', trackingId: 'o1' });
    expect(mayJoin(customer, stream('order:o1'))).toBe('yes');
    for (const name of ['order:o2', 'courier:c1', 'zone:z1', 'alerts'])
      expect(mayJoin(customer, stream(name))).toBe('no');
  });

  it('lets a courier see its own stream only', () => {
    const courier = who({ role: 'courier', courierId: 'c1' });
    expect(mayJoin(courier, stream('courier:c1'))).toBe('yes');
    for (const name of ['courier:c2', 'order:o1', 'zone:z1', 'alerts'])
      expect(mayJoin(courier, stream(name))).toBe('no');
  });

  it('asks whose store it is before a shop sees an order', () => {
    const shop = who({ kind: 'api_key', role: 'shop', storeIds: ['s1'] });
    expect(mayJoin(shop, stream('order:o1'))).toBe('if_store');
    expect(mayJoin(shop, stream('zone:z1'))).toBe('no');
  });

  it('knows when a right has ended', () => {
    const link = who({ expiresAt: new Date(1_000) });
    expect(hasExpired(link, new Date(999))).toBe(false);
    expect(hasExpired(link, new Date(1_000))).toBe(true);
  });

  it('takes a cookie from its own pages and from programs, not from other sites or from nowhere', () => {
    expect(isForeignOrigin(undefined, 'waylight.example')).toBe(false);
    expect(isForeignOrigin('https://waylight.example', 'waylight.example')).toBe(false);
    expect(isForeignOrigin('https://waylight.example', 'api:3000', 'https://waylight.example')).toBe(false);
    expect(isForeignOrigin('https://evil.example', 'waylight.example')).toBe(true);
    expect(isForeignOrigin('null', 'waylight.example')).toBe(true);
  });
});
