import type { Target } from './target.ts';

/** Seconds from the route's start that the router plans to be `alongM` metres along, stops not counted. */
export function plannedSecondsAt(target: Target, alongM: number): number {
  let fromM = 0;
  let seconds = 0;
  for (const stop of target.stops) {
    const legM = stop.alongM - fromM;
    if (alongM < stop.alongM)
      return seconds + (legM <= 0 ? 0 : (stop.plannedLegS * Math.max(0, alongM - fromM)) / legM);
    seconds += stop.plannedLegS;
    fromM = stop.alongM;
  }
  return seconds;
}
