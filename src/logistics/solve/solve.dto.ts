import { z } from 'zod';
import type { SolveRow } from './solve-store.ts';
import { vroomAnswer, type VroomAnswer } from './vroom.view.ts';

const state = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);

export const queuedOut = z
  .object({ id: z.uuid(), state, status_url: z.string(), expires_at: z.iso.datetime() })
  .meta({ id: 'SolveQueued' });
export type QueuedView = z.output<typeof queuedOut>;

export const solveOut = z
  .object({
    id: z.uuid(),
    state,
    created_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable(),
    expires_at: z.iso.datetime().describe('Forgotten then.'),
    progress: z
      .object({
        iterations: z.int(),
        cost: z.number().nullable().describe('As the solver weighs it.'),
        unassigned: z.int().nullable(),
        share: z.number().describe('Of its time that is used up.'),
      })
      .nullable(),
    failure: z
      .object({
        code: z.union([z.int(), z.string()]),
        error: z.string(),
        errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
      })
      .nullable(),
    solution: vroomAnswer.nullable(),
  })
  .meta({ id: 'Solve' });
export type SolveView = z.output<typeof solveOut>;

export function toQueuedView({ id, state: at, expiresAt }: SolveRow): QueuedView {
  return { id, state: at, status_url: `/api/v1/solve/${id}`, expires_at: expiresAt.toISOString() };
}

export function toSolveView(row: SolveRow, answer: string | null): SolveView {
  return {
    id: row.id,
    state: row.state,
    created_at: row.createdAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
    expires_at: row.expiresAt.toISOString(),
    progress: row.progress,
    failure: row.failure,
    solution: answer === null ? null : (JSON.parse(answer) as VroomAnswer),
  };
}
