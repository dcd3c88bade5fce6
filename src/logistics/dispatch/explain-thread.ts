import type { ChoicesView, ChoiceView } from '../../shared/explain-views.ts';
import type { choicesOf, insertionsOf } from './choices.rules.ts';
import type { Found, reasonsOf } from './reasons.rules.ts';
import { ask } from './solver-crew.ts';

/** `reasonsOf` in a thread of its own, so that the event loop stays free: a large zone takes it a tenth of a second. */
export async function reasonsInThread(...question: Parameters<typeof reasonsOf>): Promise<Found> {
  const answer = await ask({ reasons: question });
  if ('reasons' in answer) return answer.reasons;
  throw new Error('the solver thread answered something else');
}

/** `insertionsOf` in a thread of its own. */
export async function insertionsInThread(
  ...question: Parameters<typeof insertionsOf>
): Promise<ChoiceView[]> {
  const answer = await ask({ insertions: question });
  if ('insertions' in answer) return answer.insertions;
  throw new Error('the solver thread answered something else');
}

/** `choicesOf` in a thread of its own. */
export async function choicesInThread(...question: Parameters<typeof choicesOf>): Promise<ChoicesView> {
  const answer = await ask({ choices: question });
  if ('choices' in answer) return answer.choices;
  throw new Error('the solver thread answered something else');
}
