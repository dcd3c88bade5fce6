import { describe, expect, it } from '@jest/globals';
import { triesFor } from '../../../../src/logistics/solve/begin-times.ts';
import { line, planned } from './answer.ts';
import { SEVEN_PLACES } from './seven-places.ts';

const steps = (...list: (number | object)[]) =>
  list.map((one) => (typeof one === 'number' ? { type: 'job', id: one } : one));
const causes = (answer: ReturnType<typeof planned>) =>
  answer.routes[0]!.steps.map(({ violations }) =>
    violations.map(({ cause, duration }) => (duration === undefined ? cause : `${cause} ${duration}`)),
  );
const arrivals = (answer: ReturnType<typeof planned>) =>
  answer.routes[0]!.steps.map(({ arrival }) => arrival);

describe('plan mode', () => {
  it('tells every kind of violation, with the figures of VROOM 1.15 for the same route', () => {
    const answer = planned({
      vehicles: [
        {
          id: 1,
          start_index: 0,
          end_index: 0,
          capacity: [1],
          skills: [1],
          time_window: [0, 6000],
          max_tasks: 3,
          max_travel_time: 3000,
          breaks: [
            { id: 1, service: 300, time_windows: [[3000, 3200]], max_load: [0] },
            { id: 2, service: 100, time_windows: [[100, 200]] },
          ],
          steps: [
            { type: 'start' },
            { type: 'job', id: 1 },
            { type: 'job', id: 2, service_at: 3100 },
            { type: 'break', id: 1 },
            { type: 'delivery', id: 3 },
            { type: 'pickup', id: 4 },
            { type: 'job', id: 5 },
            { type: 'end' },
          ],
        },
      ],
      jobs: [
        {
          id: 1,
          location_index: 1,
          service: 300,
          setup: 60,
          delivery: [1],
          skills: [1],
          time_windows: [[1000, 1500]],
        },
        { id: 2, location_index: 2, service: 300, pickup: [2], skills: [9] },
        {
          id: 5,
          location_index: 3,
          service: 300,
          delivery: [1],
          time_windows: [
            [0, 100],
            [20000, 21000],
          ],
        },
        { id: 6, location_index: 4, service: 300, delivery: [1] },
      ],
      shipments: [
        {
          amount: [1],
          priority: 7,
          pickup: { id: 4, service: 300, location_index: 5 },
          delivery: { id: 3, service: 300, location_index: 6 },
        },
      ],
      matrices: SEVEN_PLACES,
    });
    expect(answer.summary).toMatchObject({
      cost: 6336,
      unassigned: 1,
      delivery: [3],
      pickup: [3],
      setup: 60,
      service: 1800,
      duration: 6336,
      waiting_time: 181,
      priority: 14,
    });
    expect(arrivals(answer)).toEqual([0, 2104, 2919, 3400, 4270, 5424, 7118, 8377]);
    expect(causes(answer)).toEqual([
      ['load'],
      ['delay 604'],
      ['load', 'skills'],
      ['delay 200', 'load', 'max_load'],
      ['load', 'max_travel_time', 'precedence'],
      ['load', 'max_tasks', 'max_travel_time', 'precedence'],
      ['delay 7018', 'load', 'max_tasks', 'max_travel_time'],
      ['delay 2377', 'load', 'max_travel_time'],
    ]);
    const whole = answer.routes[0]!.violations;
    expect(whole).toContainEqual({ cause: 'missing_break' });
    expect(whole).toContainEqual({ cause: 'delay', duration: 604 + 200 + 7018 + 2377 });
    expect(answer.unassigned).toMatchObject([{ type: 'job', id: 6, location_index: 4 }]);
  });

  const alone = (jobs: object[], given: object[], vehicle: object = {}) => ({
    vehicles: [{ id: 1, start_index: 0, end_index: 0, steps: given, ...vehicle }],
    jobs: jobs.map((job, k) => ({ id: k + 1, location_index: k + 1, ...job })),
    matrices: { car: { durations: line(0, 50, 100, 150), distances: line(0, 500, 1000, 1500) } },
  });

  it('prefers late to early when both weigh the same, and leaves no later than needed', () => {
    const jobs = [{ time_windows: [[100, 200]] }, { time_windows: [[0, 120]] }];
    const answer = planned(alone(jobs, steps(1, 2)));
    expect(causes(answer)).toEqual([[], [], ['delay 30'], []]);
    expect(arrivals(answer)).toEqual([50, 100, 150, 250]);
  });

  it('begins early where that saves more lateness behind it', () => {
    const jobs = [{ time_windows: [[100, 200]] }, { time_windows: [[0, 120]] }, { time_windows: [[0, 170]] }];
    expect(causes(planned(alone(jobs, steps(1, 2, 3))))).toEqual([[], ['lead_time 30'], [], [], []]);
  });

  it('takes the window next to the first it can reach where that is better', () => {
    const jobs = [
      {
        time_windows: [
          [50, 60],
          [400, 500],
        ],
      },
      { time_windows: [[450, 460]] },
    ];
    const answer = planned(
      alone(jobs, steps({ type: 'job', id: 1, service_after: 55 }, 2), { time_window: [300, 900] }),
    );
    expect(causes(answer)).toEqual([[], [], [], []]);
  });

  it('tries only so many windows of a long route', () => {
    const count = 2_000;
    const jobs = Array.from({ length: count }, (_, k) => ({
      id: k,
      location_index: 0,
      service: 60,
      time_windows: Array.from({ length: 16 }, (__, n) => [
        (count - k) * 90 + n * 700,
        (count - k) * 90 + n * 700 + 100,
      ]),
    }));
    const given = jobs.map(({ id }) => ({ type: 'job', id }));
    const answer = planned({
      vehicles: [{ id: 1, start_index: 0, steps: given }],
      jobs,
      matrices: { car: { durations: [[0]], distances: [[0]] } },
    });
    expect(triesFor(count + 2) * (count + 2)).toBeLessThanOrEqual(100_000);
    expect(answer.routes[0]!.steps).toHaveLength(count + 2);
  });

  it('obeys forced times, and refuses those that leave no time for the way', () => {
    const forced = planned(
      alone(
        [{}, {}],
        steps({ type: 'job', id: 1, service_at: 300 }, { type: 'job', id: 2, service_after: 500 }),
      ),
    );
    expect(arrivals(forced)).toEqual([250, 300, 350, 600]);
    expect(forced.routes[0]!.waiting_time).toBe(150);
    const impossible = alone(
      [{}, {}],
      steps({ type: 'job', id: 1, service_after: 300 }, { type: 'job', id: 2, service_before: 310 }),
    );
    expect(() => planned(impossible)).toThrow(
      expect.objectContaining({ detail: { field: 'vehicles.0.steps' } }),
    );
  });

  it('drives on until a break opens', () => {
    const answer = planned(
      alone([{}, {}], steps(1, { type: 'break', id: 1 }, 2), {
        breaks: [{ id: 1, service: 10, time_windows: [[70, 80]] }],
        time_window: [0, 1000],
      }),
    );
    expect(answer.routes[0]!.steps[2]).toMatchObject({
      type: 'break',
      arrival: 70,
      duration: 70,
      distance: 700,
    });
    expect(answer.routes[0]!.violations).toEqual([]);
  });

  it('measures distance', () => {
    const answer = planned(alone([{}, {}], steps(1, 2), { max_distance: 1500 }));
    expect(causes(answer)).toEqual([[], [], [], ['max_distance']]);
    expect(answer.summary.distance).toBe(2000);
  });

  it('names steps that mean nothing', () => {
    const field = (json: unknown) => {
      try {
        planned(json);
      } catch (error) {
        return (error as { detail: { field: string } }).detail.field;
      }
      return 'accepted';
    };
    expect(field(alone([{}], steps(1, 9)))).toBe('vehicles.0.steps.1.id');
    expect(field(alone([{}], steps(1, 1)))).toBe('vehicles.0.steps.1.id');
    expect(field(alone([{}], steps({ type: 'break', id: 1 })))).toBe('vehicles.0.steps.0.id');
    const pause = { type: 'break', id: 1 };
    expect(field(alone([{}], steps(pause, 1, pause), { breaks: [{ id: 1 }] }))).toBe('vehicles.0.steps.2.id');
    expect(field(alone([{}, {}], steps(1, { type: 'end' }, 2)))).toBe('vehicles.0.steps.1.type');
  });
});
