import { anneal, type Heat } from './anneal.ts';
import { repack } from './repack.ts';
import { compareNotes, returnToBest, type Search } from './search.ts';

/** So many packings are annealed, in this share of the time that is left; the best of them in the rest, from less heat. */
const PACKINGS = 7;
const FOR_PACKINGS = 0.65;
const WARM = 0.2;
/** Share of a packing's time without one of the vehicles, and the most that finding it may take: hard ones need it. */
const WITHOUT = 0.05;
const REPACK = 0.5;
/** With fewer iterations for each stop a packing does not show what it is worth. */
const ENOUGH = 50;

/**
 * Annealing for a squeezed fleet. From one way to pack all into the fewest vehicles heat alone seldom finds to another: what
 * comes out depends more on the packing at the start than on the time spent on it (Solomon's R207: 9 % above the best known
 * after 3 s and after 10 s, from another packing 0 %). So several are tried briefly, and the best one gets the rest;
 * where time is too short for that, all of it goes into one.
 */
export function annealPackings(x: Search, heat: Heat): void {
  const from = x.stop(x.iterations);
  const each = (Math.max(0, 1 - from) * FOR_PACKINGS) / PACKINGS;
  for (let k = 0; k < PACKINGS; k++) {
    const until = from + each * (k + 1);
    const before = x.iterations;
    if (k > 0) repack(x, each * WITHOUT, each * REPACK);
    // The next packing leads away from the best plan of all threads: that found better ones than each on its own.
    x.exchangeAt = until;
    anneal(x, heat, until);
    compareNotes(x, until);
    if (x.iterations - before < ENOUGH * x.s.m.tasks) return anneal(x, heat);
  }
  returnToBest(x);
  anneal(x, { hot: heat.hot * WARM, cold: heat.cold });
}
