import type { WhatIfFigures, WhatIfView } from '../../src/shared/what-if-views.ts';

export type FigureKey = Exclude<keyof WhatIfFigures, 'served'>;

/** A figure before and after. */
export interface FigureRow {
  key: FigureKey;
  before: number | null;
  after: number | null;
  /** Null when one of them is not known. */
  change: number | null;
  tone: 'good' | 'bad' | 'plain';
  /** Lengths of the bars, 0..1 of the longer. */
  bars: readonly [before: number, after: number];
}

/** Less of it is better, but for those that say nothing by themselves. */
const ROWS: readonly [FigureKey, 'less' | 'neither'][] = [
  ['unserved', 'less'],
  ['late', 'less'],
  ['lateMinutes', 'less'],
  ['toDoorMean', 'less'],
  ['toDoorP90', 'less'],
  ['couriers', 'neither'],
  ['courierHours', 'less'],
  ['km', 'less'],
  ['utilisation', 'neither'],
];

/** A plan that serves fewer is not better for the minutes that it saves with them. */
export function figureRows(before: WhatIfFigures, after: WhatIfFigures): FigureRow[] {
  const leavesOut = after.served < before.served;
  return ROWS.map(([key, better]) => {
    const [was, is] = [before[key], after[key]];
    const change = was === null || is === null ? null : Math.round((is - was) * 100) / 100;
    const most = Math.max(was ?? 0, is ?? 0);
    const bars = most > 0 ? ([(was ?? 0) / most, (is ?? 0) / most] as const) : ([0, 0] as const);
    return { key, before: was, after: is, change, tone: toneOf(change), bars };

    function toneOf(by: number | null): FigureRow['tone'] {
      if (!by || better === 'neither' || (by < 0 && leavesOut)) return 'plain';
      return by > 0 ? 'bad' : 'good';
    }
  });
}

export interface Verdict {
  key: 'unserved' | 'served' | 'later' | 'sooner' | 'slower' | 'faster' | 'waiting' | 'same';
  tone: 'good' | 'bad' | 'plain';
  params: { count?: number; minutes?: number };
}

/** The difference in one sentence: who is served comes first, then who is late, then how long all wait. */
export function verdictOf(before: WhatIfFigures, after: WhatIfFigures): Verdict {
  const unserved = after.unserved - before.unserved;
  if (unserved > 0) return { key: 'unserved', tone: 'bad', params: { count: unserved } };
  if (unserved < 0) return { key: 'served', tone: 'good', params: { count: -unserved } };
  const late = after.late - before.late;
  if (late > 0) return { key: 'later', tone: 'bad', params: { count: late } };
  if (late < 0) return { key: 'sooner', tone: 'good', params: { count: -late } };
  const minutes = Math.round((after.toDoorMean ?? 0) - (before.toDoorMean ?? 0));
  if (minutes < 0) return { key: 'faster', tone: 'good', params: { minutes: -minutes } };
  if (minutes > 0) {
    const allInTime = after.unserved + after.late === 0;
    return { key: allInTime ? 'slower' : 'waiting', tone: allInTime ? 'plain' : 'bad', params: { minutes } };
  }
  return { key: 'same', tone: 'plain', params: {} };
}

type Work = WhatIfView['couriers'][number];

/** Those whose work changes most, where there are more than can be shown; else all, in the server's order. */
export function mostChanged(couriers: readonly Work[], most: number): readonly Work[] {
  if (couriers.length <= most) return couriers;
  const apartMs = (a: string, b: string) => Math.abs(Date.parse(a) - Date.parse(b));
  const changeMs = ({ before, after }: Work) => {
    const only = before ?? after;
    if (before && after) return apartMs(before.from, after.from) + apartMs(before.to, after.to);
    return only ? apartMs(only.from, only.to) : 0;
  };
  return couriers.toSorted((a, b) => changeMs(b) - changeMs(a)).slice(0, most);
}
