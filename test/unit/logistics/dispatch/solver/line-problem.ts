import type { Problem, Request, Vehicle } from '../../../../../src/logistics/dispatch/solver/problem.ts';

/** One vehicle `v` on a street of 60 places, one second and one unit of cost apart; it starts at 0 and ends anywhere. */
export function line(vehicle: Partial<Vehicle>, requests: Request[]): Problem {
  const places = 60;
  const durationsS = Float64Array.from({ length: places * places }, (_, k) =>
    Math.abs(Math.floor(k / places) - (k % places)),
  );
  return {
    places,
    profiles: [{ durationsS }],
    requests,
    vehicles: [{ id: 'v', start: 0, shift: [0, 1000], ...vehicle }],
    weights: { time: 1 },
  };
}
