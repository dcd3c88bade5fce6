/** The letters people know a person by: `Anna Berg` -> `AB`, `Anna` -> `A`, `王伟` -> `王伟`. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  if (parts.length > 1) return (parts[0]![0]! + parts.at(-1)![0]!).toUpperCase();
  const letters = Array.from(parts[0] ?? '');
  return letters
    .slice(0, /^\p{Script=Han}/u.test(parts[0] ?? '') ? 2 : 1)
    .join('')
    .toUpperCase();
}
