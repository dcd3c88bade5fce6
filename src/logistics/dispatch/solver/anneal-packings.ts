import { anneal, type Heat } from './anneal.ts';
import { repack } from './repack.ts';
import { compareNotes, returnToBest, type Search } from './search.ts';

/** Share of the time left for trying packings; the best of them gets the rest, with less heat. */
const FOR_PACKINGS = 0.65;
const WARM = 0.2;
/** Between the fewest and the most packings: as many as get ROUNDS iterations for each stop. */
const FEWEST = 7;
const MOST = 14;
const ROUNDS = 350;
/** With fewer than these a packing does not show what it is worth. */
const ENOUGH = 25;
/** Share of a packing's time without one of the vehicles, and the most that finding it may take: hard ones need it. */
const WITHOUT = 0.05;
const REPACK = 0.5;

/**
 * Annealing for a squeezed fleet. From one way to pack all into the fewest vehicles heat alone seldom finds to another: what
 * comes out depends more on the packing at the start than on the time spent on it (Solomon's R207: 9 % above the best known
 * after 3 s and after 10 s, from another packing 0 %). So several are tried briefly, and the best one gets the rest;
 * where time is too short for that, all of it goes into one.
 */
export function annealPackings(x: Search, heat: Heat): void {
  const from = x.stop(x.iterations);
  const share = Math.max(0, 1 - from) * FOR_PACKINGS;
  let each = share / MOST;
  for (let until = from + each, k = 0; until < from + share + each / 2; until += each, k++) {
    const before = x.iterations;
    if (k > 0) repack(x, each * WITHOUT, each * REPACK);
    // The next packing leads away from the best plan of all threads: that found better ones than each on its own.
    x.exchangeAt = until;
    anneal(x, heat, until);
    compareNotes(x, until);
    const rounds = (x.iterations - before) / x.s.m.tasks;
    if (rounds < ENOUGH && k === 0) return anneal(x, heat);
    each = Math.min(share / FEWEST, Math.max(share / MOST, (each * ROUNDS) / rounds));
  }
  returnToBest(x);
  anneal(x, { hot: heat.hot * WARM, cold: heat.cold });
}
