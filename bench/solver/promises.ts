import type { Objective } from './best-known.ts';
import type { Summary } from './summary.ts';

/** What has to come out, in words and as a test. */
export interface Bar {
  says: string;
  holds: (summary: Summary) => boolean;
}

/** One row of the table of figures: which instances, with what effort, and how good they must come out. */
export interface Promised {
  name: string;
  set: string;
  objective: Objective;
  seconds: number;
  threads: number;
  instances: number;
  must?: Bar;
  aim?: Bar;
}

/** All plans whole; at most so many vehicles in all; a mean gap of at most so much where the vehicles are the best known. */
const inAll = (vehicles: number, gap?: number): Bar => ({
  says: `<= ${vehicles} vehicles in all${gap === undefined ? '' : `, gap <= ${gap} %`}`,
  holds: (it) => it.faulty === 0 && it.vehicles <= vehicles && within(it, gap),
});

/** The same, counted against the best known: instances with more vehicles. */
const behindOn = (instances: number, gap: number): Bar => ({
  says: `best known vehicles on all but ${instances}, gap <= ${gap} %`,
  holds: (it) => it.faulty === 0 && it.behind <= instances && within(it, gap),
});

const moreThanBest = (vehicles: number, gap: number): Bar => ({
  says: `at most ${vehicles} vehicles more than the best known in all, gap <= ${gap} %`,
  holds: (it) => it.faulty === 0 && it.vehicles - it.bestVehicles <= vehicles && within(it, gap),
});

const within = (it: Summary, gap: number | undefined) =>
  gap === undefined || (it.meanGapPct !== undefined && it.meanGapPct <= gap);

const fleet = { objective: 'fleet', threads: 2 } as const;
const alone = { objective: 'fleet', threads: 1 } as const;

export const PROMISES: readonly Promised[] = [
  { name: 'li-lim-100', set: 'li-lim/100', ...alone, seconds: 5, instances: 56, must: inAll(402, 0.01) },
  { name: 'li-lim-100-in-2s', set: 'li-lim/100', ...alone, seconds: 2, instances: 56, aim: inAll(402, 0.01) },
  {
    name: 'li-lim-200',
    set: 'li-lim/200',
    ...fleet,
    seconds: 30,
    instances: 30,
    must: behindOn(1, 1),
    aim: behindOn(0, 0.2),
  },
  {
    name: 'li-lim-400',
    set: 'li-lim/400',
    ...fleet,
    seconds: 60,
    instances: 30,
    must: moreThanBest(3, 2),
    aim: moreThanBest(0, 0.5),
  },
  {
    name: 'sartori-buriol',
    set: 'sartori-buriol/n100',
    ...fleet,
    seconds: 30,
    instances: 25,
    must: inAll(165),
    aim: inAll(164),
  },
  {
    name: 'solomon',
    set: 'solomon',
    ...fleet,
    seconds: 10,
    instances: 56,
    must: inAll(405, 0.1),
    aim: inAll(405, 0.02),
  },
  {
    name: 'gehring-homberger-200',
    set: 'gehring-homberger/200',
    ...fleet,
    seconds: 30,
    instances: 30,
    must: behindOn(2, 1),
    aim: behindOn(0, 0.3),
  },
];
