import { useEffect, useState } from 'preact/hooks';
import { get } from '../parts/api.ts';

/** An answer of the server that a pane waits for. */
export interface Asked<T> {
  value: T | null;
  error: unknown;
  again: () => void;
}

/** Asks for `path` when it appears or `version` changes, keeping the old answer meanwhile. */
export function useAsked<T>(path: string, version: unknown = 0): Asked<T> {
  const [value, setValue] = useState<T | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [times, setTimes] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    setError(null);
    get<T>(path, stop.signal).then(setValue, (failed: unknown) => {
      if (!stop.signal.aborted) setError(failed);
    });
    return () => stop.abort();
  }, [path, version, times]);
  return { value, error, again: () => setTimes(times + 1) };
}
