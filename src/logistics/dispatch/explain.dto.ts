import { z } from 'zod';
import type { ChoicesView, ChoiceView, ReasonsView } from '../../shared/explain-views.ts';
import type { WhatIfView } from '../../shared/what-if-views.ts';

/** The shapes in which a plan explains itself. */
const instant = z.iso.datetime();
const minutes = z.number();

const obstacle = z.object({
  code: z.int().nullable().describe("GraphHopper's number of it; null for what only we know."),
  name: z.enum([
    'skill',
    'timeWindow',
    'capacity',
    'maxDistance',
    'relation',
    'allowedVehicles',
    'maxRide',
    'forbiddenVehicles',
    'maxTravel',
    'maxTasks',
    'break',
    'unreachable',
    'resting',
    'shiftEnds',
  ]),
});

const limit = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('skills'), skills: z.array(z.string()) }),
    z.object({ kind: z.literal('allow') }),
    z.object({ kind: z.literal('capacity'), capacity: z.array(z.number()) }),
    z.object({ kind: z.enum(['later', 'ride', 'travel']), minutes }),
    z.object({ kind: z.literal('shift'), minutes, until: instant }),
    z.object({ kind: z.literal('tasks'), count: z.int() }),
    z.object({ kind: z.literal('distance'), metres: z.number() }),
    z.object({
      kind: z.literal('extra'),
      vehicle: z.enum(['foot', 'bike', 'scooter', 'car', 'van']),
      until: instant,
    }),
  ])
  .meta({ id: 'Limit' });

export const reasonsOut = z
  .object({
    deliveryId: z.uuid(),
    state: z.enum(['open', 'on_route', 'fits', 'address_unknown', 'no_courier', 'not_plannable', 'not_yet']),
    couriers: z.array(
      z.object({
        courierId: z.uuid(),
        courierName: z.string(),
        reasons: z.array(obstacle).describe('None: it would fit.'),
      }),
    ),
    relaxations: z
      .array(
        z.object({
          courierId: z.uuid().nullable().describe('Null: a courier who is not there.'),
          courierName: z.string().nullable(),
          changes: z.array(limit),
          addedMinutes: minutes,
          dropoffEta: instant,
          pickupIndex: z.int(),
          dropoffIndex: z.int(),
        }),
      )
      .describe('The smallest changes that would let it in, least trouble first.'),
    couldCome: z.array(z.uuid()).describe('Couriers off duty who could take it, likeliest first.'),
  })
  .meta({ id: 'Reasons' }) satisfies z.ZodType<ReasonsView>;

export const choiceOut = z
  .object({
    courierId: z.uuid(),
    courierName: z.string(),
    addedMinutes: minutes,
    lateMinutes: minutes.describe('By which others on that route become late.'),
    pickupIndex: z.int(),
    dropoffIndex: z.int(),
    dropoffEta: instant,
    selfLateMinutes: minutes.describe('Behind its own promise.'),
    delayedOthers: z.int(),
    delayMinutes: minutes,
    cost: z.number(),
  })
  .meta({ id: 'Choice' }) satisfies z.ZodType<ChoiceView>;

export const choicesOut = z
  .object({
    deliveryId: z.uuid(),
    state: z.enum(['assigned', 'unassigned', 'aboard']),
    present: choiceOut.nullable(),
    others: z.array(choiceOut).describe('Cheapest first.'),
  })
  .meta({ id: 'Choices' }) satisfies z.ZodType<ChoicesView>;

const figures = z
  .object({
    couriers: z.int(),
    served: z.int(),
    unserved: z.int(),
    late: z.int(),
    lateMinutes: minutes,
    toDoorMean: minutes.nullable(),
    toDoorP90: minutes.nullable(),
    courierHours: z.number(),
    km: z.number(),
    utilisation: z.number(),
  })
  .meta({ id: 'WhatIfFigures' });
const span = z.object({ from: instant, to: instant, stops: z.int() }).nullable();

export const whatIfOut = z
  .object({
    before: figures,
    after: figures,
    couriers: z.array(z.object({ name: z.string().nullable(), before: span, after: span })),
  })
  .meta({ id: 'WhatIf' }) satisfies z.ZodType<WhatIfView>;
