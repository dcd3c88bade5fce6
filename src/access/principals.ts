import type { MeView } from '../shared/views.ts';
import type { Account } from './account.entity.ts';
import type { ApiKey, Device } from './credential.entity.ts';
import type { Principal } from './principal.ts';
import type { Share } from './share.entity.ts';

const NOBODY = { storeIds: [], courierId: null, trackingId: null, expiresAt: null };

/** Administrators and dispatchers see all stores, a store's people theirs, couriers none. */
export function ofAccount(account: Account, expiresAt: Date | null): Principal {
  const { id, role, name } = account;
  const storeIds = role === 'administrator' || role === 'dispatcher' ? null : (account.storeIds ?? []);
  return {
    ...NOBODY,
    kind: 'account',
    id,
    role,
    name,
    storeIds,
    courierId: account.courierId ?? null,
    expiresAt,
  };
}

export function ofKey({ id, name, storeId }: ApiKey): Principal {
  return { ...NOBODY, kind: 'api_key', id, role: 'shop', name, storeIds: [storeId] };
}

export function ofDevice({ id, name, courierId }: Pick<Device, 'id' | 'name' | 'courierId'>): Principal {
  return { ...NOBODY, kind: 'device', id, role: 'device', name, courierId };
}

export function ofShare({ id, trackingId, expiresAt }: Share): Principal {
  return { ...NOBODY, kind: 'share', id, role: 'customer', name: '', trackingId, expiresAt };
}

/** What a principal is told of itself. */
export function toMe({ id, kind, role, name, courierId, storeIds }: Principal): MeView {
  return { id, kind: kind === 'system' ? 'account' : kind, role, name, courierId, storeIds };
}
