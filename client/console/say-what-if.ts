import { wordsOf } from '../parts/i18n.ts';
import { words as en } from './what-if-words.en.ts';
import { words as zh } from './what-if-words.zh.ts';

/** Says what another fleet would do. */
export const sayIf = wordsOf<keyof typeof en>({ en, zh });
