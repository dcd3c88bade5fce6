import type { FailReason } from '../shared/states.ts';
import type { CourierHomeView } from '../shared/page-views.ts';
import type { StopView } from '../shared/route-views.ts';
import type { OfferView } from '../shared/views.ts';
import type { Rng } from './rng.ts';

/** What a courier does next. */
export type Act =
  | { do: 'wait' }
  | { do: 'go_on_duty' }
  | { do: 'answer'; offer: OfferView; accept: boolean }
  | { do: 'depart' | 'drive' | 'arrive' | 'complete'; stop: StopView }
  | { do: 'fail'; stop: StopView; reason: FailReason };

/** What will happen with one offer or at one stop, drawn when it is first seen. Milliseconds. */
export interface Fate {
  /** Before the courier takes the phone out. */
  thinkMs: number;
  dwellMs: number;
  accepts: boolean;
  /** Whether the courier taps "arrived"; others leave that to the phone's position. */
  taps: boolean;
  fails: FailReason | null;
}

/** What the courier knows besides the screen. */
export interface Memory {
  /** Since when an offer or stop is before it, by id. */
  since: ReadonlyMap<string, number>;
  fates: ReadonlyMap<string, Fate>;
  /** Since when it stands at the next stop; null on the way. */
  reachedAt: number | null;
  /** How often the server would not take this stop as done. */
  refusals: number;
}

const GIVES_UP_AFTER = 3;
/** Even those who never tap do so when nothing happens. */
const TAPS_AT_LAST_MS = 40_000;
const LONGEST_WAIT_MS = 20 * 60_000;
/** Nobody sets out by himself this long before the plan has him there: the server says when. */
const SETS_OUT_MS = 10 * 60_000;

/** Draws a fate; `speed` shortens its times. */
export function drawFate(rng: Rng, kind: 'offer' | StopView['kind'], speed: number): Fate {
  const dwellS = kind === 'pickup' ? rng.from(40, 120) : rng.from(25, 100);
  return {
    thinkMs: rng.from(2_000, 9_000) / speed,
    dwellMs: (dwellS * 1000) / speed,
    accepts: !rng.chance(0.04),
    taps: rng.chance(0.7),
    fails: kind === 'dropoff' && rng.chance(0.03) ? rng.pick(['not_home', 'no_access', 'refused']) : null,
  };
}

/** The stop to go to now. */
export function nextStop(home: CourierHomeView): StopView | null {
  const isOpen = ({ state }: StopView) => state === 'pending' || state === 'enroute' || state === 'arrived';
  return home.route?.stops.find(isOpen) ?? null;
}

/** Decides by what the courier's screen shows. */
export function decide(home: CourierHomeView, memory: Memory, now: number): Act {
  if (home.courier.state === 'off_duty') return { do: 'go_on_duty' };
  for (const offer of home.offers) {
    const fate = memory.fates.get(offer.id)!;
    if (now - memory.since.get(offer.id)! >= fate.thinkMs)
      return { do: 'answer', offer, accept: fate.accepts };
  }
  const stop = nextStop(home);
  return stop ? atStop(stop, memory, memory.fates.get(stop.id)!, now) : { do: 'wait' };
}

function atStop(stop: StopView, memory: Memory, fate: Fate, now: number): Act {
  const may = (action: StopView['allowed'][number]) => stop.allowed.includes(action);
  if (stop.state === 'pending') {
    const thought = now - memory.since.get(stop.id)! >= fate.thinkMs;
    const isEarly = Date.parse(stop.plannedArrival) - now > SETS_OUT_MS;
    return thought && !isEarly && may('depart') ? { do: 'depart', stop } : { do: 'wait' };
  }
  if (memory.reachedAt === null) return { do: 'drive', stop };
  const stoodMs = now - memory.reachedAt;
  if (stop.state === 'enroute') {
    const taps = stoodMs >= (fate.taps ? fate.thinkMs : TAPS_AT_LAST_MS);
    return taps && may('arrive') ? { do: 'arrive', stop } : { do: 'wait' };
  }
  return stoodMs < fate.dwellMs || tooEarly(stop, now) ? { do: 'wait' } : handOver(stop, memory, fate);
}

function handOver(stop: StopView, memory: Memory, fate: Fate): Act {
  const reason = fate.fails ?? (memory.refusals >= GIVES_UP_AFTER ? 'other' : null);
  if (reason && stop.allowed.includes('fail')) return { do: 'fail', stop, reason };
  return stop.allowed.includes('complete') ? { do: 'complete', stop } : { do: 'wait' };
}

/** Nobody is handed a parcel before the time they asked for, unless that is far off. */
function tooEarly(stop: StopView, now: number): boolean {
  const from = stop.kind === 'dropoff' && stop.window?.from ? Date.parse(stop.window.from) : 0;
  return from > now && from - now < LONGEST_WAIT_MS;
}
