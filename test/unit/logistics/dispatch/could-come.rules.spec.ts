import { describe, expect, it } from '@jest/globals';
import { couldCome } from '../../../../src/logistics/dispatch/could-come.rules.ts';
import type { FleetCourier } from '../../../../src/logistics/fleet/fleet.service.ts';

const courier = (id: string, more: Partial<FleetCourier> = {}): FleetCourier => ({
  id,
  name: id,
  phone: null,
  zoneId: 'z',
  state: 'off_duty',
  skills: [],
  autoAccept: false,
  vehicle: { id: 'v', kind: 'bike', name: 'Bike', capacity: [4, 20_000], profile: 'bike' },
  shift: null,
  ...more,
});
const vehicle = (kind: 'car' | 'bike', capacity: number[]) => ({
  vehicle: { id: 'v', kind, name: kind, capacity, profile: kind },
});
const order = { demand: [2, 5_000], skills: [], refusedBy: [] };
const ids = (couriers: readonly FleetCourier[]) => couriers.map(({ id }) => id);

describe('who could come for an order', () => {
  it('can do all that it needs', () => {
    const couriers = [courier('plain'), courier('cold', { skills: ['fridge', 'wine'] })];
    expect(ids(couldCome(couriers, { ...order, skills: ['fridge'] }, 'bike'))).toEqual(['cold']);
  });

  it('has room for it in every measure', () => {
    const couriers = [
      courier('few', vehicle('bike', [1, 20_000])),
      courier('weak', vehicle('bike', [4, 4_999])),
      courier('just', vehicle('bike', [2, 5_000])),
      courier('unweighed', vehicle('bike', [2])),
    ];
    expect(ids(couldCome(couriers, order, 'bike'))).toEqual(['just', 'unweighed']);
  });

  it('has not turned it down', () => {
    const couriers = [courier('a'), courier('b')];
    expect(ids(couldCome(couriers, { ...order, refusedBy: ['a'] }, 'bike'))).toEqual(['b']);
  });

  it('rides what was thought of, if anybody able does', () => {
    const couriers = [courier('bike'), courier('car', vehicle('car', [20, 90_000]))];
    expect(ids(couldCome(couriers, order, 'car'))).toEqual(['car']);
    expect(ids(couldCome(couriers, order, 'van'))).toEqual(['bike', 'car']);
    expect(ids(couldCome(couriers, { ...order, demand: [10, 0] }, 'bike'))).toEqual(['car']);
  });

  it('comes first when a shift of his has begun without him', () => {
    const shift = { id: 's', from: new Date(0), to: new Date(1) };
    const couriers = [courier('a'), courier('due', { shift }), courier('b')];
    expect(ids(couldCome(couriers, order, 'bike'))).toEqual(['due', 'a', 'b']);
  });
});
