import { performance } from 'node:perf_hooks';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Config } from '../../config.ts';
import { Logs } from '../../platform/logs/logs.ts';
import { ASLEEP_MS, AWAKE_MS, NUDGED_MS, nextPauseMs, type Sliced } from './pace.rules.ts';
import { isWorthIt, toCourierPlans } from './plan.rules.ts';
import { Planner } from './planner.service.ts';
import { Scenes, type FrozenScene } from './scenes.service.ts';
import { solveInThread } from './solver-thread.ts';
import type { Plan, Solution } from './solver/problem.ts';

const SLICE_MS = 200;
/** For a person who asked. */
const ASKED_MS = 1_200;
/** Positions move: what was seen is looked at anew after this. */
const SEEN_MS = 10_000;
/** A loop busier than this has better things to do, but not for ever. */
const BUSY = { share: 0.6, longestMs: 8_000 };

/** A search that goes on from slice to slice while nothing happens. */
interface Search {
  scene: FrozenScene;
  best: Plan;
  bestCost: Solution['cost'];
}

interface Watched {
  pauseMs: number;
  dueMs: number;
  search: Search | null;
}

/** Improves running plans in slices: at once when something happened, ever more seldom while nothing is found. */
@Injectable()
export class Improver implements BeforeApplicationShutdown {
  readonly #zones = new Map<string, Watched>();
  #timer: NodeJS.Timeout | undefined;
  #slicing: { zoneId: string; cancel: AbortController } | null = null;
  #stopped = false;
  #seed = 0;
  #load = performance.eventLoopUtilization();
  #searchedAtMs = -Infinity;

  constructor(
    private readonly planner: Planner,
    private readonly scenes: Scenes,
    private readonly config: Config,
    private readonly logs: Logs,
  ) {}

  /** Something happened in a zone: what was searched is stale, and there may be something to gain. */
  stir(zoneId: string): void {
    this.#watch(zoneId, AWAKE_MS);
    if (this.#slicing?.zoneId === zoneId) this.#slicing.cancel.abort();
  }

  /** The schedule moved: look anew, soon, but not faster than such news come. */
  nudge(zoneId: string): void {
    const watched = this.#zones.get(zoneId);
    if (!watched || watched.pauseMs > NUDGED_MS) this.#watch(zoneId, NUDGED_MS);
    else watched.search = null;
  }

  /** Looks in on a zone from time to time, also when nothing happens. */
  keep(zoneId: string): void {
    if (!this.#zones.has(zoneId)) this.#watch(zoneId, ASLEEP_MS);
  }

  /** Looks for a clearly better plan for a moment; the id of the published one, or null when the present one stands. */
  improve(zoneId: string): Promise<string | null> {
    return this.planner.inTurn(zoneId, async () => {
      const search = await this.#begin(zoneId);
      const found = search && (await this.#search(search, ASKED_MS));
      return found && this.#publish(search.scene, found);
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#slicing?.cancel.abort();
  }

  #watch(zoneId: string, pauseMs: number): void {
    if (!this.config.works || this.#stopped) return;
    this.#zones.set(zoneId, { pauseMs, dueMs: performance.now() + pauseMs, search: null });
    this.#plan();
  }

  /** Sets the clock to the zone that is due first; one slice runs at a time. */
  #plan(): void {
    clearTimeout(this.#timer);
    if (this.#stopped || this.#slicing || this.#zones.size === 0) return;
    const [zoneId, { dueMs }] = [...this.#zones].reduce((a, b) => (b[1].dueMs < a[1].dueMs ? b : a));
    this.#timer = setTimeout(() => void this.#run(zoneId), Math.max(0, dueMs - performance.now()));
    this.#timer.unref();
  }

  async #run(zoneId: string): Promise<void> {
    const watched = this.#zones.get(zoneId)!;
    const cancel = new AbortController();
    this.#slicing = { zoneId, cancel };
    let sliced: Sliced | null = 'nothing';
    try {
      sliced = await this.planner.inTurn(zoneId, () => this.#slice(zoneId, watched, cancel.signal));
    } catch (error) {
      this.logs.error('dispatch', `Improving zone ${zoneId} failed`, error);
    }
    this.#slicing = null;
    watched.pauseMs = nextPauseMs(watched.pauseMs, sliced ?? 'nothing');
    watched.dueMs = performance.now() + watched.pauseMs;
    this.#plan();
  }

  async #slice(zoneId: string, watched: Watched, signal: AbortSignal): Promise<Sliced> {
    if (this.#isBusy()) return 'busy';
    this.#searchedAtMs = performance.now();
    const seenMs = watched.search?.scene.snapshot.nowMs ?? -Infinity;
    if (Date.now() - seenMs > SEEN_MS) watched.search = await this.#begin(zoneId);
    const { search } = watched;
    if (!search || signal.aborted) return 'nothing';
    const found = await this.#search(search, SLICE_MS, signal);
    if (signal.aborted) return 'nothing';
    if (isWorthIt(search.scene.running, found)) {
      watched.search = null;
      return (await this.#publish(search.scene, found)) ? 'published' : 'nothing';
    }
    const isCloser = found.cost.total < search.bestCost.total - 1;
    if (isCloser) watched.search = { ...search, best: found, bestCost: found.cost };
    return isCloser ? 'closer' : 'nothing';
  }

  async #begin(zoneId: string): Promise<Search | null> {
    const scene = await this.scenes.frozen(zoneId);
    const { deliveries, couriers } = scene.snapshot;
    if (deliveries.length === 0 || couriers.length === 0) return null;
    return { scene, best: scene.running.plan, bestCost: scene.running.cost };
  }

  #search({ scene, best }: Search, ms: number, signal?: AbortSignal): Promise<Solution> {
    return solveInThread(scene.problem, {
      seed: ++this.#seed,
      budget: { ms },
      start: best,
      explain: 'codes',
      ...(signal ? { signal } : {}),
    });
  }

  async #publish(scene: FrozenScene, found: Solution): Promise<string | null> {
    if (!isWorthIt(scene.running, found)) return null;
    const plans = toCourierPlans(scene.snapshot, found).filter((plan) => plan.changed);
    return this.planner.publish(scene, found, plans, 'improve');
  }

  /** Whether the event loop was busy since the last question, and the last slice is not too long ago. */
  #isBusy(): boolean {
    const { utilization } = performance.eventLoopUtilization(this.#load);
    this.#load = performance.eventLoopUtilization();
    const isRecent = performance.now() - this.#searchedAtMs < BUSY.longestMs;
    return isRecent && utilization > BUSY.share;
  }
}
