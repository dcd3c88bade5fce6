import {
  badRequest,
  engineUnavailable,
  noRoute,
  outOfArea,
  pointNotSnappable,
  rateLimited,
  routingTimeout,
} from './routing-errors.ts';
import type { RoutingError } from './routing-errors.ts';

/** How a call to GraphHopper ended. */
export interface HttpOutcome {
  status?: number;
  headers?: Record<string, unknown>;
  body?: unknown;
  /** Of the socket, as in ECONNREFUSED. */
  code?: string;
}

interface ErrorBody {
  message?: string;
  hints?: { message?: string; details?: string; point_index?: number }[];
}

/** The engine's refusal in our words; nothing of the key gets into it. */
export function errorOf(outcome: HttpOutcome, timeoutMs: number, key: string): RoutingError {
  const { status, code } = outcome;
  if (status === undefined) {
    const late = code === 'ECONNABORTED' || code === 'ETIMEDOUT';
    return late
      ? routingTimeout(timeoutMs)
      : engineUnavailable(`GraphHopper cannot be reached (${code ?? 'no answer'}).`);
  }
  if (status === 429) return rateLimited(retryAfterS(outcome.headers));
  if (status === 401 || status === 403) return engineUnavailable('GraphHopper refuses the key.');
  if (status < 300) return engineUnavailable('GraphHopper gives an answer that makes no sense.');
  if (status !== 400) return engineUnavailable(`GraphHopper answers ${status}.`);
  return refusalOf(outcome.body, key);
}

function refusalOf(body: unknown, key: string): RoutingError {
  const { message, hints = [] } = (typeof body === 'object' && body ? body : {}) as ErrorBody;
  const { details = '', point_index: index } = hints[0] ?? {};
  const kind = details.slice(details.lastIndexOf('.') + 1);
  if (kind === 'PointNotFoundException') return pointNotSnappable(index ?? 0);
  if (kind === 'PointOutOfBoundsException') return outOfArea(index ?? 0);
  if (kind === 'ConnectionNotFoundException' || kind === 'MaximumNodesExceededException') return noRoute();
  return badRequest(`GraphHopper refuses: ${scrubbed(message ?? 'no reason given', key)}`);
}

function scrubbed(message: string, key: string): string {
  const known = key ? message.replaceAll(key, '***') : message;
  return known.replace(/\bkey=[^&\s"]*/g, 'key=***');
}

/** Seconds, from Retry-After or X-RateLimit-Reset. */
function retryAfterS(headers: Record<string, unknown> = {}): number | undefined {
  const seconds = Number(headers['retry-after'] ?? headers['x-ratelimit-reset'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : undefined;
}
