export type Transitions<S extends string> = Readonly<Record<S, readonly S[]>>;

/** An object tried to move where its table does not lead. */
export class IllegalTransition extends Error {
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  constructor(subject: string, from: string, to: string) {
    super(`A ${subject} can't go from ${from} to ${to}.`);
    this.subject = subject;
    this.from = from;
    this.to = to;
  }
}

/** A lifecycle as data: the states, and from each the states it may move to. */
export function defineLifecycle<S extends string>(subject: string, initial: S, transitions: Transitions<S>) {
  return {
    subject,
    initial,
    transitions,
    states: Object.keys(transitions) as S[],
    next: (from: S): readonly S[] => transitions[from],
    may: (from: S, to: S): boolean => transitions[from].includes(to),
    isFinal: (state: S): boolean => transitions[state].length === 0,
    /** Throws IllegalTransition when the table does not lead from `from` to `to`. */
    assert(from: S, to: S): void {
      if (!transitions[from].includes(to)) throw new IllegalTransition(subject, from, to);
    },
  };
}

/** The states no path from `initial` leads to; a sound table has none. */
export function unreachable<S extends string>(initial: S, transitions: Transitions<S>): S[] {
  const seen = new Set<S>([initial]);
  for (const state of seen) for (const next of transitions[state]) seen.add(next);
  return (Object.keys(transitions) as S[]).filter((state) => !seen.has(state));
}
