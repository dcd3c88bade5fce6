import type { ComponentChildren } from 'preact';

interface CorrectRowProps {
  busy: boolean;
  /** Whether there is anything to put right. */
  ready: boolean;
  go: () => void;
  children: ComponentChildren;
}

/** One thing to put right: not twice at a time, and not for nothing. */
export function CorrectRow({ busy, ready, go, children }: CorrectRowProps) {
  return (
    <form
      class="correct-row"
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !busy) go();
      }}
    >
      {children}
    </form>
  );
}
