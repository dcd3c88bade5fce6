import { effect } from '@preact/signals';
import { ApiProblem, type Sending } from '../parts/api.ts';
import { now, serverNow } from '../parts/clock.ts';
import { say as sayCommon } from '../parts/say.ts';
import { tell } from '../parts/toasts.tsx';
import { refusalWords } from './refusal-words.ts';
import { say } from './say.ts';
import { due, takeBack, UNDO_MS, type Undoable, type What } from './undo.ts';

type Offer =
  | { kind: 'done'; what: What; inverse: () => Promise<unknown> }
  | Pick<Extract<Undoable, { kind: 'held' }>, 'kind' | 'what' | 'send' | 'takenBack'>;

/** What can still be taken back, newest last. */
let undoables: readonly Undoable[] = [];
const dismissals = new Map<number, () => void>();
let lastId = 0;

/** Tells what was done (or is about to be) and lets it be taken back for 10 s, by the button or by `u`. */
export function offerUndo(offer: Offer): void {
  const id = ++lastId;
  undoables = [...undoables, { ...offer, id, untilMs: serverNow() + UNDO_MS }];
  dismissals.set(id, tell(say(offer.what.key, offer.what.params), { undo: () => void undo(id) }));
}

/** Takes back the action with this id, or the newest. */
export async function undo(id?: number): Promise<void> {
  const { taken, left } = takeBack(undoables, id);
  undoables = left;
  if (!taken) return;
  dismissals.get(taken.id)?.();
  dismissals.delete(taken.id);
  if (taken.kind === 'held') return taken.takenBack?.();
  try {
    await taken.inverse();
  } catch (error) {
    refuse(error);
    if (error instanceof ApiProblem && error.passing) offerUndo(taken);
  }
}

/** Shows why a command was refused and gives the sentence; throws what is not an answer of the server. */
export function refuse(error: unknown): string {
  if (!(error instanceof ApiProblem)) throw error;
  const { problem } = error;
  const why = problem.status === 0 ? sayCommon('unreachable') : refusalWords(problem);
  const id = problem.requestId ? ` · ${sayCommon('requestId', { id: problem.requestId })}` : '';
  tell(why + id, { tone: 'bad' });
  return why;
}

function sendDue(nowMs: number, how: Sending = {}): void {
  const { open, send } = due(undoables, nowMs);
  undoables = open;
  for (const one of send) void one.send(how);
}

effect(() => sendDue(now.value));
addEventListener('pagehide', () => sendDue(Infinity, { keepalive: true }));
