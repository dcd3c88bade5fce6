import { describe, expect, it } from '@jest/globals';
import { consoleState } from '../../../../client/console/console-store.ts';
import { NOTES_AT_ONCE, noteOf, withNote } from '../../../../client/console/note-facts.ts';
import { delivery, zoneView } from './zone-fixture.ts';

const state = consoleState(zoneView({ deliveries: [delivery('d1', { state: 'enroute_to_dropoff' })] }));
const told = (next: ReturnType<typeof delivery>) => noteOf(state, { kind: 'delivery', delivery: next });

describe('facts told on the map', () => {
  it('are changes of state that somebody wants to know', () => {
    expect(told(delivery('d1', { state: 'delivered' }))).toMatchObject({
      key: 'noteDelivered',
      tone: 'good',
    });
    expect(told(delivery('d1', { state: 'attempt_failed' }))).toMatchObject({ tone: 'bad' });
  });

  it('are not told for a change that moved no state, an unknown delivery, or a place without coordinates', () => {
    expect(told(delivery('d1', { state: 'enroute_to_dropoff', version: 9 }))).toBeNull();
    expect(told(delivery('other', { state: 'delivered' }))).toBeNull();
    const nowhere = { ...delivery('d1').dropoff, at: null };
    expect(told(delivery('d1', { state: 'delivered', dropoff: nowhere }))).toBeNull();
  });

  it('are few at once, the newest kept', () => {
    const note = (id: number) => ({ ...told(delivery('d1', { state: 'delivered' }))!, id, untilMs: 0 });
    const notes = Array.from({ length: 9 }, (_, i) => note(i)).reduce(
      withNote,
      [] as ReturnType<typeof withNote>,
    );
    expect(notes.map(({ id }) => id)).toEqual([4, 5, 6, 7, 8].slice(-NOTES_AT_ONCE));
  });
});
