import type { FixResult } from '../../shared/live.ts';
import { advance } from './pipeline.ts';
import type { Fact } from './stages/fact.ts';
import { compareOrder, fixKey, orderOf, type Fix } from './stages/fix.ts';
import type { Marker } from './stages/state.ts';
import type { Track } from './track-store.ts';

export interface TakenFix {
  fix: Fix;
  result: FixResult;
}

/** What a courier's fixes of one batch amount to before anything is stored. */
export interface Taken {
  track: Track;
  /** One per fix given, in the order given. */
  fixes: TakenFix[];
  facts: Fact[];
  /** Null when nothing newer is to be shown. */
  marker: Marker | null;
  battery: number | null;
  /** Fixes stored earlier as jumps that turned out to be right. */
  reinstated: string[];
}

/** Runs fixes through the pipeline in the order of their own times; late ones are only labelled. */
export function takeFixes(track: Track, fixes: readonly Fix[], now: number): Taken {
  const taken: Taken = { track, fixes: [], facts: [], marker: null, battery: null, reinstated: [] };
  const byFix = new Map<Fix, TakenFix>();
  let { state } = track;
  for (const fix of [...fixes].sort((a, b) => compareOrder(orderOf(a), orderOf(b)))) {
    const step = advance(state, fix, track.target, now);
    state = step.state;
    taken.facts.push(...step.facts);
    if (step.marker) taken.marker = step.marker;
    if (step.verdict !== 'invalid' && fix.batteryPct !== undefined) taken.battery = fix.batteryPct;
    if (step.reinstated) reinstate(step.reinstated, byFix, taken);
    byFix.set(fix, { fix: step.fix, result: resultOf(step.verdict, step.reason) });
  }
  taken.fixes = fixes.map((fix) => byFix.get(fix)!);
  taken.track = { ...track, state, version: track.version + 1 };
  return taken;
}

function reinstate(key: string, byFix: Map<Fix, TakenFix>, taken: Taken): void {
  const here = [...byFix.values()].find(
    ({ fix, result }) => result.verdict === 'jump' && fixKey(fix) === key,
  );
  if (here) here.result = { verdict: 'ok' };
  else taken.reinstated.push(key);
}

const resultOf = (verdict: FixResult['verdict'], reason: string | null): FixResult =>
  reason ? { verdict, reason } : { verdict };
