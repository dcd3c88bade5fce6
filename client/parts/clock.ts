import { signal } from '@preact/signals';

let aheadMs = 0;

/** The server's time as far as known, milliseconds: ages and countdowns don't depend on the phone's own clock. */
export const serverNow = (): number => Date.now() + aheadMs;

/** `serverNow()` as a signal that moves each second. */
export const now = signal(serverNow());

setInterval(() => {
  now.value = serverNow();
}, 1000);

/** Takes over the server's clock when the own one is off by more than a network's delay explains. */
export function followClock(serverInstant: string): void {
  const offMs = Date.parse(serverInstant) - Date.now();
  aheadMs = Math.abs(offMs) > 2000 ? offMs : 0;
}

export const viewerZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
