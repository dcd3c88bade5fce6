import type { ComponentChildren } from 'preact';
import { ApiProblem } from './api.ts';
import { say } from './say.ts';

/** Grey lines where a list is about to be. */
export function Skeleton({ rows = 3 }: { rows?: number }) {
  return (
    <div class="skeleton" role="status" aria-label={say('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} style={{ width: `${92 - ((row * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

/** An empty list: what that means and what to do next. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** What went wrong, with the request's id for whoever is asked for help, and a way to try again. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const refusal = error instanceof ApiProblem ? error : null;
  const text = refusal?.code === 'unreachable' ? say('unreachable') : refusal?.message;
  const requestId = refusal?.problem.requestId;
  return (
    <div class="failure" role="alert">
      <p class="failure-title">{say('failed')}</p>
      {text && <p>{text}</p>}
      {requestId && <p class="failure-id">{say('requestId', { id: requestId })}</p>}
      {retry && (
        <button type="button" class="button" onClick={retry}>
          {say('retry')}
        </button>
      )}
    </div>
  );
}
