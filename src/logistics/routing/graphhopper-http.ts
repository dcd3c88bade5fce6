import { AsyncLocalStorage } from 'node:async_hooks';
import type { HttpOutcome } from './graphhopper-errors.ts';

/** The parts of axios that show what its callers do not pass on. */
export interface Axios {
  get(url: string, options: object): Promise<{ data: unknown }>;
  interceptors: {
    request: { use(seen: (config: object) => object): void };
    response: {
      use(seen: (answer: AxiosAnswer) => AxiosAnswer, failed: (error: AxiosError) => Promise<never>): void;
    };
  };
}
interface AxiosAnswer {
  status: number;
  headers: Record<string, unknown>;
  data: unknown;
}
interface AxiosError {
  code?: string;
  response?: AxiosAnswer;
}

/** One call to the client and what HTTP said, which the client keeps to itself. */
export interface Call extends HttpOutcome {
  signal?: AbortSignal;
}

const calls = new AsyncLocalStorage<Call>();

/** From now on every request of this axios tells the call it was made within. */
export function watchHttp(axios: Axios): void {
  const tell = (answer: AxiosAnswer | undefined, code?: string) =>
    Object.assign(calls.getStore() ?? {}, {
      code,
      status: answer?.status,
      headers: answer?.headers,
      body: answer?.data,
    });
  axios.interceptors.request.use((config) => Object.assign(config, { signal: calls.getStore()?.signal }));
  axios.interceptors.response.use(
    (answer) => {
      tell(answer);
      return answer;
    },
    (error) => {
      tell(error.response, error.code);
      return Promise.reject(error as Error);
    },
  );
}

/** Runs `ask` so that the outcome of its request ends up in `call`. */
export const within = <T>(call: Call, ask: () => Promise<T>): Promise<T> => calls.run(call, ask);
