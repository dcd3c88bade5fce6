import { signal } from '@preact/signals';
import type { DeliveryView } from '../../src/shared/views.ts';
import { ApiProblem, send, type Sending } from '../parts/api.ts';
import { say } from '../parts/say.ts';
import { tell } from '../parts/toasts.tsx';
import { tellShop } from './say.ts';

const UNDO_MS = 10_000;

interface Leaving {
  now: (how?: Sending) => void;
  takeBack: () => void;
}

/** What is about to be cancelled, by delivery: it has no way back, so it waits for as long as it can be taken back. */
export const leaving = signal<ReadonlyMap<string, Leaving>>(new Map());

export function cancelLater(delivery: DeliveryView, done: () => void): void {
  const { id, number } = delivery;
  const end = (): void => {
    clearTimeout(timer);
    closeToast();
    leaving.value = new Map([...leaving.value].filter(([key]) => key !== id));
  };
  const now = (how: Sending = {}): void => {
    end();
    void cancel(delivery, how).then(done);
  };
  const timer = setTimeout(() => now(), UNDO_MS);
  const closeToast = tell(tellShop('cancelling', { number }), { undo: end });
  leaving.value = new Map(leaving.value).set(id, { now, takeBack: end });
}

async function cancel({ id, orderId, number }: DeliveryView, how: Sending): Promise<void> {
  const path = orderId ? `/orders/${orderId}/cancel` : `/deliveries/${id}/cancel`;
  try {
    await send('POST', path, {}, how);
    tell(tellShop('cancelled', { number }));
  } catch (error) {
    tell(refusal(error), { tone: 'bad' });
  }
}

/** Why something was refused; throws what is no answer of the server. */
export function refusal(error: unknown): string {
  if (!(error instanceof ApiProblem)) throw error;
  return error.code === 'unreachable' ? say('unreachable') : error.message;
}

addEventListener('pagehide', () => leaving.value.forEach(({ now }) => now({ keepalive: true })));
