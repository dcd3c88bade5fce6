import { signal } from '@preact/signals';

const KEPT_AS = 'waylight.muted';

function keptMuted(): boolean {
  try {
    return localStorage.getItem(KEPT_AS) === 'yes';
  } catch {
    return false; // storage is forbidden in some private windows
  }
}

/** Whether red alerts are silent in this browser. */
export const muted = signal(keptMuted());

export function setMuted(next: boolean): void {
  muted.value = next;
  try {
    localStorage.setItem(KEPT_AS, next ? 'yes' : 'no');
  } catch {
    // the choice then lasts as long as the page
  }
}

let context: AudioContext | null = null;

/** Two short falling tones: for red alerts only. Browsers keep silent until the page was touched once. */
export function ring(): void {
  if (muted.peek()) return;
  context ??= new AudioContext();
  const start = context.currentTime;
  for (const [i, frequency] of [880, 660].entries()) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.12, start + i * 0.18);
    volume.gain.exponentialRampToValueAtTime(0.001, start + i * 0.18 + 0.16);
    tone.connect(volume).connect(context.destination);
    tone.start(start + i * 0.18);
    tone.stop(start + i * 0.18 + 0.17);
  }
}
