import type { Principal } from '../access/principal.ts';
import { may, type Permission } from '../access/permissions.ts';
import type { StreamKind, StreamName } from '../shared/live.ts';

export interface NamedStream {
  kind: StreamKind;
  id: string;
}

const KINDS: readonly string[] = ['order', 'courier', 'zone', 'solve'] satisfies StreamKind[];

/** Takes `kind:id` apart; null when it is no stream of ours. */
export function parseStream(name: string): NamedStream | null {
  if (name === 'alerts') return { kind: 'alerts', id: '' };
  const [kind, id, more] = name.split(':');
  return kind && KINDS.includes(kind) && id && more === undefined ? { kind: kind as StreamKind, id } : null;
}

export const nameOf = ({ kind, id }: NamedStream): StreamName =>
  kind === 'alerts' ? 'alerts' : `${kind}:${id}`;

/**
 * Whether a principal may watch a stream, from its claims alone: `yes`, `no`, or `if_store` when it may as long as the
 * object belongs to one of its stores, `if_owner` when as long as it is its own.
 */
export function mayJoin(principal: Principal, stream: NamedStream): 'yes' | 'no' | 'if_store' | 'if_owner' {
  if (!may(principal.role, `live.${stream.kind}` satisfies Permission)) return 'no';
  if (stream.kind === 'solve') return 'if_owner';
  if (principal.role === 'customer') return principal.trackingId === stream.id ? 'yes' : 'no';
  if (principal.role === 'courier') return principal.courierId === stream.id ? 'yes' : 'no';
  return principal.storeIds === null ? 'yes' : 'if_store';
}

/** Whether the right to watch has ended by itself. */
export function hasExpired(principal: Principal, now: Date): boolean {
  return principal.expiresAt !== null && principal.expiresAt <= now;
}

/**
 * Whether a page of another site opens the socket: it must not ride on the visitor's cookie (cross-site WebSocket hijacking,
 * OWASP). An origin that says nothing (`null`, of a sandboxed page) is foreign too; programs send none.
 */
export function isForeignOrigin(
  origin: string | undefined,
  host: string | undefined,
  publicUrl?: string,
): boolean {
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  const from = new URL(origin);
  return from.host !== host && from.origin !== (publicUrl && new URL(publicUrl).origin);
}
