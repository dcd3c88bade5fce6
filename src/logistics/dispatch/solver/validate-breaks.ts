import { invalid } from '../../../shared/errors.ts';
import type { Vehicle } from './problem.ts';
import { checkWindows } from './validate-windows.ts';

/** Throws when the breaks of a vehicle contradict themselves. A window says when a break may start, so it may be shorter. */
export function checkBreaks({ breaks = [] }: Vehicle, field: string): void {
  const ids = new Set<string>();
  breaks.forEach((one, k) => {
    const at = `${field}.breaks.${k}`;
    if (ids.has(one.id)) throw invalid(`${at}.id`, `The id ${one.id} is used twice.`);
    ids.add(one.id);
    if (!(one.serviceS >= 0 && one.serviceS < Infinity))
      throw invalid(`${at}.serviceS`, 'A break lasts zero seconds or more.');
    checkWindows(one.windows, `${at}.windows`);
    one.maxLoad?.forEach((most, dim) => {
      if (!(most >= 0)) throw invalid(`${at}.maxLoad.${dim}`, 'A load cannot be negative.');
    });
  });
}
