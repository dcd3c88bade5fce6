/** How much of the budget is used after so many iterations: 0 at the start, 1 or more means stop. Also drives the cooling. */
export type Stop = (iterations: number) => number;

/** Deterministic budget: the same seed gives the same plan on every machine. */
export const iterations =
  (count: number): Stop =>
  (done) =>
    count <= 0 ? 1 : done / count;

/** Time budget in milliseconds by the clock given (any monotonic `() => ms`); it starts with the first question. */
export function untilMs(clock: () => number, ms: number): Stop {
  let from: number | undefined;
  return () => {
    const now = clock();
    from ??= now;
    return ms <= 0 ? 1 : (now - from) / ms;
  };
}

/** Stops as soon as `flag[0]` is set, also from another thread when the memory is shared. */
export const cancelled =
  (flag: Int32Array): Stop =>
  () =>
    Atomics.load(flag, 0) === 0 ? 0 : 1;

/** Stops with the first of several. */
export const anyOf =
  (...stops: Stop[]): Stop =>
  (done) => {
    let most = 0;
    for (const stop of stops) most = Math.max(most, stop(done));
    return most;
  };
