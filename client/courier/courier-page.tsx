import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { MeView } from '../../src/shared/views.ts';
import { BrandMark } from '../parts/brand-mark.tsx';
import { clockTime } from '../parts/format.ts';
import { Failure, Skeleton } from '../parts/list-states.tsx';
import { goToSignIn, whoAmI } from '../parts/session.ts';
import { Toasts } from '../parts/toasts.tsx';
import { ActionBar } from './action-bar.tsx';
import { CourierHead } from './courier-head.tsx';
import { GpsCard } from './gps-card.tsx';
import { CourierHome } from './home-store.ts';
import { NextStop } from './next-stop.tsx';
import { OfferCard } from './offer-card.tsx';
import { PhoneStore } from './outbox-db.ts';
import { nextStop, type ProjectedHome } from './projected-home.ts';
import { RouteList } from './route-list.tsx';
import { ask } from './say.ts';
import { WaitingStrip } from './waiting-strip.tsx';

const KEPT_ME = 'waylight.me';

/** Who works here: as the server says, or in a dead zone whoever did last. */
async function whoWorks(): Promise<MeView | null> {
  try {
    const me = await whoAmI();
    if (me) localStorage.setItem(KEPT_ME, JSON.stringify(me));
    return me;
  } catch (error) {
    const kept = localStorage.getItem(KEPT_ME);
    if (kept) return JSON.parse(kept) as MeView;
    throw error;
  }
}

async function begin(): Promise<CourierHome | 'not_courier' | 'signed_out'> {
  const me = await whoWorks();
  if (!me) return 'signed_out';
  if (me.courierId === null) return 'not_courier';
  const home = new CourierHome(me, await PhoneStore.open(me.courierId));
  await home.start();
  return home;
}

/** The courier's page: one stop, one button. */
export function CourierPage() {
  const work = useSignal<CourierHome | 'not_courier' | 'loading'>('loading');
  const error = useSignal<unknown>(null);
  const start = (): void => {
    error.value = null;
    begin().then(
      (begun) => (begun === 'signed_out' ? goToSignIn() : (work.value = begun)),
      (failed: unknown) => (error.value = failed),
    );
  };
  useEffect(() => {
    document.title = `${ask('title')} · Waylight`;
    start();
  }, []);
  if (error.value !== null)
    return (
      <main class="courier-note">
        <Failure error={error.value} retry={start} />
      </main>
    );
  if (work.value === 'loading')
    return (
      <main class="courier-note">
        <Skeleton rows={5} />
      </main>
    );
  if (work.value === 'not_courier')
    return (
      <main class="courier-note">
        <p>{ask('notCourier')}</p>
        <a class="button" href="/console">
          {ask('toConsole')}
        </a>
      </main>
    );
  return <Working work={work.value} />;
}

function Working({ work }: { work: CourierHome }) {
  const home = work.home.value;
  const onDuty = home !== null && home.courier.state !== 'off_duty';
  useEffect(() => {
    if (onDuty) void work.gps.begin();
    else work.gps.end();
  }, [onDuty]);
  return (
    <>
      {home && <CourierHead work={work} home={home} />}
      <WaitingStrip work={work} />
      <main class="courier">
        {home ? (
          <Now work={work} home={home} />
        ) : work.error.value === null ? (
          <Skeleton rows={5} />
        ) : (
          <Failure error={work.error.value} retry={() => void work.load()} />
        )}
      </main>
      {home && <ActionBar work={work} home={home} />}
      <Toasts />
    </>
  );
}

function Now({ work, home }: { work: CourierHome; home: ProjectedHome }) {
  const { state } = home.courier;
  if (state === 'off_duty') return <OffDuty home={home} />;
  if (state === 'on_break') return <Calm title={ask('onBreak')} text={[ask('breakText')]} />;
  const stop = nextStop(home);
  return (
    <>
      <GpsCard gps={work.gps} />
      {home.offers[0] && <OfferCard offer={home.offers[0]} gps={work.gps} />}
      {stop ? (
        <NextStop stop={stop} home={home} work={work} />
      ) : (
        !home.offers[0] && <Calm title={ask('noStops')} text={[ask('noStopsText')]} />
      )}
      <RouteList home={home} />
    </>
  );
}

function OffDuty({ home: { courier, timeZone } }: { home: ProjectedHome }) {
  const { name, shift } = courier;
  const asked = shift && ask('askedText', { time: clockTime(shift.to, timeZone) });
  return (
    <Calm title={ask('goodDay', { name })} text={[asked, ask('offDutyText')]}>
      <BrandMark px={48} />
    </Calm>
  );
}

interface CalmProps {
  title: string;
  text: readonly (string | null)[];
  children?: ComponentChildren;
}

function Calm({ title, text, children }: CalmProps) {
  return (
    <section class="courier-calm">
      {children}
      <h1>{title}</h1>
      {text.map((line) => line && <p key={line}>{line}</p>)}
    </section>
  );
}
