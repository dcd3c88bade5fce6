/** How far a problem in the queue is; keys as VROOM writes them. */
export interface SolveStatus {
  id: string;
  state: SolveState;
  /** While it runs, and of the last search. */
  progress: SolveProgress | null;
  /** Why it failed, in VROOM's words: 1 internal, 2 input, 3 routing. */
  failure: SolveFailure | null;
}

export type SolveState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface SolveProgress {
  /** After which the best plan so far was found; in the end all of them. */
  iterations: number;
  /** As the solver weighs it; null while there is no plan yet. */
  cost: number | null;
  unassigned: number | null;
  /** Of its time that is used up, 0..1. */
  share: number;
}

export interface SolveFailure {
  code: string | number;
  error: string;
  errors?: { field: string; message: string }[];
}
