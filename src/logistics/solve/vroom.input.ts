import { z } from 'zod';
import { matrixField } from './matrix.input.ts';
import { shortList } from './short-list.input.ts';

/**
 * VROOM's input (API of 1.15) and what we add to it, all of it optional. Types are strict, keys nobody knows are passed over,
 * as VROOM does. Seconds, metres, [lon, lat].
 */
const id = z.union([z.int().min(0), z.string().min(1).max(120)], {
  error: 'is a whole number from 0 up, or a text',
});
const seconds = z.int({ error: 'is a whole number of seconds' }).min(0);
const metres = z.int({ error: 'is a whole number of metres' }).min(0);
const price = z.number().min(0);
const text = z.string().max(500);
const amounts = shortList(z.int().min(0), 8);
const skills = shortList(z.int().min(0), 64);
const location = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], {
  error: 'is [lon, lat]',
});
const index = z.int().min(0);

const window = z
  .tuple([seconds, seconds], { error: 'is [start, end]' })
  .refine(([from, to]) => from <= to, { error: 'ends before it starts' });
const windows = shortList(window, 64)
  .overwrite((all) => all.toSorted(([a], [b]) => a - b))
  .refine((all) => all.every(([from], k) => k === 0 || from > all[k - 1]![1]), {
    error: 'do not overlap',
  });
const perType = z.record(z.string().max(120), seconds);

const task = {
  id,
  description: text.optional(),
  location: location.optional(),
  location_index: index.optional(),
  setup: seconds.optional(),
  service: seconds.optional(),
  setup_per_type: perType.optional(),
  service_per_type: perType.optional(),
  time_windows: windows.optional(),
  due: seconds.optional().describe('Ours: service that starts later costs `late_cost` a second.'),
  late_cost: price.optional().describe('Ours: default 1.'),
};
const demand = {
  skills: skills.optional(),
  priority: z.int().min(0).max(100, { error: 'is from 0 to 100' }).optional(),
  allowed_vehicles: shortList(id, 1_000).optional().describe('Ours: only these may take it.'),
  disallowed_vehicles: shortList(id, 1_000).optional().describe('Ours: these may not.'),
};

const jobField = z
  .object({
    ...task,
    ...demand,
    delivery: amounts.optional(),
    pickup: amounts.optional(),
    amount: amounts.optional().describe('Old name of `delivery`, where neither it nor `pickup` is given.'),
  })
  .overwrite(({ amount, ...job }) =>
    amount && !job.delivery && !job.pickup ? { ...job, delivery: amount } : job,
  )
  .meta({ id: 'VroomJob' });

const shipmentStepField = z.object(task).meta({ id: 'VroomShipmentStep' });

const shipmentField = z
  .object({
    pickup: shipmentStepField,
    delivery: shipmentStepField,
    amount: amounts.optional(),
    max_ride_time: seconds
      .optional()
      .describe('Ours: longest time from leaving the pickup to starting the delivery.'),
    ...demand,
  })
  .meta({ id: 'VroomShipment' });

const breakField = z
  .object({
    id,
    description: text.optional(),
    time_windows: windows.optional(),
    service: seconds.optional(),
    max_load: amounts.optional(),
  })
  .meta({ id: 'VroomBreak' });

const stepField = z
  .object({
    type: z.enum(['start', 'job', 'pickup', 'delivery', 'break', 'end']),
    id: id.optional(),
    service_at: seconds.optional(),
    service_after: seconds.optional(),
    service_before: seconds.optional(),
    locked: z
      .boolean()
      .optional()
      .describe('Ours: this step and those before it stay first and in this order while the rest is solved.'),
  })
  .meta({ id: 'VroomVehicleStep' });

export const vehicleField = z
  .object({
    id,
    profile: z.string().min(1).max(60).optional(),
    description: text.optional(),
    start: location.optional(),
    start_index: index.optional(),
    end: location.optional(),
    end_index: index.optional(),
    capacity: amounts.optional(),
    costs: z
      .object({
        fixed: price.optional(),
        per_hour: price.optional(),
        per_km: price.optional(),
        per_task_hour: price.optional(),
      })
      .optional(),
    skills: skills.optional(),
    type: z.string().max(120).optional(),
    time_window: window.optional(),
    breaks: shortList(breakField, 16).optional(),
    speed_factor: z.number().gt(0).max(5).optional(),
    max_tasks: z.int().min(0).optional(),
    max_travel_time: seconds.optional(),
    max_distance: metres.optional(),
    steps: shortList(stepField, 5_000).optional(),
  })
  .meta({ id: 'VroomVehicle' });

const matricesField = z.object({
  durations: matrixField.optional(),
  distances: matrixField.optional(),
  costs: matrixField.optional(),
});

const relationField = z
  .object({
    type: z.enum(['in_same_route', 'in_sequence', 'in_direct_sequence']),
    ids: shortList(z.union([id, z.object({ type: z.enum(['job', 'pickup', 'delivery']), id })]), 200, 1),
    vehicle_id: id.optional(),
  })
  .meta({ id: 'SolveRelation' });

const objectiveField = z
  .object({
    type: z.enum(['min', 'min-max']),
    value: z.enum(['vehicles', 'transport_time', 'completion_time', 'activities']),
  })
  .meta({ id: 'SolveObjective' });

const optionsField = z
  .object({
    g: z.boolean().optional().describe('Add geometries and distances.'),
    c: z.boolean().optional().describe('Plan mode: times and violations of the given `vehicle.steps`.'),
    t: z.number().optional().describe('Threads.'),
    x: z.number().min(0).max(5).optional().describe('Exploration level: 5 (the default) searches longest.'),
    l: z.number().gt(0).max(86_400).optional().describe('Seconds to search, instead of what `x` means.'),
    async: z.boolean().optional().describe('Ours: answer 202 at once and solve in the queue.'),
    seed: z.int().min(0).optional().describe('Ours.'),
  })
  .meta({ id: 'SolveOptions' });

/** As many as any operator may allow (see `assertSize`). */
const MOST_TASKS = 20_000;
const MOST_VEHICLES = 5_000;

export const vroomInput = z
  .object({
    jobs: shortList(jobField, MOST_TASKS).optional(),
    shipments: shortList(shipmentField, MOST_TASKS).optional(),
    vehicles: shortList(vehicleField, MOST_VEHICLES, 1),
    matrices: z.record(z.string().max(60), matricesField).optional(),
    matrix: matrixField
      .optional()
      .describe('Old name of `matrices.car.durations`, where there is no `matrices.car`.'),
    relations: shortList(relationField, 500).optional().describe("Ours, in GraphHopper's form."),
    objectives: shortList(objectiveField, 3).optional().describe("Ours, in GraphHopper's form."),
    options: optionsField.optional(),
  })
  .overwrite(({ matrix, ...input }) =>
    matrix && !input.matrices?.car
      ? { ...input, matrices: { ...input.matrices, car: { durations: matrix } } }
      : input,
  )
  .meta({ id: 'VroomProblem' });

export type VroomInput = z.output<typeof vroomInput>;
export type VroomId = z.output<typeof id>;
export type VroomTask = z.output<typeof shipmentStepField>;
export type VroomJob = z.output<typeof jobField>;
export type VroomShipment = z.output<typeof shipmentField>;
export type VroomVehicle = z.output<typeof vehicleField>;
export type VroomBreak = z.output<typeof breakField>;
export type VroomStep = z.output<typeof stepField>;
export type VroomRelation = z.output<typeof relationField>;
