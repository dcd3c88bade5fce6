import { wordsOf } from '../parts/i18n.ts';
import { words as en } from './correct-words.en.ts';
import { words as zh } from './correct-words.zh.ts';

/** Says what correcting an order says. */
export const sayCorrect = wordsOf<keyof typeof en>({ en, zh });
