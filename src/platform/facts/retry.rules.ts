const ATTEMPTS = 8;

/** When to try again after `attempts` failures: 1 s, then four times longer each (about 6 h in all); null means park it. */
export function retryAt(attempts: number, now: Date): Date | null {
  return attempts >= ATTEMPTS ? null : new Date(now.getTime() + 1_000 * 4 ** (attempts - 1));
}
