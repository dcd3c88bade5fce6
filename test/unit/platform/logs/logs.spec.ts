import { expect, it } from '@jest/globals';
import { describeError } from '../../../../src/platform/logs/logs.ts';

it("leaves a database's detail out of the log: it quotes the row, PIN and all", () => {
  const message = 'violates check constraint "x"\n - detail: Failing row contains (1, 4711).';
  const described = describeError(Object.assign(new Error(message), { code: '23514' }));
  expect(described).toMatchObject({ message: 'violates check constraint "x"', code: '23514' });
  expect(JSON.stringify(described)).not.toContain('4711');
});
