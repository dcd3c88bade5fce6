import { clockTime } from '../parts/format.ts';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { BrandMark } from '../parts/brand-mark.tsx';
import { now, viewerZone } from '../parts/clock.ts';
import { initials } from '../parts/pin-letters.ts';
import { say as sayCommon } from '../parts/say.ts';
import { signOut } from '../parts/session.ts';
import { counts, drawerOpen, filter, helpOpen, inbox, me, query, timeZone, zoneId, zones } from './desk.ts';
import type { Filter } from './filters.ts';
import { useAskedFocus } from './focus.ts';
import { BellSign, SearchSign } from './marks.tsx';
import { say } from './say.ts';
import { refuse } from './sayings.ts';
import { live, watchZone } from './watch.ts';

function Zone() {
  return (
    <select
      class="zone"
      aria-label={say('zone')}
      value={zoneId.value ?? ''}
      onChange={(event) => watchZone(event.currentTarget.value)}
    >
      {zones.value.map((zone) => (
        <option key={zone.id} value={zone.id}>
          {zone.name}
        </option>
      ))}
    </select>
  );
}

function Search() {
  const field = useAskedFocus<HTMLInputElement>('search');
  return (
    <label class="search">
      <SearchSign />
      <span class="unseen">{say('search')}</span>
      <input
        ref={field}
        type="search"
        placeholder={say('searchHint')}
        value={query.value}
        onInput={(event) => (query.value = event.currentTarget.value)}
      />
      <kbd>/</kbd>
    </label>
  );
}

/** The connection as shape and word; the banner below tells more when it is broken. */
function LiveState() {
  const state = live.value?.connection.value.state ?? 'connecting';
  return (
    <span class="live" data-state={state}>
      <span class="live-mark" aria-hidden="true" />
      {say(`line_${state}`)}
    </span>
  );
}

function Count({ name }: { name: Filter | 'on_road' }) {
  const count = counts.value?.[name];
  const words = (
    <>
      <b class="figures">{count ?? '–'}</b> {say(`count_${name}`, { count: count ?? 0 })}
    </>
  );
  if (name === 'on_road') return <span class="count">{words}</span>;
  return (
    <button
      type="button"
      class="count"
      data-tone={name}
      data-some={!!count}
      onClick={() => (filter.value = name)}
    >
      <span class="count-mark" aria-hidden="true" />
      {words}
    </button>
  );
}

function Clock() {
  const zone = timeZone.value;
  const here = clockTime(now.value - 30_000, zone);
  const own = clockTime(now.value - 30_000, viewerZone);
  return (
    <time class="wall-clock" title={zone}>
      {here}
      {own !== here && <small> {sayCommon('yourTime', { time: own })}</small>}
    </time>
  );
}

export function TopBar() {
  const name = me.value?.name ?? '…';
  return (
    <header class="top">
      <h1 class="brand">
        <BrandMark px={22} />
        Waylight
      </h1>
      <Zone />
      <Search />
      <LiveState />
      <Clock />
      <div class="counts" role="group" aria-label={say('counts')}>
        <Count name="on_road" />
        <Count name="open" />
        <Count name="at_risk" />
        <Count name="late" />
      </div>
      <div class="top-end">
        <button
          type="button"
          class="button-plain drawer-button"
          aria-expanded={drawerOpen.value}
          onClick={() => (drawerOpen.value = !drawerOpen.value)}
        >
          <BellSign />
          {say('alertsCount', { count: inbox.value.waiting.length })}
        </button>
        <button
          type="button"
          class="button-plain help-button"
          aria-label={say('help')}
          onClick={() => (helpOpen.value = true)}
        >
          ?
        </button>
        <LanguageSwitch />
        <details class="me">
          <summary class="button-plain" title={name}>
            <span class="me-name">{name}</span>
            <span class="me-initials" aria-hidden="true">
              {initials(name)}
            </span>
          </summary>
          <div class="menu">
            <p>
              {me.value && say(`role_${me.value.role === 'administrator' ? 'administrator' : 'dispatcher'}`)}
            </p>
            <button type="button" class="button" onClick={() => void signOut().catch(refuse)}>
              {sayCommon('signOut')}
            </button>
          </div>
        </details>
      </div>
    </header>
  );
}
