import { wordsOf } from './i18n.ts';
import { words as en } from './words.en.ts';
import { words as zh } from './words.zh.ts';

/** Says what all pages have in common. */
export const say = wordsOf<keyof typeof en>({ en, zh });
