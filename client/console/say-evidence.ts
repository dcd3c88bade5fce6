import { wordsOf } from '../parts/i18n.ts';
import { words as en } from './evidence-words.en.ts';
import { words as zh } from './evidence-words.zh.ts';

/** Says what an alert's evidence is called. */
export const sayEvidence = wordsOf<keyof typeof en>({ en, zh });
