import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { labelsWithRoom, type Box } from '../../../../client/console/label-room.ts';

const at = (left: number, top: number): Box => ({ left, top, right: left + 90, bottom: top + 17 });
const label = (id: string, box: Box, must = false) => ({ id, box, must });
const ids = (labels: readonly { id: string }[]) => labels.map(({ id }) => id);

describe('labels on a crowded map', () => {
  it('are all shown where there is room, also side by side', () => {
    const labels = [label('a', at(0, 0)), label('b', at(90, 0)), label('c', at(0, 17))];
    expect(ids(labelsWithRoom(labels, []))).toEqual(['a', 'b', 'c']);
  });

  it('give way to the one before them', () => {
    const labels = [label('first', at(0, 0)), label('under it', at(80, 10)), label('beyond', at(165, 10))];
    expect(ids(labelsWithRoom(labels, []))).toEqual(['first', 'beyond']);
  });

  it('give way to a courier', () => {
    const courier = { left: 40, top: 10, right: 70, bottom: 40 };
    expect(labelsWithRoom([label('a', at(0, 0))], [courier])).toEqual([]);
  });

  it('keep the one that is looked at, whatever it covers', () => {
    const labels = [label('first', at(0, 0)), label('looked at', at(10, 5), true)];
    expect(ids(labelsWithRoom(labels, [at(0, 0)]))).toEqual(['looked at']);
    expect(ids(labelsWithRoom(labels, []))).toEqual(['looked at']);
  });

  it('never cover each other, and one is left out only for another', () => {
    const place = fc.integer({ min: 0, max: 400 });
    const some = fc.array(fc.tuple(place, place), { maxLength: 40 });
    fc.assert(
      fc.property(some, (places) => {
        const labels = places.map(([x, y], i) => label(String(i), at(x, y)));
        const shown = labelsWithRoom(labels, []);
        for (const one of labels) {
          const others = shown.filter((other) => other !== one).map(({ box }) => box);
          expect(labelsWithRoom([one], others).length).toBe(shown.includes(one) ? 1 : 0);
        }
      }),
    );
  });
});
