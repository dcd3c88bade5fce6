import { describe, expect, it } from '@jest/globals';
import { matching } from '../../../../client/console/command-match.ts';

const all = ['go to the plan', 'plan: what if', 'lock or unlock'].map((label) => ({ label }));
const found = (query: string) => matching(all, query).map(({ label }) => label);

describe('finding a command by its name', () => {
  it('gives all until something is typed, then what holds every word, beginnings first', () => {
    expect(found('')).toEqual(['go to the plan', 'plan: what if', 'lock or unlock']);
    expect(found('Plan')).toEqual(['plan: what if', 'go to the plan']);
    expect(found('plan go')).toEqual(['go to the plan']);
    expect(found('nothing')).toEqual([]);
  });
});
