import type { Sending } from '../parts/api.ts';
import type { words } from './words.en.ts';

/** How long a person can take something back. */
export const UNDO_MS = 10_000;

/** Sentence key and parameters of what was done. */
export interface What {
  key: keyof typeof words;
  params: Record<string, string | number>;
}

/**
 * What can still be taken back. `done` has happened and is undone by its inverse command; `held` has not been sent yet
 * (the command has no inverse) and is sent when its time is over.
 */
export type Undoable = { id: number; what: What; untilMs: number } & (
  | { kind: 'done'; inverse: () => Promise<unknown> }
  | { kind: 'held'; send: (how: Sending) => Promise<unknown>; takenBack?: () => void }
);

export interface Due {
  /** Still to be taken back, newest last. */
  open: readonly Undoable[];
  /** Held commands whose time is over: send them now. */
  send: readonly Extract<Undoable, { kind: 'held' }>[];
}

/** Splits by `nowMs` into what can still be undone and what must be sent. */
export function due(undoables: readonly Undoable[], nowMs: number): Due {
  const open = undoables.filter((one) => one.untilMs > nowMs);
  const over = undoables.filter((one) => one.untilMs <= nowMs);
  return { open, send: over.filter((one) => one.kind === 'held') };
}

/** Takes the one with `id` out, or the newest; what is over by then is simply not found. */
export function takeBack(
  undoables: readonly Undoable[],
  id?: number,
): { taken: Undoable | null; left: readonly Undoable[] } {
  const taken = (id === undefined ? undoables.at(-1) : undoables.find((one) => one.id === id)) ?? null;
  return { taken, left: undoables.filter((one) => one !== taken) };
}
