import { describe, expect, it } from '@jest/globals';
import { may, permissions, type Permission } from '../../../src/access/permissions.ts';
import { ofAccount, ofDevice, ofKey, ofShare } from '../../../src/access/principals.ts';
import { seesStore } from '../../../src/access/principal.ts';
import type { Account } from '../../../src/access/account.entity.ts';
import type { ApiKey, Device } from '../../../src/access/credential.entity.ts';
import type { Share } from '../../../src/access/share.entity.ts';

const all = Object.keys(permissions) as Permission[];
const held = (role: Parameters<typeof may>[0]) => all.filter((permission) => may(role, permission));
const account = (role: string, more: object = {}) => ({ id: 'a', name: 'A', role, ...more }) as Account;

describe('the table of permissions', () => {
  it('lets a customer look at its own order and nothing else', () => {
    expect(held('customer')).toEqual(['track.read', 'live.order']);
  });
  it('lets a device send where it is, and ask who it is', () => {
    expect(held('device')).toEqual(['me.read', 'fixes.send']);
  });
  it('keeps accounts and zones to administrators', () => {
    expect(permissions['accounts.manage']).toEqual(['administrator']);
    expect(permissions['zones.manage']).toEqual(['administrator']);
  });
  it('never lets a shop hand out keys', () => {
    expect(may('shop', 'keys.manage')).toBe(false);
  });
});

describe('what a principal sees', () => {
  it('is every store for the office, and only its own for a store', () => {
    expect(seesStore(ofAccount(account('dispatcher'), null), 's1')).toBe(true);
    const store = ofAccount(account('store', { storeIds: ['s1'] }), null);
    expect([seesStore(store, 's1'), seesStore(store, 's2')]).toEqual([true, false]);
  });
  it('is no store for couriers, devices and links', () => {
    const none = [
      ofAccount(account('courier', { courierId: 'c' }), null),
      ofDevice({ id: 'd', name: 'phone', courierId: 'c' } as Device),
      ofShare({ id: 'x', trackingId: 't', expiresAt: new Date() } as Share),
    ];
    for (const principal of none) expect(principal.storeIds).toEqual([]);
  });
  it('is one store for a key', () => {
    expect(ofKey({ id: 'k', name: 'shop', storeId: 's1' } as ApiKey)).toMatchObject({
      role: 'shop',
      storeIds: ['s1'],
      courierId: null,
    });
  });
});
