import { useEffect, useState } from 'preact/hooks';
import type { OrderView } from '../../src/shared/views.ts';
import { get } from '../parts/api.ts';
import { money } from '../parts/format.ts';
import { language } from '../parts/i18n.ts';
import { Failure, Skeleton } from '../parts/list-states.tsx';
import { tellShop } from './say.ts';

/** What was ordered and what it costs; asked for when somebody wants to see it. */
export function Contents({ orderId }: { orderId: string | null }) {
  const [order, setOrder] = useState<OrderView | null>(null);
  const [error, setError] = useState<unknown>(null);
  const ask = (signal?: AbortSignal): void => {
    setError(null);
    if (orderId)
      get<OrderView>(`/orders/${orderId}`, signal).then(setOrder, (failed: unknown) => {
        if (!signal?.aborted) setError(failed);
      });
  };
  useEffect(() => {
    const asking = new AbortController();
    ask(asking.signal);
    return () => asking.abort();
  }, [orderId]);
  if (!orderId) return <p class="soft">{tellShop('noContents')}</p>;
  if (error) return <Failure error={error} retry={() => ask()} />;
  if (!order) return <Skeleton rows={2} />;
  const price = (minor: number): string => money(minor, order.currency, language.value);
  return (
    <table class="contents">
      <tbody>
        {order.lines.map(({ sku, name, quantity, unitMinor }) => (
          <tr key={sku}>
            <td class="figures">{quantity}×</td>
            <td>{name}</td>
            <td class="figures">{price(quantity * unitMinor)}</td>
          </tr>
        ))}
        <tr class="contents-total">
          <td />
          <td>{tellShop('total')}</td>
          <td class="figures">{price(order.totalMinor)}</td>
        </tr>
      </tbody>
    </table>
  );
}
