import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { MeView } from '../../src/shared/views.ts';
import { ConnectionBanner } from '../parts/banner.tsx';
import { BrandMark } from '../parts/brand-mark.tsx';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { Empty, Failure, Skeleton } from '../parts/list-states.tsx';
import { say } from '../parts/say.ts';
import { goToSignIn, signOut, whoAmI } from '../parts/session.ts';
import { tell, Toasts } from '../parts/toasts.tsx';
import { refusal } from './cancel.ts';
import { DeliveryCard } from './delivery-card.tsx';
import { ShopList, type Which } from './shop-list.ts';
import { tellShop } from './say.ts';
import { inTurn } from './tone.ts';

/** The store's page: its own orders, and how each goes. */
export function ShopPage() {
  const me = useSignal<MeView | null>(null);
  const error = useSignal<unknown>(null);
  const begin = (): void => {
    error.value = null;
    whoAmI().then(
      (who) => (who ? (me.value = who) : goToSignIn()),
      (failed: unknown) => (error.value = failed),
    );
  };
  useEffect(begin, []);
  if (error.value !== null)
    return (
      <main class="shop">
        <Failure error={error.value} retry={begin} />
      </main>
    );
  if (!me.value)
    return (
      <main class="shop">
        <Skeleton rows={5} />
      </main>
    );
  return me.value.role === 'courier' ? <NotHere /> : <Shop me={me.value} />;
}

function NotHere() {
  return (
    <main class="shop">
      <p>{tellShop('notStore')}</p>
      <a class="button" href="/courier">
        {tellShop('toCourier')}
      </a>
    </main>
  );
}

function Shop({ me }: { me: MeView }) {
  const list = useMemo(() => new ShopList(), []);
  useEffect(() => {
    document.title = `${tellShop('title')} · ${me.name} · Waylight`;
    return list.begin();
  }, []);
  const leave = (): void => void signOut().catch((error: unknown) => tell(refusal(error), { tone: 'bad' }));
  return (
    <>
      <header class="shop-head">
        <h1>
          <BrandMark px={24} />
          {me.name}
        </h1>
        <div>
          <LanguageSwitch />
          <button type="button" class="button-plain" onClick={leave}>
            {say('signOut')}
          </button>
        </div>
      </header>
      <ConnectionBanner connection={list.connection} />
      <main class="shop">
        <Asking list={list} />
        <Found list={list} />
      </main>
      <Toasts />
    </>
  );
}

const WHICH: readonly Which[] = ['open', 'all'];

function Asking({ list }: { list: ShopList }) {
  return (
    <div class="shop-asking">
      <div class="shop-tabs" role="group" aria-label={tellShop('which')}>
        {WHICH.map((which) => (
          <button
            key={which}
            type="button"
            class="button"
            aria-pressed={list.which.value === which}
            onClick={() => list.show(which)}
          >
            {tellShop(which)}
          </button>
        ))}
      </div>
      <label class="field shop-search">
        <span class="unseen">{tellShop('search')}</span>
        <input
          type="search"
          placeholder={tellShop('searchHint')}
          value={list.query.value}
          onInput={(event) => list.search(event.currentTarget.value)}
        />
      </label>
    </div>
  );
}

function Found({ list }: { list: ShopList }) {
  const page = list.page.value;
  if (!page && list.error.value !== null)
    return <Failure error={list.error.value} retry={() => void list.ask()} />;
  if (!page) return <Skeleton rows={6} />;
  const { items, nextCursor } = page;
  if (items.length === 0) return <Nothing list={list} />;
  const count = items.length;
  return (
    <>
      <p class="soft figures" role="status">
        {tellShop(nextCursor ? 'foundMore' : 'found', { count })}
      </p>
      <div class="shop-list">
        {inTurn(items, list.which.value === 'open').map((delivery) => (
          <DeliveryCard key={delivery.id} delivery={delivery} changed={() => void list.ask()} />
        ))}
      </div>
      {list.mayShowMore && (
        <button type="button" class="button" onClick={() => list.more()}>
          {tellShop('showMore')}
        </button>
      )}
    </>
  );
}

function Nothing({ list }: { list: ShopList }) {
  const query = list.query.value.trim();
  if (query)
    return (
      <Empty title={tellShop('noneFound', { query })}>
        <button type="button" class="button" onClick={() => list.search('')}>
          {tellShop('clear')}
        </button>
      </Empty>
    );
  const isOpenOnly = list.which.value === 'open';
  return (
    <Empty title={tellShop(isOpenOnly ? 'noneOpen' : 'noneAll')}>
      <p>{tellShop('noneOpenText')}</p>
    </Empty>
  );
}
