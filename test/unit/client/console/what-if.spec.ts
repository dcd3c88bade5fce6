import { describe, expect, it } from '@jest/globals';
import { asItIs, toInput, untilHours, usualUntil } from '../../../../client/console/what-if-form.ts';
import { figureRows, mostChanged, verdictOf } from '../../../../client/console/what-if-rows.ts';
import type { WhatIfFigures } from '../../../../src/shared/what-if-views.ts';

const AT = Date.parse('2026-11-22T14:40:00Z');

const figures = (more: Partial<WhatIfFigures> = {}): WhatIfFigures => ({
  couriers: 4,
  served: 20,
  unserved: 0,
  late: 2,
  lateMinutes: 9,
  toDoorMean: 28,
  toDoorP90: 41,
  courierHours: 3.5,
  km: 40,
  utilisation: 0.5,
  ...more,
});

describe('what to try', () => {
  it('is nothing as long as nothing differs, else only what does', () => {
    const form = asItIs(AT, 'Europe/Stockholm');
    expect(toInput(form)).toBeNull();
    expect(toInput({ ...form, couriers: -2 })).toEqual({ couriersFewer: 2 });
    expect(toInput({ ...form, promiseMinutes: 30, everybody: 'car' })).toEqual({
      promiseMinutes: 30,
      vehicle: 'car',
    });
    const until = new Date(form.untilMs).toISOString();
    expect(toInput({ ...form, couriers: 1 })).toEqual({ couriersMore: { vehicle: 'bike', count: 1, until } });
  });

  it('lets shifts end on full hours, at eight in the evening of the zone while that lies ahead', () => {
    expect(untilHours(AT)[0]).toBe(Date.parse('2026-11-22T16:00:00Z'));
    expect(usualUntil(AT, 'Europe/Stockholm')).toBe(Date.parse('2026-11-22T19:00:00Z'));
    expect(usualUntil(Date.parse('2026-11-22T20:10:00Z'), 'Europe/Stockholm')).toBe(
      Date.parse('2026-11-23T00:00:00Z'),
    );
  });
});

describe('the comparison', () => {
  it('says what is better and what is worse, with bars against the longer', () => {
    const rows = figureRows(figures(), figures({ late: 4, km: 30, couriers: 5, toDoorMean: null }));
    const of = (key: string) => rows.find((row) => row.key === key);
    expect(of('late')).toMatchObject({ change: 2, tone: 'bad', bars: [0.5, 1] });
    expect(of('km')).toMatchObject({ change: -10, tone: 'good', bars: [1, 0.75] });
    expect(of('couriers')).toMatchObject({ change: 1, tone: 'plain' });
    expect(of('toDoorMean')).toMatchObject({ change: null, tone: 'plain' });
    expect(of('unserved')).toMatchObject({ change: 0, tone: 'plain', bars: [0, 0] });
  });

  it('does not praise a plan for what it leaves out', () => {
    const rows = figureRows(figures(), figures({ served: 10, unserved: 10, km: 15, late: 5 }));
    const toneOf = (key: string) => rows.find((row) => row.key === key)!.tone;
    expect([toneOf('unserved'), toneOf('km'), toneOf('late')]).toEqual(['bad', 'plain', 'bad']);
  });

  it.each([
    ['unserved', { unserved: 2, late: 0 }],
    ['later', { late: 3 }],
    ['sooner', { late: 1, toDoorMean: 40 }],
    ['faster', { toDoorMean: 20 }],
    ['same', { km: 41 }],
  ] as [string, Partial<WhatIfFigures>][])('has one sentence: %s', (key, after) => {
    expect(verdictOf(figures(), figures(after)).key).toBe(key);
  });

  it('says that all are served on time only while nobody is late or left out', () => {
    const onTime = figures({ late: 0 });
    expect(verdictOf(onTime, { ...onTime, toDoorMean: 35 })).toMatchObject({
      key: 'slower',
      params: { minutes: 7 },
    });
    expect(verdictOf(figures(), figures({ toDoorMean: 35 }))).toEqual({
      key: 'waiting',
      tone: 'bad',
      params: { minutes: 7 },
    });
    const oneLeft = figures({ late: 0, unserved: 1 });
    expect(verdictOf(oneLeft, { ...oneLeft, toDoorMean: 35 }).key).toBe('waiting');
  });
});

describe('who works when', () => {
  const span = (minutes: number) =>
    minutes > 0
      ? { from: new Date(AT).toISOString(), to: new Date(AT + minutes * 60_000).toISOString(), stops: 2 }
      : null;
  const works = (name: string | null, was: number, is: number) => ({
    name,
    before: span(was),
    after: span(is),
  });

  it('shows those whose work changes most where not all can be shown', () => {
    const all = [works('Anna', 50, 50), works('Bo', 50, 40), works(null, 0, 45)];
    const names = (most: number) => mostChanged(all, most).map(({ name }) => name);
    expect(names(3)).toEqual(['Anna', 'Bo', null]);
    expect(names(2)).toEqual([null, 'Bo']);
  });
});
