import { z } from 'zod';
import type { Account } from './account.entity.ts';

/** The shapes of access's answers. */
const role = z.enum(['administrator', 'dispatcher', 'store', 'courier', 'customer', 'shop', 'device']);

export const meOut = z
  .object({
    id: z.string(),
    kind: z.enum(['account', 'api_key', 'device', 'share']),
    role,
    name: z.string(),
    courierId: z.uuid().nullable(),
    storeIds: z.array(z.uuid()).nullable(),
  })
  .meta({ id: 'Me' });

export const accountOut = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    role,
    storeIds: z.array(z.uuid()).nullable(),
    courierId: z.uuid().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Account' });
export type AccountView = z.output<typeof accountOut>;

export const credentialOut = z
  .object({ id: z.uuid(), name: z.string(), createdAt: z.iso.datetime() })
  .meta({ id: 'Credential' });
export type CredentialView = z.output<typeof credentialOut>;

/** Secrets are shown once, in the answer that makes them. */
export const newKeyOut = z.object({ id: z.uuid(), key: z.string() }).meta({ id: 'NewKey' });
export type NewKeyView = z.output<typeof newKeyOut>;
export const newDeviceOut = z.object({ id: z.uuid(), token: z.string() }).meta({ id: 'NewDevice' });
export type NewDeviceView = z.output<typeof newDeviceOut>;

export function toAccountView(account: Account): AccountView {
  const { id, name, email, role: held, storeIds, courierId, createdAt } = account;
  return {
    id,
    name,
    email,
    role: held,
    storeIds: storeIds ?? null,
    courierId: courierId ?? null,
    createdAt: createdAt.toISOString(),
  };
}

export function toCredentialView(given: { id: string; name: string; createdAt: Date }): CredentialView {
  return { id: given.id, name: given.name, createdAt: given.createdAt.toISOString() };
}
