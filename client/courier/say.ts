import { wordsOf } from '../parts/i18n.ts';
import { words as en } from './words.en.ts';
import { words as zh } from './words.zh.ts';

/** Says what only the courier's page says. */
export const ask = wordsOf<keyof typeof en>({ en, zh });
