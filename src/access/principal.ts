import type { Role } from '../shared/states.ts';

/** Who asks: proven by a session cookie, an API key, a device token or a share link. */
export interface Principal {
  kind: 'account' | 'api_key' | 'device' | 'share' | 'system';
  /** Id of the account, key, device or share. */
  id: string;
  role: Role;
  name: string;
  /** Stores it may see; null means all. */
  storeIds: string[] | null;
  /** The courier it is, if it is one. */
  courierId: string | null;
  /** What a share link shows (`order:<trackingId>`). */
  trackingId: string | null;
  /** When the right ends by itself. */
  expiresAt: Date | null;
}

/** The server's own hand: jobs, listeners and the embedded demo. */
export const SYSTEM: Principal = {
  kind: 'system',
  id: 'system',
  role: 'administrator',
  name: 'Waylight',
  storeIds: null,
  courierId: null,
  trackingId: null,
  expiresAt: null,
};

/** Whether this principal may see what belongs to the store. */
export function seesStore(principal: Principal, storeId: string): boolean {
  return principal.storeIds === null || principal.storeIds.includes(storeId);
}
