import { describe, expect, it } from '@jest/globals';
import { toProblem } from '../../../../src/platform/http/problem.ts';

const withCode = (code: string) => Object.assign(new Error('secret words'), { code });

describe('the problem document of an error', () => {
  it.each(['ECONNREFUSED', '57P01', '57P03', '53300', '08006'])(
    'asks to try again soon while the database is away (%s)',
    (code) => {
      expect(toProblem(withCode(code))).toMatchObject({ status: 503, code: 'unavailable', retryAfterS: 2 });
    },
  );

  it('says nothing of an error nobody foresaw', () => {
    const problem = toProblem(withCode('23514'));
    expect(problem).toMatchObject({ status: 500, code: 'internal' });
    expect(JSON.stringify(problem)).not.toContain('secret');
  });
});
