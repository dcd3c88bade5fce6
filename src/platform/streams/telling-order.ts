import type { Entry, StreamName } from '../../shared/live.ts';

interface Part {
  entries: Entry[];
  settled: boolean;
}

/**
 * Lets entries out in the order they were numbered, stream by stream. A commit frees the stream for the next writer
 * before its own answer is heard, so that the answers to two commits may overtake each other.
 */
export class TellingOrder {
  readonly #waiting = new Map<StreamName, Part[]>();

  /** Takes one transaction's numbered entries; its end tells whether they are committed and gets all that may go now. */
  enter(entries: readonly Entry[]): (committed: boolean) => Entry[] {
    const parts = new Map<StreamName, Part>();
    for (const entry of entries) {
      const part = parts.get(entry.stream);
      if (part) part.entries.push(entry);
      else parts.set(entry.stream, { entries: [entry], settled: false });
    }
    for (const [stream, part] of parts)
      this.#waiting.set(stream, [...(this.#waiting.get(stream) ?? []), part]);
    return (committed) =>
      [...parts].flatMap(([stream, part]) => {
        part.settled = true;
        if (!committed) part.entries = [];
        return this.#leave(stream);
      });
  }

  #leave(stream: StreamName): Entry[] {
    const waiting = this.#waiting.get(stream) ?? [];
    const open = waiting.findIndex(({ settled }) => !settled);
    const free = open < 0 ? waiting : waiting.slice(0, open);
    if (open < 0) this.#waiting.delete(stream);
    else this.#waiting.set(stream, waiting.slice(open));
    return free.flatMap(({ entries }) => entries);
  }
}
