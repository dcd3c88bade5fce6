import { describe, expect, it, jest } from '@jest/globals';
import { z } from 'zod';
import { vroomInput } from '../../../../src/logistics/solve/vroom.input.ts';
import { InputRefused, parse } from '../../../../src/platform/http/input.ts';

const small = (more: object = {}) => ({
  vehicles: [{ id: 1, start_index: 0 }],
  jobs: [{ id: 1, location_index: 0 }],
  matrices: { car: { durations: [[0]] } },
  ...more,
});

/** Every fault of a problem, as "field: message". */
function faults(json: unknown): string[] {
  try {
    parse(vroomInput, json);
    return [];
  } catch (error) {
    return (error as InputRefused).errors.map(({ field, message }) => `${field}: ${message}`);
  }
}

describe('lists of a problem', () => {
  it('that are too long are refused without a fault for each of their items', () => {
    const bad = (count: number) => Array.from({ length: count }, () => 0);
    expect(faults(small({ jobs: bad(20_001) }))).toEqual(['jobs: has at most 20000 items']);
    expect(faults(small({ shipments: bad(20_001) }))).toEqual(['shipments: has at most 20000 items']);
    expect(faults(small({ vehicles: bad(5_001) }))).toEqual(['vehicles: has at most 5000 items']);
    expect(faults(small({ vehicles: [{ id: 1, steps: bad(5_001) }] }))).toEqual([
      'vehicles.0.steps: has at most 5000 items',
    ]);
    const task = { pickup: bad(9), skills: bad(65), time_windows: bad(65) };
    expect(faults(small({ jobs: [{ id: 1, ...task }] }))).toEqual([
      'jobs.0.time_windows: has at most 64 items',
      'jobs.0.skills: has at most 64 items',
      'jobs.0.pickup: has at most 8 items',
    ]);
    const ids = bad(201);
    expect(faults(small({ relations: [{ type: 'in_sequence', ids }] }))).toEqual([
      'relations.0.ids: has at most 200 items',
    ]);
  });

  it('that are short are looked at item by item', () => {
    expect(faults(small({ jobs: [{ id: 1 }, { id: null }] }))).toEqual([
      'jobs.1.id: is a whole number from 0 up, or a text',
    ]);
    expect(faults(small({ vehicles: [] }))).toEqual(['vehicles: has at least 1']);
    expect(faults({ jobs: [] })).toEqual([expect.stringMatching(/^vehicles: /)]);
  });
});

describe('a matrix', () => {
  const matrix = (durations: unknown) => faults(small({ matrices: { car: { durations } } }));

  it('whose rows are no rows takes no memory', () => {
    const reserve = jest.spyOn(globalThis, 'SharedArrayBuffer');
    expect(matrix([[0, 0], [0]])).toEqual([
      'matrices.car.durations.1: has 2 numbers, as the matrix has 2 rows',
    ]);
    expect(matrix(Array.from({ length: 9_000 }, () => 0))).toEqual([
      'matrices.car.durations.0: has 9000 numbers, as the matrix has 9000 rows',
    ]);
    expect(reserve).not.toHaveBeenCalled();
    reserve.mockRestore();
  });

  it('has so many rows', () => {
    expect(matrix(Array.from({ length: 10_001 }, () => 0))).toEqual([
      'matrices.car.durations: has at most 10000 rows',
    ]);
    expect(matrix([[0.5]])).toEqual(['matrices.car.durations.0.0: is a whole number from 0 up']);
  });
});

describe("VROOM's old keys", () => {
  it('amount is what a job delivers, unless it says better', () => {
    const job = (more: object) => parse(vroomInput, small({ jobs: [{ id: 1, ...more }] })).jobs![0];
    expect(job({ amount: [3] })).toEqual({ id: 1, delivery: [3] });
    expect(job({ amount: [3], delivery: [1] })).toEqual({ id: 1, delivery: [1] });
    expect(job({ amount: [3], pickup: [1] })).toEqual({ id: 1, pickup: [1] });
  });

  it("matrix is the car's seconds, unless matrices say better", () => {
    const cells = (more: object) => {
      const { car, bike } = parse(vroomInput, small({ matrix: [[7]], ...more })).matrices!;
      return [car, bike].map((given) => given?.durations?.cells[0]);
    };
    const one = { durations: [[1]] };
    expect(cells({ matrices: undefined })).toEqual([7, undefined]);
    expect(cells({ matrices: { bike: one } })).toEqual([7, 1]);
    expect(cells({ matrices: { car: one } })).toEqual([1, undefined]);
  });
});

describe('windows', () => {
  it('come in any order, of tasks and breaks alike, and do not overlap', () => {
    const late = {
      time_windows: [
        [50, 60],
        [10, 20],
      ],
    };
    const read = parse(
      vroomInput,
      small({
        jobs: [{ id: 1, ...late }],
        vehicles: [{ id: 1, breaks: [{ id: 1, ...late }] }],
      }),
    );
    const sorted = [
      [10, 20],
      [50, 60],
    ];
    expect(read.jobs![0]!.time_windows).toEqual(sorted);
    expect(read.vehicles[0]!.breaks![0]!.time_windows).toEqual(sorted);
    const both = {
      time_windows: [
        [50, 60],
        [10, 50],
      ],
    };
    expect(faults(small({ jobs: [{ id: 1, ...both }] }))).toEqual(['jobs.0.time_windows: do not overlap']);
  });
});

describe('the document', () => {
  it('shows what is read, and the old keys', () => {
    const { $defs } = z.toJSONSchema(vroomInput, { io: 'input' });
    const { VroomProblem, VroomJob } = $defs as Record<string, { properties: Record<string, object> }>;
    expect(VroomProblem!.properties.jobs).toMatchObject({ type: 'array', maxItems: 20_000 });
    expect(VroomProblem!.properties.matrix).toMatchObject({ type: 'array' });
    expect(VroomJob!.properties.time_windows).toMatchObject({ type: 'array', maxItems: 64 });
    expect(VroomJob!.properties.amount).toMatchObject({ type: 'array' });
  });
});
