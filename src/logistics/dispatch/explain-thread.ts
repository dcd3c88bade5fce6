import { DomainError } from '../../shared/errors.ts';
import type { ChoicesView, ChoiceView } from '../../shared/explain-views.ts';
import { InOrder } from '../../shared/in-order.ts';
import type { choicesOf, insertionsOf } from './choices.rules.ts';
import type { Found, reasonsOf } from './reasons.rules.ts';
import { ask } from './solver-crew.ts';
import type { Answer, ExplainMessage } from './solver-message.ts';

/** So many questions at a time: each takes a thread, and planning needs the processors too. */
const AT_ONCE = 2;
/** More than these waiting for each is a storm: somebody holds a key down, or a script asks about all. */
const MOST_WAITING = 15;

const lanes = new InOrder<number>();
const waiting = Array.from({ length: AT_ONCE }, () => 0);

/** Throws DomainError `overloaded` when too many wait. */
async function askInTurn(message: ExplainMessage): Promise<Answer> {
  const least = Math.min(...waiting);
  if (least >= MOST_WAITING)
    throw new DomainError('overloaded', 'explain_busy', 'Too many questions at once; ask again soon.', {
      retryAfterS: 3,
    });
  const lane = waiting.indexOf(least);
  waiting[lane]!++;
  try {
    return await lanes.run(lane, () => ask(message));
  } finally {
    waiting[lane]!--;
  }
}

/** `reasonsOf` in a thread of its own, so that the event loop stays free: a large zone takes it a tenth of a second. */
export async function reasonsInThread(...question: Parameters<typeof reasonsOf>): Promise<Found> {
  const answer = await askInTurn({ reasons: question });
  if ('reasons' in answer) return answer.reasons;
  throw new Error('the solver thread answered something else');
}

/** `insertionsOf` in a thread of its own. */
export async function insertionsInThread(
  ...question: Parameters<typeof insertionsOf>
): Promise<ChoiceView[]> {
  const answer = await askInTurn({ insertions: question });
  if ('insertions' in answer) return answer.insertions;
  throw new Error('the solver thread answered something else');
}

/** `choicesOf` in a thread of its own. */
export async function choicesInThread(...question: Parameters<typeof choicesOf>): Promise<ChoicesView> {
  const answer = await askInTurn({ choices: question });
  if ('choices' in answer) return answer.choices;
  throw new Error('the solver thread answered something else');
}
