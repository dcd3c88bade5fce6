import { say } from '../parts/say.ts';
import { words } from '../parts/words.en.ts';

/** A state or reason in words; what we have no word for is shown as it came. */
export function inWords(code: string): string {
  for (const key of [`state_${code}`, `reason_${code}`])
    if (key in words) return say(key as keyof typeof words);
  return code.replaceAll('_', ' ').replaceAll('.', ': ');
}
