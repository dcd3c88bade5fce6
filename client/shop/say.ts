import { wordsOf } from '../parts/i18n.ts';
import { words as en } from './words.en.ts';
import { words as zh } from './words.zh.ts';

/** Says what only the store's page says. */
export const tellShop = wordsOf<keyof typeof en>({ en, zh });
