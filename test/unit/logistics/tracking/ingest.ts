import { advance } from '../../../../src/logistics/tracking/pipeline.ts';
import { compareOrder, orderOf, type Fix } from '../../../../src/logistics/tracking/stages/fix.ts';
import type { Fact } from '../../../../src/logistics/tracking/stages/fact.ts';
import type { Verdict } from '../../../../src/logistics/tracking/stages/judge.ts';
import { isBefore, isKnown, rederive } from '../../../../src/logistics/tracking/stages/late-fix.ts';
import {
  newCourierState,
  nothingDerived,
  type Derived,
  type Marker,
} from '../../../../src/logistics/tracking/stages/state.ts';
import type { Target } from '../../../../src/logistics/tracking/stages/target.ts';

/** The service around the pipeline in its shortest form, in memory: what it must store and when it must re-derive. */
export class Ingest {
  state = newCourierState();
  stored: Fix[] = [];
  checkpoints: Derived[] = [nothingDerived()];
  log: Fact[] = [];
  markers: Marker[] = [];
  readonly target: Target;
  readonly now: number;
  constructor(target: Target, now: number) {
    this.target = target;
    this.now = now;
  }

  take(batch: readonly Fix[]): Verdict[] {
    const late: Fix[] = [];
    const verdicts = batch.map((raw) => {
      const step = advance(this.state, raw, this.target, this.now);
      this.state = structuredClone(step.state);
      if (step.verdict === 'invalid' || step.verdict === 'duplicate') return step.verdict;
      if (isKnown(this.stored, step.fix) || isKnown(late, step.fix)) return 'duplicate';
      if (step.verdict === 'late') late.push(step.fix);
      else this.stored.push(step.fix);
      this.log.push(...step.facts);
      if (step.marker) this.markers.push(step.marker);
      if (this.stored.length % 7 === 0) this.checkpoints.push(this.state.derived);
      return step.verdict;
    });
    if (late.length > 0) this.#takeLate(late);
    return verdicts;
  }

  #takeLate(late: Fix[]): void {
    this.checkpoints = this.checkpoints.filter((checkpoint) =>
      late.every((fix) => isBefore(checkpoint, fix)),
    );
    const checkpoint = this.checkpoints.at(-1)!;
    const window = this.stored.filter(
      (fix) => !checkpoint.newest || compareOrder(orderOf(fix), checkpoint.newest) > 0,
    );
    const done = rederive(this.state, checkpoint, window, late, this.target);
    this.state = structuredClone(done.state);
    this.stored.push(...late);
    this.log.push(...done.facts);
    if (done.marker) this.markers.push(done.marker);
  }

  /** What a listener knows at the end: event -> time, and the last ETA told of each stop still ahead. */
  get known(): Record<string, number> {
    const known: Record<string, number> = {};
    for (const fact of this.log) {
      if (fact.kind === 'eta.changed') {
        if (this.state.derived.eta[fact.stopId]) known[`eta of ${fact.stopId}`] = fact.p50Ms;
      } else if (fact.retracted) delete known[fact.eventId];
      else known[fact.eventId] = fact.at;
    }
    return Object.fromEntries(Object.entries(known).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
