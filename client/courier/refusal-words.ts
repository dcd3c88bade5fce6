import type { StopAction } from '../../src/shared/route-views.ts';
import type { ApiProblem } from '../parts/api.ts';
import { ask } from './say.ts';

const what = (deed: StopAction | 'duty' | 'offer'): string => {
  if (deed === 'duty') return ask('theDuty');
  if (deed === 'offer') return ask('theOffer');
  return deed === 'complete' ? ask('do_complete_dropoff') : ask(`do_${deed}`);
};

/** Says that something was not taken, and why as the server put it. */
export function refusalWords(deed: StopAction | 'duty' | 'offer', problem: ApiProblem): string {
  return problem.passing
    ? ask('failedNow', { what: what(deed) })
    : ask('refused', { what: what(deed), why: problem.message });
}
