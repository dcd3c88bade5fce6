import { describe, expect, it } from '@jest/globals';
import { engineUnavailable, rateLimited } from '../../../../src/logistics/routing/routing-errors.ts';
import { toProblem } from '../../../../src/platform/http/problem.ts';

const withCode = (code: string) => Object.assign(new Error('secret words'), { code });

describe('the problem document of an error', () => {
  it.each(['ECONNREFUSED', '57P01', '57P03', '53300', '08006'])(
    'asks to try again soon while the database is away (%s)',
    (code) => {
      expect(toProblem(withCode(code))).toMatchObject({ status: 503, code: 'unavailable', retryAfterS: 2 });
    },
  );

  it('says when to come again of all that may pass, sooner or later as the refusal knows', () => {
    expect(toProblem(engineUnavailable('down'))).toMatchObject({ status: 503, retryAfterS: 5 });
    expect(toProblem(rateLimited())).toMatchObject({ status: 429, retryAfterS: 5 });
    expect(toProblem(rateLimited(17))).toMatchObject({ status: 429, retryAfterS: 17 });
  });

  it('says nothing of an error nobody foresaw', () => {
    const problem = toProblem(withCode('23514'));
    expect(problem).toMatchObject({ status: 500, code: 'internal' });
    expect(JSON.stringify(problem)).not.toContain('secret');
  });
});
