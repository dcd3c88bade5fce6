import { wordsOf } from '../parts/i18n.ts';
import { words as en } from './words.en.ts';
import { words as zh } from './words.zh.ts';

export type WordKey = keyof typeof en;

/** Says what only the console has to say. */
export const say = wordsOf<WordKey>({ en, zh });
