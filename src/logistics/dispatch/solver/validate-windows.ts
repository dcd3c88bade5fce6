import { invalid } from '../../../shared/errors.ts';
import type { Window } from './problem.ts';

/** Throws DomainError `invalid_input` naming the first window that ends before it starts or begins inside the one before it. */
export function checkWindows(windows: readonly Window[] | undefined, field: string): void {
  let last = -Infinity;
  windows?.forEach(([from, to], k) => {
    if (!(from <= to && from > last)) throw invalid(`${field}.${k}`, 'Windows must be ordered and disjoint.');
    last = to;
  });
}
