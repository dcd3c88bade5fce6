import { describe, expect, it } from '@jest/globals';
import { consoleState } from '../../../../client/console/console-store.ts';
import { decideDrop } from '../../../../client/console/drop.ts';
import { fitOf } from '../../../../client/console/feasibility.ts';
import { at, courier, delivery, route, stop, zoneView } from './zone-fixture.ts';

const stops = [
  stop('d1', 'pickup', 5),
  stop('d2', 'pickup', 8),
  stop('d1', 'dropoff', 20),
  stop('d2', 'dropoff', 30),
];
const state = consoleState(
  zoneView({
    couriers: [courier('anna'), courier('bo')],
    deliveries: [delivery('d1'), delivery('d2'), delivery('gone', { allowed: [] })],
    routes: [route('anna', stops)],
  }),
);
const toBo = {
  courierId: 'bo',
  courierName: 'Bo',
  addedMinutes: 6,
  lateMinutes: 0,
  pickupIndex: 0,
  dropoffIndex: 1,
  dropoffEta: at(40),
};
const carry = (courierId: string, slot = 0, stopId: string | null = 'd1-dropoff') => ({
  deliveryId: 'd1',
  stopId,
  over: { courierId, slot },
});

describe('dropping on the plan', () => {
  it('hands the delivery to another courier at the place its words are about', () => {
    expect(decideDrop(state, carry('bo'), [toBo])).toEqual({
      kind: 'assign',
      courierId: 'bo',
      insertion: toBo,
      fit: fitOf(delivery('d1'), toBo),
    });
  });

  it('waits for the answer before it says anything about fitting', () => {
    expect(decideDrop(state, carry('bo'), null)).toEqual({ kind: 'checking', courierId: 'bo' });
  });

  it('lets the server look when it named no place at that courier', () => {
    expect(decideDrop(state, carry('bo'), [])).toEqual({
      kind: 'assign',
      courierId: 'bo',
      insertion: null,
      fit: null,
    });
  });

  it('changes the order on the own row and names the stop before', () => {
    expect(decideDrop(state, carry('anna', 4), null)).toMatchObject({
      kind: 'reorder',
      stopIds: ['d1-pickup', 'd2-pickup', 'd2-dropoff', 'd1-dropoff'],
      afterNumber: 'd2',
    });
  });

  it('gives the reason for what it refuses', () => {
    expect(decideDrop(state, carry('anna', 0), null)).toEqual({
      kind: 'refused',
      reason: 'pickup_after_dropoff',
    });
    expect(decideDrop(state, { ...carry('bo'), deliveryId: 'gone' }, [])).toEqual({
      kind: 'refused',
      reason: 'not_allowed',
    });
  });

  it('does nothing outside the rows, or when the list’s order lands on its own courier', () => {
    expect(decideDrop(state, { ...carry('bo'), over: null }, [])).toEqual({ kind: 'nothing' });
    expect(decideDrop(state, carry('anna', 0, null), [])).toEqual({ kind: 'nothing' });
  });
});

describe('how well a place fits', () => {
  const promised = { number: '1042', window: { from: null, to: at(60) } };
  it.each([
    [40, 0, 'good', 'fitGood'],
    [40, 6, 'warn', 'fitOthersLate'],
    [63, 0, 'bad', 'fitSelfLate'],
    [63, 6, 'bad', 'fitBothLate'],
  ])('there after %d min with others %d min late is %s', (minutes, lateMinutes, tone, key) => {
    const fit = fitOf(promised, { courierName: 'Bo', lateMinutes, dropoffEta: at(minutes) });
    expect(fit).toMatchObject({
      tone,
      key,
      params: { self: Math.max(0, minutes - 60), others: lateMinutes },
    });
  });
  it('says so when nothing fits', () => {
    expect(fitOf(promised, null)).toMatchObject({ tone: 'bad', key: 'fitNone' });
  });
});
