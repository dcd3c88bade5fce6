import { hash, verify } from '@node-rs/argon2';
import { newSecret } from '../shared/ids.ts';

/** argon2id with OWASP's parameters (19 MiB, 2 passes), the library's default. */
export const hashPassword = (password: string): Promise<string> => hash(password);

let decoy: Promise<string> | undefined;

/** Takes as long for an account that does not exist (`null`) as for a wrong password. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hash(newSecret());
  const right = await verify(passwordHash ?? (await decoy), password);
  return right && passwordHash !== null;
}
