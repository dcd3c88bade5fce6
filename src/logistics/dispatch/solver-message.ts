import type { ErrorDetail, ErrorKind } from '../../shared/errors.ts';
import type { ChoicesView, ChoiceView } from '../../shared/explain-views.ts';
import type { choicesOf, insertionsOf } from './choices.rules.ts';
import type { Found, reasonsOf } from './reasons.rules.ts';
import type { Board } from './solver-board.ts';
import type { Explaining } from './solver/explain.ts';
import type { Plan, Problem, Solution } from './solver/problem.ts';

export interface Budget {
  /** Wall time of the search. */
  ms?: number;
  /** Processor time of each thread instead: what others do on the machine does not shorten it. */
  cpuMs?: number;
  /** Deterministic instead: the same seed gives the same plan. */
  iterations?: number;
}

/** What goes to a solver thread. Shared matrices are shared, the rest is copied. */
export interface SolveMessage {
  problem: Problem;
  seed: number;
  budget: Budget;
  start?: Plan;
  explain?: Explaining;
  cancel: Int32Array;
  wantsBetter: boolean;
  /** Others work on the same problem. */
  together?: { board: Board; me: number };
}

/** The plan is to explain itself: why nobody has a delivery, why this courier, where it could go. */
export type ExplainMessage =
  | { reasons: Parameters<typeof reasonsOf> }
  | { choices: Parameters<typeof choicesOf> }
  | { insertions: Parameters<typeof insertionsOf> };

/** An error on its way between threads, where it would lose its class. */
export interface Refusal {
  kind: ErrorKind;
  code: string;
  message: string;
  detail: ErrorDetail;
}

export type Answer =
  | { solution: Solution }
  | { reasons: Found }
  | { choices: ChoicesView }
  | { insertions: ChoiceView[] };

export type WorkerMessage =
  | { better: Plan; iterations: number }
  | Answer
  | { refused: Refusal }
  | { failed: string };
