import type { Role } from '../../src/shared/states.ts';
import type { MeView } from '../../src/shared/views.ts';
import { ApiProblem, get, send } from './api.ts';

/** Who is signed in here, or null. Throws ApiProblem when that could not be asked. */
export async function whoAmI(): Promise<MeView | null> {
  try {
    return await get<MeView>('/me');
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

const HOMES: Partial<Record<Role, string>> = { courier: '/courier', store: '/shop', shop: '/shop' };

/** The page a role works on. */
export const homeOf = ({ role }: Pick<MeView, 'role'>): string => HOMES[role] ?? '/console';

/** Leaves for the sign-in page, to come back here afterwards. */
export function goToSignIn(): void {
  location.assign('/?next=' + encodeURIComponent(location.pathname));
}

export async function signOut(): Promise<void> {
  await send('DELETE', '/sessions/current');
  location.assign('/');
}
