import { Catch } from '@nestjs/common';
import { ProblemFilter } from '../../platform/http/problem.filter.ts';
import type { Problem } from '../../shared/problem.ts';
import { toVroomProblem } from './vroom-problem.ts';

/** Refusals of this door are problem documents that VROOM's users can read too. */
@Catch()
export class VroomFilter extends ProblemFilter {
  protected override shape(problem: Problem) {
    return toVroomProblem(problem);
  }
}
