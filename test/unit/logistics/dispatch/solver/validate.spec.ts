import { describe, expect, it } from '@jest/globals';
import type { Break, Relation } from '../../../../../src/logistics/dispatch/solver/problem.ts';
import { validate } from '../../../../../src/logistics/dispatch/solver/validate.ts';
import { line } from './line-problem.ts';

const problemWith = (breaks: Break[], relations: Relation[] = []) => ({
  ...line({ breaks }, [
    { id: 'a', pickup: { place: 1 }, delivery: { place: 2 } },
    { id: 'b', job: { place: 3 } },
  ]),
  relations,
});

/** The field that is refused; undefined when nothing is. */
function refused(breaks: Break[], relations: Relation[] = []): string | undefined {
  try {
    validate(problemWith(breaks, relations));
    return undefined;
  } catch (error) {
    return (error as { detail: { field: string } }).detail.field;
  }
}

const pickup = { requestId: 'a', kind: 'pickup' } as const;
const delivery = { requestId: 'a', kind: 'delivery' } as const;
const b = { requestId: 'b', kind: 'job' } as const;

describe('validate', () => {
  it.each([
    [
      'a break shorter than its window, or longer',
      [
        {
          id: 'x',
          serviceS: 60,
          windows: [
            [0, 10],
            [20, 200],
          ],
        },
      ],
      undefined,
    ],
    [
      'two breaks of one id',
      [
        { id: 'x', serviceS: 1 },
        { id: 'x', serviceS: 1 },
      ],
      'vehicles.0.breaks.1.id',
    ],
    ['a break of negative length', [{ id: 'x', serviceS: -1 }], 'vehicles.0.breaks.0.serviceS'],
    [
      'overlapping windows',
      [
        {
          id: 'x',
          serviceS: 1,
          windows: [
            [0, 10],
            [5, 20],
          ],
        },
      ],
      'vehicles.0.breaks.0.windows.1',
    ],
    ['a negative load', [{ id: 'x', serviceS: 1, maxLoad: [1, -1] }], 'vehicles.0.breaks.0.maxLoad.1'],
  ] as [string, Break[], string | undefined][])('looks at the breaks: %s', (_, breaks, field) => {
    expect(refused(breaks)).toBe(field);
  });

  it.each([
    [
      'stops in an order that can be',
      [{ type: 'in_direct_sequence', stops: ['start', pickup, b, delivery, 'end'] }],
      undefined,
    ],
    ['a type of its own', [{ type: 'in_a_row', stops: [b] }], 'relations.0.type'],
    [
      'a vehicle that is not there',
      [{ type: 'in_same_route', stops: [b], vehicleId: 'x' }],
      'relations.0.vehicleId',
    ],
    [
      'a stop that is not there',
      [{ type: 'in_sequence', stops: [b, { requestId: 'b', kind: 'pickup' }] }],
      'relations.0.stops.1',
    ],
    ['no stop at all', [{ type: 'in_direct_sequence', stops: ['start', 'end'] }], 'relations.0.stops'],
    ['a stop named twice', [{ type: 'in_sequence', stops: [b, b] }], 'relations.0.stops.1'],
    ['a start that is not the first', [{ type: 'in_sequence', stops: [b, 'start'] }], 'relations.0.stops.1'],
    ['an end of what has no order', [{ type: 'in_same_route', stops: [b, 'end'] }], 'relations.0.stops.1'],
    ['a delivery before its pickup', [{ type: 'in_sequence', stops: [delivery, pickup] }], 'relations.0'],
    [
      'a circle of two',
      [
        { type: 'in_sequence', stops: [b, pickup] },
        { type: 'in_direct_sequence', stops: [delivery, b] },
      ],
      'relations.1',
    ],
  ] as [string, Relation[], string | undefined][])('looks at the relations: %s', (_, relations, field) => {
    expect(refused([], relations)).toBe(field);
  });
});
