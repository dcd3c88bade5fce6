import type { Drop } from './drop.ts';
import { say } from './say.ts';

/** What a drop would do, in words, and how good that is. */
export function dropWords(
  drop: Drop,
  courier: string,
): { text: string; tone: 'plain' | 'good' | 'warn' | 'bad' } {
  switch (drop.kind) {
    case 'nothing':
      return { text: say('dropNothing'), tone: 'plain' };
    case 'checking':
      return { text: say('dropChecking', { courier }), tone: 'plain' };
    case 'refused':
      return { text: say(`refused_${drop.reason}`), tone: 'bad' };
    case 'reorder':
      return {
        text: drop.afterNumber ? say('dropAfter', { number: drop.afterNumber }) : say('dropFirst'),
        tone: 'good',
      };
    case 'assign': {
      const { fit, insertion } = drop;
      if (!fit || !insertion) return { text: say('dropUnknown', { courier }), tone: 'warn' };
      const minutes = Math.round(insertion.addedMinutes);
      return { text: `${say('price', { courier, minutes })} · ${say(fit.key, fit.params)}`, tone: fit.tone };
    }
  }
}
