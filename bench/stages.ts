import { performance } from 'node:perf_hooks';
import { advance } from '../src/logistics/tracking/pipeline.ts';
import { newCourierState } from '../src/logistics/tracking/stages/state.ts';
import { drive, town } from '../test/unit/logistics/tracking/traces.ts';

// Fixes per second through the pure pipeline on one core: 200 couriers in turn, a drive with three stops, 1 Hz.
const COURIERS = 200;
const ROUNDS = 5;
const { line, stopsM, target } = town();
const fixes = drive(line, stopsM, { everyS: 1 });

function round(): { rate: number; facts: number; stateBytes: number } {
  const states = Array.from({ length: COURIERS }, newCourierState);
  let facts = 0;
  const start = performance.now();
  for (const fix of fixes) {
    for (let i = 0; i < COURIERS; i++) {
      const step = advance(states[i]!, fix, target, fix.receivedAt);
      states[i] = step.state;
      facts += step.facts.length;
    }
  }
  const seconds = (performance.now() - start) / 1000;
  return { rate: (fixes.length * COURIERS) / seconds, facts, stateBytes: JSON.stringify(states[0]).length };
}

round();
const results = Array.from({ length: ROUNDS }, round).sort((a, b) => a.rate - b.rate);
const median = results[ROUNDS >> 1]!;
const promised = 20_000;
console.log(
  JSON.stringify({
    bench: 'stages',
    figure: Math.round(median.rate),
    unit: 'fixes/s',
    baseline: promised,
    ratio: Number((median.rate / promised).toFixed(2)),
    fixes: fixes.length * COURIERS,
    factsPerCourier: median.facts / COURIERS,
    stateBytes: median.stateBytes,
  }),
);
