/** Something that can be done, in the words of the page. */
export interface Named {
  label: string;
}

/** Those whose words hold every word of the query, wherever; in their order, but what begins with the query comes first. */
export function matching<T extends Named>(all: readonly T[], query: string): T[] {
  const asked = query.trim().toLowerCase();
  const words = asked.split(/\s+/).filter(Boolean);
  const found = all.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
  const begins = ({ label }: Named) => (label.toLowerCase().startsWith(asked) ? 0 : 1);
  return found.toSorted((a, b) => begins(a) - begins(b));
}
