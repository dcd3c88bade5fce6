import type { DeliveryView } from '../../src/shared/views.ts';
import { send } from '../parts/api.ts';
import { tell } from '../parts/toasts.tsx';
import { refusal } from './cancel.ts';
import { tellShop } from './say.ts';

/** Copies a link for the customer; where the page may not copy, it shows it. */
export async function share({ id, number }: DeliveryView): Promise<void> {
  let link: string;
  try {
    const { url } = await send<{ url: string }>('POST', `/deliveries/${id}/share`, {});
    link = new URL(url, location.origin).href;
  } catch (error) {
    tell(refusal(error), { tone: 'bad' });
    return;
  }
  const copied = await navigator.clipboard?.writeText(link).then(
    () => true,
    () => false,
  );
  tell(copied ? tellShop('linkCopied', { number }) : link);
}
