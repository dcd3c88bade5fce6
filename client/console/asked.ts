import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiProblem, get } from '../parts/api.ts';
import { zoneState } from './desk.ts';
import type { Routes } from './ways.ts';

/** An answer of the server that a pane waits for. */
export interface Asked<T> {
  value: T | null;
  error: unknown;
  again: () => void;
}

/** Who runs through a list does not ask about every line. */
const REST_MS = 120;
const TRY_AGAIN_MS = 3_000;

/**
 * Asks for `path` when it appears, when `version` changes, or when the routes do that the answer rests on (`restsOn`), keeping
 * the old answer meanwhile: a failure that passes is tried again behind it.
 */
export function useAsked<T>(
  path: string,
  version: unknown = 0,
  restsOn: (value: T, routes: Routes | undefined) => string = () => '',
): Asked<T> {
  const [value, setValue] = useState<T | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [times, setTimes] = useState(0);
  const answered = useRef<{ path: string; restedOn: string } | null>(null);
  const again = (): void => setTimes((count) => count + 1);
  useEffect(() => {
    const stop = new AbortController();
    let waiting = 0;
    setError(null);
    const failed = (reason: unknown): void => {
      if (stop.signal.aborted) return;
      const passes = reason instanceof ApiProblem && reason.passing && answered.current?.path === path;
      if (passes) waiting = setTimeout(again, TRY_AGAIN_MS);
      else setError(reason);
    };
    const ask = (): void => {
      // Of the routes as they are now: who hears of others before the answer comes asks once more.
      const routes = zoneState.peek()?.routes;
      get<T>(path, stop.signal).then((found) => {
        answered.current = { path, restedOn: restsOn(found, routes) };
        setValue(found);
      }, failed);
    };
    waiting = setTimeout(ask, REST_MS);
    return () => {
      clearTimeout(waiting);
      stop.abort();
    };
  }, [path, version, times]);
  const ground = value === null ? null : restsOn(value, zoneState.value?.routes);
  useEffect(() => {
    if (ground !== null && ground !== answered.current?.restedOn) again();
  }, [ground, value]);
  return { value, error, again };
}
