import { wordsOf } from '../parts/i18n.ts';
import { words as en } from './change-words.en.ts';
import { words as zh } from './change-words.zh.ts';

/** Says what the list of plan changes has to say. */
export const sayChange = wordsOf<keyof typeof en>({ en, zh });
