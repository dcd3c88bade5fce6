import type { LonLat } from '../../src/shared/geo.ts';
import type { News } from '../../src/shared/live.ts';
import type { DeliveryState } from '../../src/shared/states.ts';
import type { ConsoleState } from './console-store.ts';

/** A fact told near its place for some seconds. */
export interface MapNote {
  id: number;
  at: LonLat;
  tone: 'plain' | 'good' | 'bad';
  key: NoteKey;
  params: Record<string, string>;
  untilMs: number;
}

export type NoteKey = 'noteAssigned' | 'notePickedUp' | 'noteDelivered' | 'noteFailed' | 'noteCancelled';

export const NOTE_MS = 5_000;
/** More at once would cover the map; the oldest goes first. */
export const NOTES_AT_ONCE = 5;

const TOLD: Partial<Record<DeliveryState, { key: NoteKey; tone: MapNote['tone'] }>> = {
  assigned: { key: 'noteAssigned', tone: 'plain' },
  picked_up: { key: 'notePickedUp', tone: 'plain' },
  delivered: { key: 'noteDelivered', tone: 'good' },
  attempt_failed: { key: 'noteFailed', tone: 'bad' },
  cancelled: { key: 'noteCancelled', tone: 'plain' },
};

/** What a piece of news says on the map, or null when it changes no state worth telling. */
export function noteOf(before: ConsoleState, news: News): Omit<MapNote, 'id' | 'untilMs'> | null {
  if (news.kind !== 'delivery') return null;
  const { delivery } = news;
  const known = before.deliveries.get(delivery.id);
  const told = TOLD[delivery.state];
  if (!known || known.state === delivery.state || !told) return null;
  const at = (delivery.state === 'picked_up' ? delivery.pickup : delivery.dropoff).at;
  if (!at) return null;
  return { ...told, at, params: { number: delivery.number, courier: delivery.courier?.name ?? '' } };
}

export function withNote(notes: readonly MapNote[], note: MapNote): MapNote[] {
  return [...notes, note].slice(-NOTES_AT_ONCE);
}
