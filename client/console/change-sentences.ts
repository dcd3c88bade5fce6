import type { PlanChangeView, PlanGainView, PlanView, UndoView } from '../../src/shared/page-views.ts';
import { clockTime } from '../parts/format.ts';
import type { Params } from '../parts/phrase.ts';
import { words } from './change-words.en.ts';

export type ChangeWord = keyof typeof words;
/** How the page says a sentence. */
export type Say = (key: ChangeWord, params?: Params) => string;

const hasWord = (key: string): key is ChangeWord => key in words;

/** Why a plan was made, in words; a code we have no sentence for is told in general ones. */
export function whySentence(say: Say, { why }: PlanView): string {
  const key = `why_${why.code}`;
  return say(hasWord(key) ? key : 'why_other', why.params);
}

/** What a plan changes for one order. */
export function changeSentence(say: Say, { kind, number, from, to }: PlanChangeView, zone: string): string {
  const time = (place: typeof from) => (place?.arrival ? clockTime(place.arrival, zone) : '–');
  const params = {
    number,
    from: from?.courierName ?? '',
    to: to?.courierName ?? '',
    fromTime: time(from),
    toTime: time(to),
  };
  const times = say(from?.arrival && params.fromTime !== params.toTime ? 'timesFromTo' : 'timesTo', params);
  return say(`change_${kind}`, { ...params, times });
}

/** What a plan gains and what that costs, each a short sentence; nothing when it is all the same. */
export function gainSentences(say: Say, gain: PlanGainView): { text: string; good: boolean }[] {
  const { unservedBefore, unservedAfter, lateMinutes, waitMinutes, workMinutes } = gain;
  const served = unservedBefore - unservedAfter;
  const sentences = [
    { value: served, good: 'gainServed', bad: 'lossServed' },
    { value: lateMinutes, good: 'gainLate', bad: 'lossLate' },
    { value: waitMinutes, good: 'gainWait', bad: 'lossWait' },
    { value: workMinutes, good: 'gainWork', bad: 'lossWork' },
  ] as const;
  return sentences
    .filter(({ value }) => value !== 0)
    .map(({ value, good, bad }) => ({
      good: value > 0,
      text: say(value > 0 ? good : bad, { count: Math.abs(value), minutes: Math.abs(value) }),
    }));
}

export const backSentence = (say: Say, { number, courierName, kind }: UndoView['back'][number]): string => {
  if (!courierName) return say('back_waits', { number });
  return say(kind === 'reordered' ? 'back_place' : 'back_home', { number, courier: courierName });
};

export const keptSentence = (say: Say, { number, reason }: UndoView['kept'][number]): string =>
  say(`kept_${reason}`, { number });
