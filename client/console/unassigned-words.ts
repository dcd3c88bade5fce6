import type { DeliveryView } from '../../src/shared/views.ts';
import { words } from './explain-words.en.ts';
import { sayWhy } from './say-why.ts';

/** Why an order is on no route, in the page's language; a code we have no words for is shown in the server's. */
export function unassignedWords({ code, message }: NonNullable<DeliveryView['unassigned']>): string {
  const key = `code_${code}`;
  return key in words ? sayWhy(key as keyof typeof words) : message;
}
