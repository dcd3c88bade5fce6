/** One measured value or threshold as people read it. */
export interface EvidenceLine {
  /** Where it stood: `thresholds_raiseS`. */
  path: string;
  /** The path in plain words, for what we have no better ones for. */
  name: string;
  value: string;
}

/** How values are spelled where the reader is. */
export interface Spelling {
  clock: (at: string) => string;
  lasting: (ms: number) => string;
  far: (metres: number) => string;
  word: (code: string) => string;
}

type Unit = (value: number, spell: Spelling) => string;

/** A number this large is an instant in milliseconds, not a length of time. */
const EPOCH_LIKE = 1e12;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
/** Names for programs: whoever reads has them in other words beside it. */
const FOR_PROGRAMS = /(Id|^code)$/;
const UNITS: Readonly<Record<string, Unit>> = {
  Ms: (value, { lasting }) => lasting(value),
  S: (value, { lasting }) => lasting(value * 1000),
  Minutes: (value, { lasting }) => lasting(value * 60_000),
  M: (value, { far }) => far(value),
  Mps: (value) => `${value.toFixed(1)} m/s`,
  Pct: (value) => `${Math.round(value)} %`,
};

/** Splits `raiseAfterS` into its words and its unit. */
function named(key: string): { words: string; unit: Unit | null } {
  if (/probability$/i.test(key))
    return { words: spaced(key), unit: (value) => `${Math.round(value * 100)} %` };
  const suffix = Object.keys(UNITS).find(
    (unit) => key.endsWith(unit) && /[a-z0-9]$/.test(key.slice(0, -unit.length)),
  );
  if (!suffix) return { words: spaced(key), unit: null };
  return { words: spaced(key.slice(0, -suffix.length)), unit: UNITS[suffix]! };
}

const spaced = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();

function valueOf(value: unknown, unit: Unit | null, spell: Spelling): string {
  if (typeof value === 'number') {
    if (value > EPOCH_LIKE) return spell.clock(new Date(value).toISOString());
    if (unit) return unit(value, spell);
    return Number.isInteger(value) ? String(value) : value.toFixed(2);
  }
  if (typeof value === 'string') return INSTANT.test(value) ? spell.clock(value) : spell.word(value);
  return String(value);
}

/** Evidence of any rule as flat lines: nested names are joined, instants become clock times, units come from the names. */
export function readable(
  evidence: Readonly<Record<string, unknown>>,
  spell: Spelling,
  within: Pick<EvidenceLine, 'path' | 'name'> | null = null,
): EvidenceLine[] {
  return Object.entries(evidence).flatMap(([key, value]) => {
    if (value === null || value === undefined || FOR_PROGRAMS.test(key)) return [];
    const { words, unit } = named(key);
    const at = within
      ? { path: `${within.path}_${key}`, name: `${within.name} ${words}` }
      : { path: key, name: words };
    if (Array.isArray(value))
      return { ...at, value: value.map((one) => valueOf(one, unit, spell)).join(', ') };
    if (typeof value === 'object') return readable(value as Record<string, unknown>, spell, at);
    return { ...at, value: valueOf(value, unit, spell) };
  });
}
