import { describe, expect, it } from '@jest/globals';
import { cumulativeM } from '../../../../src/shared/geo.ts';
import { advance } from '../../../../src/logistics/tracking/pipeline.ts';
import { newCourierState, type Forecast } from '../../../../src/logistics/tracking/stages/state.ts';
import { Ingest } from './ingest.ts';
import { gpxTraces, matchedDrives } from './trace-files.ts';
import { seeded, stopOn, targetOf } from './traces.ts';

// Recorded traces are not ours to ship: name a folder with GPX files (and a fcd-hof data set) to run these.
const dir = process.env['WAYLIGHT_GPS_DIR'];
const withTraces = dir ? describe : describe.skip;
const idle = { vehicle: 'car', route: null, stops: [] } as const;

withTraces('recorded traces', () => {
  it('lose no fix, move no marker back and end alike in any order', () => {
    const traces = gpxTraces(dir!);
    expect(traces.length).toBeGreaterThan(0);
    for (const { fixes } of traces) {
      const now = Math.max(...fixes.map((fix) => fix.at)) + 1000;
      const straight = new Ingest(idle, now);
      straight.take([...fixes].sort((a, b) => a.at - b.at));
      const random = seeded(1);
      const mixed = fixes.map((fix, i) => ({ fix, when: i + random() * 6 })).sort((a, b) => a.when - b.when);
      const shuffled = new Ingest(idle, now);
      for (let i = 0; i < mixed.length; i += 20) shuffled.take(mixed.slice(i, i + 20).map(({ fix }) => fix));
      expect(shuffled.state.derived).toEqual(straight.state.derived);
      expect(shuffled.known).toEqual(straight.known);
      const shown = shuffled.markers.map((marker) => marker.at);
      expect(shown).toEqual([...shown].sort((a, b) => a - b));
    }
  });

  it('are followed along the way they truly took, with honest forecasts', () => {
    const drives = matchedDrives(dir!);
    if (drives.length === 0) return;
    const metres = drives.reduce((sum, drive) => sum + drive.lengthM, 0);
    const seconds = drives.reduce((sum, { fixes }) => sum + (fixes.at(-1)!.at - fixes[0]!.at) / 1000, 0);
    const plannedMps = metres / seconds;
    const tally = {
      fixes: 0,
      jumps: 0,
      left: 0,
      ends: 0,
      errors: [] as number[],
      planErrors: [] as number[],
      within: 0,
      told: 0,
    };
    for (const { fixes, line, lengthM } of drives) {
      const target = targetOf(line, [
        stopOn(line, 'end', lengthM, { plannedLegS: lengthM / plannedMps, radiusM: 50 }),
      ]);
      const arrivedAt = fixes.at(-1)!.at;
      let state = newCourierState();
      for (const fix of fixes) {
        const step = advance(state, fix, target, fix.receivedAt);
        state = step.state;
        tally.fixes++;
        if (step.verdict === 'jump') tally.jumps++;
        tally.left += step.facts.filter((fact) => fact.kind === 'route.left').length;
        tally.told += step.facts.filter((fact) => fact.kind === 'eta.changed').length;
        const forecast: Forecast | undefined = state.derived.eta['end']?.current;
        const isFarOff = arrivedAt - fix.at > 60_000 && (state.derived.progress?.alongM ?? 0) < lengthM - 200;
        if (!forecast || !isFarOff) continue;
        tally.errors.push((forecast.p50Ms - arrivedAt) / 1000);
        tally.planErrors.push((fixes[0]!.at + (lengthM / plannedMps) * 1000 - arrivedAt) / 1000);
        if (forecast.p10Ms <= arrivedAt && arrivedAt <= forecast.p90Ms) tally.within++;
      }
      if ((state.derived.progress?.alongM ?? 0) > cumulativeM(line).at(-1)! - 150) tally.ends++;
    }
    const mean = (values: number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
    const mae = mean(tally.errors.map(Math.abs));
    const planMae = mean(tally.planErrors.map(Math.abs));
    if (process.env['WAYLIGHT_GPS_PRINT']) {
      process.stdout.write(
        `${JSON.stringify({ drives: drives.length, ...tally, errors: undefined, planErrors: undefined, mae, planMae, bias: mean(tally.errors), within: tally.within / tally.errors.length, forecasts: tally.errors.length })}\n`,
      );
    }
    expect(tally.jumps / tally.fixes).toBeLessThan(0.01);
    expect(tally.ends / drives.length).toBeGreaterThan(0.9);
    expect(tally.left / drives.length).toBeLessThan(0.1);
    expect(mae).toBeLessThan(planMae);
  });
});
