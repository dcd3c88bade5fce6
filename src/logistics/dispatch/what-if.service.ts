import { Injectable } from '@nestjs/common';
import { DomainError } from '../../shared/errors.ts';
import { InOrder } from '../../shared/in-order.ts';
import type { WhatIfView } from '../../shared/what-if-views.ts';
import { FleetService, profileOf } from '../fleet/fleet.service.ts';
import { presentPlan } from './problem.rules.ts';
import type { Snapshot } from './snapshot.ts';
import type { Problem } from './solver/problem.ts';
import { solveInThread } from './solver-thread.ts';
import { TravelService } from './travel.service.ts';
import { compared, type Planned } from './what-if-figures.rules.ts';
import { changed, untold, type Changes } from './what-if.rules.ts';
import { ZoneSnapshots } from './zone-snapshots.service.ts';

/** Small zones are done with them long before the time is up, and then the answer is always the same. */
const ITERATIONS = 30_000;
const SEED = 7;
/** One at a time leaves the other processor to the couriers; more than a few waiting is a storm. */
const MOST_WAITING = 3;

interface Effort {
  /** Of each of the two plans. */
  seconds: number;
  /** Ends the search early. */
  signal: AbortSignal;
}

/** Solves a copy of a zone to show what another fleet or promise would do. Nothing is changed by it. */
@Injectable()
export class WhatIfService {
  readonly #inOrder = new InOrder<'what-if'>();
  #waiting = 0;

  constructor(
    private readonly fleet: FleetService,
    private readonly snapshots: ZoneSnapshots,
    private readonly travel: TravelService,
  ) {}

  /** The zone's best plan as it is, and with the changes. */
  async ask(zoneId: string, changes: Changes, effort: Effort): Promise<WhatIfView> {
    if (this.#waiting >= MOST_WAITING)
      throw new DomainError('overloaded', 'what_if_busy', 'Others are trying things out; ask again soon.', {
        retryAfterS: 10,
      });
    this.#waiting++;
    try {
      return await this.#inOrder.run('what-if', () => this.#compare(zoneId, changes, effort));
    } finally {
      this.#waiting--;
    }
  }

  async #compare(zoneId: string, changes: Changes, effort: Effort): Promise<WhatIfView> {
    const { ring } = await this.fleet.zone(zoneId);
    const [store] = await this.fleet.storesOf(zoneId);
    const snapshot = untold(await this.snapshots.take(zoneId));
    const storeAt = store?.place.at ?? snapshot.couriers[0]?.at ?? ring[0]!;
    const real = await this.travel.pose(snapshot);
    const before = await plan(snapshot, real.problem, effort);
    const other = changed(snapshot, changes, { storeAt, profileOf });
    const { problem } = await this.travel.pose(other, real.kept);
    return compared(before, await plan(other, problem, effort));
  }
}

async function plan(snapshot: Snapshot, problem: Problem, { seconds, signal }: Effort): Promise<Planned> {
  const requests = problem.requests.map((request) => ({ ...request, changeCost: 0 }));
  const solution = await solveInThread(
    { ...problem, requests },
    {
      seed: SEED,
      budget: { ms: seconds * 1000, iterations: ITERATIONS },
      start: presentPlan(snapshot),
      explain: 'none',
      signal,
    },
  );
  return { snapshot, solution };
}
