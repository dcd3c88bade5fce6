import { say as sayCommon } from '../parts/say.ts';
import { words as common } from '../parts/words.en.ts';
import { say } from './say.ts';
import { words } from './words.en.ts';

/** A state, reason or kind of event in words; sentences, and codes we have no word for, are shown as they came. */
export function inWords(code: string): string {
  for (const key of [`state_${code}`, `reason_${code}`])
    if (key in common) return sayCommon(key as keyof typeof common);
  if (`history_${code}` in words) return say(`history_${code}` as keyof typeof words);
  return /^[a-z_]+$/.test(code) ? code.replaceAll('_', ' ') : code;
}
