import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  LONGEST_MS,
  panTo,
  placeBlocks,
  SHORTEST_MS,
  slotAt,
  ticks,
  timeAt,
  xOf,
  zoomed,
} from '../../../../client/console/timeline-scale.ts';
import { NOON_MS } from './zone-fixture.ts';

const MINUTE = 60_000;
const scale = { fromMs: NOON_MS, toMs: NOON_MS + 120 * MINUTE, widthPx: 1200 };
const span = (id: string, minutes: number, length = 3, labelPx = 42) => ({
  id,
  fromMs: NOON_MS + minutes * MINUTE,
  toMs: NOON_MS + (minutes + length) * MINUTE,
  labelPx,
});

describe('the time axis', () => {
  it('turns time into pixels and back', () => {
    expect(xOf(scale, NOON_MS + 60 * MINUTE)).toBe(600);
    expect(timeAt(scale, 600)).toBe(NOON_MS + 60 * MINUTE);
  });

  it('labels round minutes, far enough apart to read', () => {
    expect(ticks(scale).slice(0, 3)).toEqual([0, 10, 20].map((minutes) => NOON_MS + minutes * MINUTE));
    expect(ticks({ ...scale, widthPx: 300 })).toHaveLength(5);
  });

  it('moves no further than it must for a block to be seen, and shows its beginning first', () => {
    expect(panTo(scale, 500, 40)).toBe(0);
    expect(panTo(scale, -88, 40)).toBe(-10 * MINUTE);
    expect(panTo(scale, 1248, 40)).toBe(10 * MINUTE);
    expect(panTo(scale, 112, 5000)).toBe(10 * MINUTE);
  });

  it('zooms around the pointer and keeps within its limits', () => {
    const near = zoomed(scale, 0.5, 300);
    expect(timeAt(near, 300)).toBeCloseTo(timeAt(scale, 300), 0);
    expect(near.toMs - near.fromMs).toBe(60 * MINUTE);
    const closest = zoomed(scale, 0.001, 0);
    expect(closest.toMs - closest.fromMs).toBe(SHORTEST_MS);
    const farthest = zoomed(scale, 1000, 0);
    expect(farthest.toMs - farthest.fromMs).toBe(LONGEST_MS);
  });
});

describe('the blocks of a row', () => {
  it('begin at their arrival and have room for the number', () => {
    const [first, second] = placeBlocks(scale, [span('a', 10), span('b', 30, 8)]);
    expect(first).toMatchObject({ x: 100, labelled: true });
    expect(second).toMatchObject({ x: 300, widthPx: 80, labelled: true });
  });

  it('are as wide as their own label, and say nothing where that has no room', () => {
    const spans = [span('a', 10, 3, 54), span('b', 15, 3, 54), span('c', 20, 3, 42)];
    const blocks = placeBlocks(scale, spans).map(({ widthPx, labelled }) => [widthPx, labelled]);
    expect(blocks).toEqual([
      [48, false],
      [48, false],
      [42, true],
    ]);
  });

  it('shrink without a number where the next stop is near', () => {
    const [first] = placeBlocks(scale, [span('a', 10), span('b', 12)]);
    expect(first).toMatchObject({ x: 100, widthPx: 18, labelled: false });
  });

  it('never cover each other, however near or out of order the arrivals are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 30 }), (minutes) => {
        const blocks = placeBlocks(
          scale,
          minutes.map((minute, i) => span(String(i), minute)),
        );
        for (const [i, block] of blocks.entries())
          if (i > 0) expect(block.x).toBeGreaterThanOrEqual(blocks[i - 1]!.x + blocks[i - 1]!.widthPx);
      }),
    );
  });

  it('tell between which of them a drop falls', () => {
    const blocks = placeBlocks(scale, [span('a', 10), span('b', 30)]);
    expect([0, 110, 200, 310, 900].map((x) => slotAt(blocks, x))).toEqual([0, 0, 1, 1, 2]);
    expect(slotAt([], 50)).toBe(0);
  });
});
