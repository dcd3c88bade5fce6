import type { AlertView } from '../../src/shared/views.ts';
import { inWords } from './in-words.ts';
import { say } from './say.ts';

/** The alert as a sentence in the reader's language. */
export function alertSentence({ rule, subject, message }: AlertView): string {
  const { reason } = message.params;
  return say(`alert_${rule}`, {
    label: subject.label,
    ...message.params,
    ...(typeof reason === 'string' ? { reason: inWords(reason) } : {}),
  });
}
