import { describe, expect, it } from '@jest/globals';
import {
  engineUnavailable,
  outOfArea,
  rateLimited,
  type RoutingError,
} from '../../../../src/logistics/routing/routing-errors.ts';
import { toVroomProblem } from '../../../../src/logistics/solve/vroom-problem.ts';
import { toProblem } from '../../../../src/platform/http/problem.ts';

const refusal = (error: RoutingError) => {
  const { status, code, retryAfterS } = toVroomProblem(toProblem(error));
  return { status, code, retryAfterS };
};

describe("a refusal in VROOM's words", () => {
  it('blames the streets, and says when to come again where that may help', () => {
    expect(refusal(engineUnavailable('down'))).toEqual({ status: 503, code: 3, retryAfterS: 5 });
    expect(refusal(rateLimited(17))).toEqual({ status: 429, code: 3, retryAfterS: 17 });
    expect(refusal(outOfArea(0))).toEqual({ status: 422, code: 3, retryAfterS: undefined });
  });
});
