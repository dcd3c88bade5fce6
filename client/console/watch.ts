import { batch, signal } from '@preact/signals';
import { ApiProblem, get } from '../parts/api.ts';
import { serverNow } from '../parts/clock.ts';
import { Live } from '../parts/live-store.ts';
import { goToSignIn, homeOf, whoAmI } from '../parts/session.ts';
import type { News } from '../../src/shared/live.ts';
import type { PositionView, ZoneView } from '../../src/shared/views.ts';
import type { Problem } from '../../src/shared/problem.ts';
import { alertsOf, rings, withAlert } from './alert-inbox.ts';
import { applyNews, consoleState } from './console-store.ts';
import {
  alerts,
  alertsLoaded,
  finished,
  me,
  notes,
  selection,
  trouble,
  zoneId,
  zones,
  zoneState,
} from './desk.ts';
import { FleetMotion } from './fleet-motion.ts';
import { NOTE_MS, noteOf, withNote, type MapNote } from './note-facts.ts';
import { forgetPlans, hearPlan, loadPlans } from './plan-changes.ts';
import { ring } from './sound.ts';

/** Answer of GET /system. */
interface SystemView {
  name: string;
  version: string;
  zones: ZoneView[];
  demo: boolean;
}

const KEPT_ZONE = 'waylight.zone';

export const live = signal<Live | null>(null);
/** Moves with every feed; painters read it each frame, nothing is rendered for it. */
export const motion = new FleetMotion();
/** The newest positions by courier, for the lists: taken over twice a second at most. */
export const positions = signal<ReadonlyMap<string, PositionView>>(new Map());

let unwatch: (() => void) | null = null;
let noteId = 0;

const problemOf = (error: unknown): Problem => {
  if (error instanceof ApiProblem) return error.problem;
  throw error;
};

/** Signs in, or leaves for the sign-in page; then watches the first zone and the alerts. */
export async function begin(): Promise<void> {
  trouble.value = null;
  try {
    const who = await whoAmI();
    if (!who) return goToSignIn();
    if (homeOf(who) !== '/console') return location.assign(homeOf(who));
    me.value = who;
    zones.value = (await get<SystemView>('/system')).zones;
  } catch (error) {
    trouble.value = problemOf(error);
    return;
  }
  live.value ??= new Live();
  live.value.watch('alerts', {
    snapshot: ({ alerts: list }) => {
      batch(() => {
        alerts.value = alertsOf(list);
        alertsLoaded.value = true;
      });
    },
    news: (news) => news.kind === 'alert' && hearAlert(news),
    refused: (problem) => (trouble.value = problem),
  });
  const kept = sessionStorage.getItem(KEPT_ZONE);
  const first = zones.value.find((zone) => zone.id === kept) ?? zones.value[0];
  if (first) watchZone(first.id);
}

export function watchZone(id: string): void {
  unwatch?.();
  waiting = [];
  sessionStorage.setItem(KEPT_ZONE, id);
  batch(() => {
    zoneId.value = id;
    zoneState.value = null;
    finished.value = 'not_asked';
    selection.value = null;
    notes.value = [];
    positions.value = new Map();
    forgetPlans();
  });
  unwatch = live.value!.watch(`zone:${id}`, {
    snapshot: (view) => {
      waiting = [];
      batch(() => {
        finished.value = 'not_asked';
        zoneState.value = consoleState(view);
      });
      void loadPlans(id);
      motion.forget(new Set(view.couriers.map((courier) => courier.id)));
      for (const route of view.routes) motion.follow(route.courierId, route.line);
      hearPositions(view.couriers.flatMap((courier) => courier.position ?? []));
    },
    news: hearNews,
    positions: hearPositions,
    refused: (problem) => (trouble.value = problem),
  });
}

/** News waiting to be shown: a burst is one change of the page, and a big zone changes some times a second at most. */
let waiting: News[] = [];
const SMALL = 300;

function hearNews(news: News): void {
  if (news.kind === 'plan') return hearPlan(news.plan);
  if (news.kind === 'route') motion.follow(news.route.courierId, news.route.line);
  if (news.kind === 'courier' && news.courier.position) hearPositions([news.courier.position]);
  if (waiting.push(news) > 1) return;
  const small = (zoneState.peek()?.deliveries.size ?? 0) <= SMALL;
  setTimeout(takeNews, small ? 30 : 250);
}

function takeNews(): void {
  const all = waiting;
  waiting = [];
  let state = zoneState.peek();
  if (!state) return;
  const told: MapNote[] = [];
  for (const news of all) {
    const note = noteOf(state, news);
    if (note) told.push({ ...note, id: ++noteId, untilMs: serverNow() + NOTE_MS });
    state = applyNews(state, news);
  }
  batch(() => {
    zoneState.value = state;
    if (told.length > 0) notes.value = told.reduce(withNote, [...notes.peek()]);
  });
}

function hearAlert({ alert }: Extract<News, { kind: 'alert' }>): void {
  if (rings(alerts.peek(), alert)) ring();
  alerts.value = withAlert(alerts.peek(), alert);
}

const heard = new Map<string, PositionView>();
let telling = 0;

function hearPositions(list: readonly PositionView[]): void {
  const nowMs = performance.now();
  for (const position of list) {
    motion.push(position, nowMs);
    heard.set(position.courierId, position);
  }
  telling ||= window.setTimeout(() => {
    telling = 0;
    positions.value = new Map([...positions.peek(), ...heard]);
    heard.clear();
  }, 500);
}
