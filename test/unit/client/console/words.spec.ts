import { describe, expect, it } from '@jest/globals';
import { words as whyEn } from '../../../../client/console/explain-words.en.ts';
import { words as whyZh } from '../../../../client/console/explain-words.zh.ts';
import { words as changesEn } from '../../../../client/console/change-words.en.ts';
import { words as changesZh } from '../../../../client/console/change-words.zh.ts';
import { words as correctEn } from '../../../../client/console/correct-words.en.ts';
import { words as correctZh } from '../../../../client/console/correct-words.zh.ts';
import { words as ifEn } from '../../../../client/console/what-if-words.en.ts';
import { words as ifZh } from '../../../../client/console/what-if-words.zh.ts';
import type { Phrase } from '../../../../client/parts/phrase.ts';
import { words as en } from '../../../../client/console/words.en.ts';
import { words as zh } from '../../../../client/console/words.zh.ts';

const names = (phrase: Phrase) => {
  const text = typeof phrase === 'string' ? phrase : phrase.other;
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
};

describe('the console’s words', () => {
  const tables: [string, Record<string, Phrase>, Record<string, Phrase>][] = [
    ['all', en, zh],
    ['explaining', whyEn, whyZh],
    ['what if', ifEn, ifZh],
    ['plan changes', changesEn, changesZh],
    ['correcting', correctEn, correctZh],
  ];
  it.each(tables)('name the same figures in both languages: %s', (_, english, chinese) => {
    for (const key of Object.keys(english))
      expect([key, names(chinese[key]!)]).toEqual([key, names(english[key]!)]);
  });
});
