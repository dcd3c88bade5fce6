import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { moveBy } from '../../../../src/shared/geo.ts';
import type { Fact } from '../../../../src/logistics/tracking/stages/fact.ts';
import type { Fix } from '../../../../src/logistics/tracking/stages/fix.ts';
import { Ingest } from './ingest.ts';
import { drive, fixAt, T0, town } from './traces.ts';

const NOW = T0 + 3_600_000;
const kinds = (log: readonly Fact[], prefix: string): string[] =>
  log.filter((fact) => fact.kind.startsWith(prefix)).map((fact) => fact.eventId);

/** A drive towards the third stop with what the field adds: a tunnel, a teleport, an inaccurate fix, a detour, two fixes in one second. */
function roughDrive(): { fixes: Fix[]; target: ReturnType<typeof town>['target'] } {
  const { line, stopsM, target } = town();
  const clean = drive(line, stopsM, { everyS: 10, seed: 7 });
  const fixes = clean
    .filter((fix, i) => (i < 30 || i > 36) && fix.at < T0 + 740_000)
    .map((fix, i) => {
      if (i === 12) return { ...fix, ...moveBy(fix, 45, 4000) };
      if (i === 20) return { ...fix, accuracyM: 400 };
      const isDetour = fix.at > T0 + 640_000 && fix.at < T0 + 710_000;
      return isDetour ? { ...fix, ...moveBy(fix, 0, 400) } : fix;
    });
  fixes.push({ ...fixes[5]!, ...moveBy(fixes[5]!, 90, 6) });
  return { fixes: fixes.sort((a, b) => a.at - b.at), target };
}

describe('the tracking pipeline', () => {
  it('tells the story of a drive once and in order', () => {
    const { line, stopsM, target } = town();
    const ingest = new Ingest(target, NOW);
    const verdicts = ingest.take(drive(line, stopsM, { everyS: 5 }));
    expect(new Set(verdicts)).toEqual(new Set(['ok']));
    expect(kinds(ingest.log, 'stop.')).toEqual([
      's1:approaching:1',
      's1:arrived:1',
      's2:approaching:1',
      's1:departed:1',
      's2:arrived:1',
      's3:approaching:1',
      's2:departed:1',
      's3:arrived:1',
      's3:departed:1',
    ]);
    expect(kinds(ingest.log, 'route.')).toEqual([]);
    expect(kinds(ingest.log, 'motion.')).toHaveLength(6);
    expect(ingest.log.some((fact) => fact.late)).toBe(false);
  });

  it('knows the same whatever the order, the batches and the repetitions (P2, P3)', () => {
    const { fixes, target } = roughDrive();
    const straight = new Ingest(target, NOW);
    straight.take(fixes);
    expect(kinds(straight.log, 'route.').length).toBeGreaterThan(0);
    expect(straight.known).toHaveProperty('eta of s3');
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 24 }).chain((size) =>
          fc.record({
            // Mostly in order, as in life: near neighbours trade places, and some fixes come much later.
            delays: fc.array(
              fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 60 })),
              {
                minLength: fixes.length,
                maxLength: fixes.length,
              },
            ),
            again: fc.array(fc.nat(fixes.length - 1), { maxLength: 12 }),
            size: fc.constant(size),
          }),
        ),
        ({ delays, again, size }) => {
          const order = fixes
            .map((fix, i) => ({ fix, when: i + delays[i]! }))
            .sort((a, b) => a.when - b.when)
            .map(({ fix }) => fix);
          for (const i of again) order.splice((i * 31) % order.length, 0, fixes[i]!);
          const ingest = new Ingest(target, NOW);
          for (let i = 0; i < order.length; i += size) ingest.take(order.slice(i, i + size));
          expect(ingest.state.derived).toEqual(straight.state.derived);
          expect(ingest.known).toEqual(straight.known);
          expect(ingest.stored).toHaveLength(fixes.length);
          const shown = ingest.markers.map((marker) => marker.at);
          expect(shown).toEqual([...shown].sort((a, b) => a - b));
        },
      ),
      { numRuns: 25, seed: 20261122 },
    );
  });

  it('knows the same after a full shuffle', () => {
    const { fixes, target } = roughDrive();
    const straight = new Ingest(target, NOW);
    straight.take(fixes);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(fixes, { minLength: fixes.length, maxLength: fixes.length }),
        (order) => {
          const ingest = new Ingest(target, NOW);
          for (const fix of order) ingest.take([fix]);
          expect(ingest.state.derived).toEqual(straight.state.derived);
          expect(ingest.known).toEqual(straight.known);
        },
      ),
      { numRuns: 3, seed: 4 },
    );
  });

  it('says so when a late fix brings news, and never as a live event', () => {
    const { line, stopsM, target } = town();
    const fixes = drive(line, stopsM);
    const ingest = new Ingest(target, NOW);
    const isAtFirstStop = (fix: Fix): boolean => fix.at > T0 + 105_000 && fix.at < T0 + 260_000;
    ingest.take(fixes.filter((fix) => !isAtFirstStop(fix)));
    const before = kinds(ingest.log, 'stop.');
    expect(before).not.toContain('s1:arrived:1');
    const told = ingest.log.length;
    ingest.take(fixes.filter(isAtFirstStop));
    const corrections = ingest.log.slice(told);
    expect(kinds(corrections, 'stop.')).toEqual(expect.arrayContaining(['s1:arrived:1', 's1:departed:1']));
    expect(corrections.every((fact) => fact.late)).toBe(true);
  });

  it('takes back what a late fix disproves', () => {
    const { line, stopsM, target } = town();
    const fixes = drive(line, stopsM, { dwellS: 0 });
    // Two slow fixes in the fence make an arrival; a fix from far outside between them makes it none.
    const inside = target.stops[0]!.at;
    const ingest = new Ingest(target, NOW);
    const slow = (s: number): Fix => fixAt(inside, s, { speedMps: 1 });
    ingest.take([...fixes.filter((fix) => fix.at < T0 + 60_000), slow(100), slow(118)]);
    expect(ingest.known).toHaveProperty('s1:arrived:1');
    ingest.take([fixAt(moveBy(inside, 90, 300), 109, { speedMps: 1 })]);
    expect(ingest.known).not.toHaveProperty('s1:arrived:1');
    expect(ingest.log.at(-1)).toMatchObject({ late: true });
    expect(ingest.log.find((fact) => fact.retracted)).toMatchObject({ eventId: 's1:arrived:1' });
  });

  it('does not hold fixes from before a stop was given against it, late or not', () => {
    const { line, stopsM, target } = town();
    const fixes = drive(line, stopsM);
    const given = T0 + 400_000;
    const stops = target.stops.map((stop) => ({ ...stop, since: given }));
    const late = fixes.filter((fix) => fix.at > T0 + 150_000 && fix.at < T0 + 200_000);
    const ingest = new Ingest({ ...target, stops, route: { ...target.route!, since: given } }, NOW);
    ingest.take(fixes.filter((fix) => fix.at <= T0 + 450_000 && !late.includes(fix)));
    ingest.take(late);
    expect(ingest.state.derived.fences['s1']?.told.arrived ?? 0).toBe(0);
    expect(ingest.state.derived.eta).toHaveProperty('s1');
    const early = ingest.log.filter((fact) => fact.detectedAt < given);
    expect(new Set(early.map((fact) => fact.kind))).toEqual(new Set(['motion.stopped', 'motion.moved']));
  });

  it('keeps its state plain JSON', () => {
    const { fixes, target } = roughDrive();
    const ingest = new Ingest(target, NOW);
    ingest.take(fixes);
    expect(JSON.parse(JSON.stringify(ingest.state))).toEqual(ingest.state);
  });
});
