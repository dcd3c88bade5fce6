import { describe, expect, it } from '@jest/globals';
import { words as en } from '../../../../client/console/words.en.ts';
import { words as zh } from '../../../../client/console/words.zh.ts';

const names = (phrase: string | { one: string; other: string }) => {
  const text = typeof phrase === 'string' ? phrase : phrase.other;
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
};

describe('the console’s words', () => {
  it('name the same figures in both languages', () => {
    for (const key of Object.keys(en) as (keyof typeof en)[])
      expect([key, names(zh[key])]).toEqual([key, names(en[key])]);
  });
});
