import { useEffect, useRef, useState } from 'preact/hooks';
import { get } from '../parts/api.ts';

/** An answer of the server that a pane waits for. */
export interface Asked<T> {
  value: T | null;
  error: unknown;
  again: () => void;
}

/** Who runs through a list does not ask about every line. */
const REST_MS = 120;

/**
 * Asks for `path` when it appears, when `version` changes, or when what the answer rests on does (`restsOn` of it), keeping the
 * old answer meanwhile.
 */
export function useAsked<T>(
  path: string,
  version: unknown = 0,
  restsOn: (value: T) => string = () => '',
): Asked<T> {
  const [value, setValue] = useState<T | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [times, setTimes] = useState(0);
  const restedOn = useRef('');
  useEffect(() => {
    const stop = new AbortController();
    setError(null);
    const answered = (found: T): void => {
      restedOn.current = restsOn(found);
      setValue(found);
    };
    const ask = (): void =>
      void get<T>(path, stop.signal).then(answered, (failed: unknown) => {
        if (!stop.signal.aborted) setError(failed);
      });
    const resting = setTimeout(ask, REST_MS);
    return () => {
      clearTimeout(resting);
      stop.abort();
    };
  }, [path, version, times]);
  const ground = value === null ? restedOn.current : restsOn(value);
  useEffect(() => {
    if (ground !== restedOn.current) setTimes((count) => count + 1);
  }, [ground]);
  return { value, error, again: () => setTimes(times + 1) };
}
