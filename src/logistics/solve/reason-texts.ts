import type { ReasonName } from '../dispatch/solver/problem.ts';

const TEXTS: Record<ReasonName, string> = {
  skill: 'does not have the skills it needs',
  timeWindow: 'cannot be there within its time windows',
  capacity: 'has no room for it',
  maxDistance: 'would drive further than it may',
  relation: 'would break a relation',
  allowedVehicles: 'is not among its allowed vehicles',
  maxRide: 'would have it aboard for too long',
  forbiddenVehicles: 'is among its disallowed vehicles',
  maxTravel: 'would drive for longer than it may',
  maxTasks: 'has as many tasks as it may',
  break: 'would have no time for its breaks',
  unreachable: 'has no way there',
};

/** A sentence whose subject is the vehicle. */
export const reasonText = (name: ReasonName): string => `The vehicle ${TEXTS[name]}.`;
