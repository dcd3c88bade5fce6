import { z } from 'zod';

/** VROOM's answer, and what we add to it. Seconds, metres, [lon, lat]. */
const id = z.union([z.int(), z.string()]);
const location = z.tuple([z.number(), z.number()]);
const amounts = z.array(z.int());

const violationView = z
  .object({
    cause: z.enum([
      'delay',
      'lead_time',
      'load',
      'max_tasks',
      'skills',
      'precedence',
      'missing_break',
      'max_travel_time',
      'max_distance',
      'max_load',
      'max_ride_time',
      'vehicle',
      'unreachable',
    ]),
    duration: z.int().optional(),
  })
  .meta({ id: 'VroomViolation' });

const stepView = z
  .object({
    type: z.enum(['start', 'job', 'pickup', 'delivery', 'break', 'end']),
    arrival: z.int(),
    duration: z.int().describe('Cumulated travel time on arrival.'),
    setup: z.int(),
    service: z.int(),
    waiting_time: z.int(),
    violations: z.array(violationView),
    description: z.string().optional(),
    location: location.optional(),
    location_index: z.int().optional(),
    id: id.optional(),
    job: id.optional().describe('Deprecated, as in VROOM: `id` of a task.'),
    load: amounts.optional(),
    distance: z.int().optional().describe('Cumulated.'),
  })
  .meta({ id: 'VroomStep' });

const totals = {
  cost: z.int(),
  delivery: amounts.optional(),
  pickup: amounts.optional(),
  setup: z.int(),
  service: z.int(),
  duration: z.int(),
  waiting_time: z.int(),
  priority: z.int(),
  distance: z.int().optional(),
  violations: z.array(violationView),
};

const routeView = z
  .object({
    vehicle: id,
    ...totals,
    description: z.string().optional(),
    steps: z.array(stepView),
    geometry: z.string().optional().describe('Encoded polyline, 5 decimals.'),
  })
  .meta({ id: 'VroomRoute' });

const unassignedView = z
  .object({
    id,
    type: z.enum(['job', 'pickup', 'delivery']),
    location: location.optional(),
    location_index: z.int().optional(),
    description: z.string().optional(),
    reasons: z
      .array(
        z.object({ code: z.int(), reason: z.string(), vehicles: z.array(id) }).meta({ id: 'SolveReason' }),
      )
      .optional()
      .describe("Ours: what is in the way with which vehicles, in GraphHopper's codes."),
    fits_if_later: z
      .int()
      .optional()
      .describe(
        'Ours: the smallest delay of its latest times that alone would let it in; whole minutes, in seconds, up to four hours.',
      ),
  })
  .meta({ id: 'VroomUnassigned' });

export const vroomAnswer = z
  .object({
    code: z.literal(0),
    summary: z.object({
      ...totals,
      routes: z.int(),
      unassigned: z.int(),
      computing_times: z.object({ loading: z.int(), solving: z.int(), routing: z.int() }),
    }),
    unassigned: z.array(unassignedView),
    routes: z.array(routeView),
  })
  .meta({ id: 'VroomSolution' });

export type VroomAnswer = z.output<typeof vroomAnswer>;
export type VroomRoute = VroomAnswer['routes'][number];
export type VroomStepView = VroomRoute['steps'][number];
export type VroomUnassigned = VroomAnswer['unassigned'][number];
