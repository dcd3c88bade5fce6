import type { Role } from '../shared/states.ts';

const OFFICE: Role[] = ['administrator', 'dispatcher'];
const SHOPS: Role[] = ['administrator', 'dispatcher', 'store', 'shop'];
const EVERYONE: Role[] = ['administrator', 'dispatcher', 'store', 'shop', 'courier'];
const COURIERS: Role[] = ['courier'];

/** Which role may do what: the one table. Which objects it may do it to is decided by the service. */
export const permissions = {
  'accounts.manage': ['administrator'],
  'keys.manage': ['administrator', 'store'],
  'devices.manage': OFFICE,
  'me.read': [...EVERYONE, 'device'],
  'system.read': EVERYONE,

  'stores.read': SHOPS,
  'stores.manage': ['administrator'],
  'fleet.read': OFFICE,
  'fleet.manage': OFFICE,
  'zones.manage': ['administrator'],
  'duty.change': COURIERS,

  'catalog.read': SHOPS,
  'catalog.manage': ['administrator', 'store', 'shop'],

  'orders.place': ['administrator', 'store', 'shop'],
  'orders.read': SHOPS,
  'orders.cancel': SHOPS,
  'deliveries.create': ['administrator', 'store', 'shop'],
  'deliveries.read': SHOPS,
  'deliveries.cancel': SHOPS,
  'deliveries.correct': SHOPS,
  'deliveries.share': SHOPS,
  'proofs.read': SHOPS,

  'track.read': ['customer'],

  'stops.act': COURIERS,
  'offers.answer': COURIERS,
  'courier.home': COURIERS,

  'dispatch.read': OFFICE,
  'dispatch.plan': OFFICE,

  'problems.solve': SHOPS,

  'fixes.send': ['courier', 'device'],
  'positions.read': OFFICE,

  'alerts.read': OFFICE,
  'alerts.handle': OFFICE,

  'live.order': ['administrator', 'dispatcher', 'store', 'shop', 'customer'],
  'live.courier': [...OFFICE, 'courier'],
  'live.zone': OFFICE,
  'live.alerts': OFFICE,
  'live.solve': SHOPS,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

export function may(role: Role, permission: Permission): boolean {
  return (permissions[permission] as readonly Role[]).includes(role);
}
