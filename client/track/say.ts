import { wordsOf } from '../parts/i18n.ts';
import { words as en } from './words.en.ts';
import { words as zh } from './words.zh.ts';

/** Says what only the customer's page says. */
export const tell = wordsOf<keyof typeof en>({ en, zh });
