import { z } from 'zod';
import { nameField } from '../platform/http/fields.ts';
import { pageQuery } from '../platform/http/paging.ts';

/** What access's routes take. */
const email = z.email().max(200).trim().toLowerCase();
const newPassword = z.string().min(10, { error: 'has at least 10 characters' }).max(200);

export const listQuery = z.strictObject(pageQuery);
export type ListQuery = z.output<typeof listQuery>;

export const signInInput = z.strictObject({ email, password: z.string().min(1).max(200) });
export type SignInInput = z.output<typeof signInInput>;

export const setupInput = z.strictObject({
  token: z.string().min(1).max(200),
  name: nameField,
  email,
  password: newPassword,
});
export type SetupInput = z.output<typeof setupInput>;

const person = { name: nameField, email, password: newPassword };
/** A store's account names its stores, a courier's account its courier. */
export const accountInput = z.discriminatedUnion('role', [
  z.strictObject({ ...person, role: z.enum(['administrator', 'dispatcher']) }),
  z.strictObject({ ...person, role: z.literal('store'), storeIds: z.array(z.uuid()).min(1).max(500) }),
  z.strictObject({ ...person, role: z.literal('courier'), courierId: z.uuid() }),
]);
export type AccountInput = z.output<typeof accountInput>;

export const credentialInput = z.strictObject({ name: nameField });
export type CredentialInput = z.output<typeof credentialInput>;
