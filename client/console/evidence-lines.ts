/** One measured value or threshold as people read it. */
export interface EvidenceLine {
  name: string;
  value: string;
}

/** A number this large is an instant in milliseconds, not a length of time. */
const EPOCH_LIKE = 1e12;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const UNITS: Readonly<Record<string, (value: number) => string>> = {
  Ms: (value) => `${Math.round(value / 1000)} s`,
  S: (value) => `${Math.round(value)} s`,
  M: (value) => `${Math.round(value)} m`,
  Mps: (value) => `${value.toFixed(1)} m/s`,
  Pct: (value) => `${Math.round(value)} %`,
  Minutes: (value) => `${Math.round(value)} min`,
};

/** Splits `raiseAfterS` into its words and its unit. */
function named(key: string): { words: string; unit: ((value: number) => string) | null } {
  const suffix = Object.keys(UNITS).find(
    (unit) => key.endsWith(unit) && /[a-z0-9]$/.test(key.slice(0, -unit.length)),
  );
  const stem = suffix ? key.slice(0, -suffix.length) : key;
  const words = stem.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return { words, unit: suffix ? UNITS[suffix]! : null };
}

function valueOf(
  value: unknown,
  unit: ((value: number) => string) | null,
  clock: (at: string) => string,
): string {
  if (typeof value === 'number') {
    if (value > EPOCH_LIKE) return clock(new Date(value).toISOString());
    if (unit) return unit(value);
    return Number.isInteger(value) ? String(value) : value.toFixed(2);
  }
  if (typeof value === 'string') return INSTANT.test(value) ? clock(value) : value;
  return String(value);
}

/** Evidence of any rule as flat lines: nested names are joined, instants become clock times, units come from the names. */
export function readable(
  evidence: Readonly<Record<string, unknown>>,
  clock: (at: string) => string,
  within = '',
): EvidenceLine[] {
  return Object.entries(evidence).flatMap(([key, value]) => {
    if (value === null || value === undefined) return [];
    const { words, unit } = named(key);
    const name = within ? `${within} ${words}` : words;
    if (Array.isArray(value))
      return { name, value: value.map((one) => valueOf(one, unit, clock)).join(', ') };
    if (typeof value === 'object') return readable(value as Record<string, unknown>, clock, name);
    return { name, value: valueOf(value, unit, clock) };
  });
}
