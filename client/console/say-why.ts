import { wordsOf } from '../parts/i18n.ts';
import { words as en } from './explain-words.en.ts';
import { words as zh } from './explain-words.zh.ts';

/** Says why the plan is as it is. */
export const sayWhy = wordsOf<keyof typeof en>({ en, zh });
