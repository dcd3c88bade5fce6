/** What a key asks for. The page decides what it means where the focus is. */
export type KeyCommand =
  | 'search'
  | 'next'
  | 'previous'
  | 'open'
  | 'assign'
  | 'lock'
  | 'undo'
  | 'mark'
  | 'map'
  | 'alerts'
  | 'orders'
  | 'plan'
  | 'changes'
  | 'fit'
  | 'whatIf'
  | 'commands'
  | 'help'
  | 'close';

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** The first key of a two-key command and when it was pressed. */
export interface Prefix {
  key: 'g';
  atMs: number;
}

export interface Heard {
  command: KeyCommand | null;
  prefix: Prefix | null;
}

/** A second key counts while it follows within this time. */
export const PREFIX_MS = 1_500;

const SINGLE: Readonly<Record<string, KeyCommand>> = {
  '/': 'search',
  j: 'next',
  k: 'previous',
  Enter: 'open',
  a: 'assign',
  l: 'lock',
  u: 'undo',
  x: 'mark',
  f: 'fit',
  w: 'whatIf',
  ':': 'commands',
  '?': 'help',
  Escape: 'close',
};

const AFTER_G: Readonly<Record<string, KeyCommand>> = {
  m: 'map',
  a: 'alerts',
  o: 'orders',
  p: 'plan',
  c: 'changes',
};

/** Every command with the keys that give it, in the order the help shows them. */
export const KEYS: readonly { keys: readonly string[]; command: KeyCommand }[] = [
  ...Object.entries(SINGLE).map(([key, command]) => ({ keys: [key], command })),
  ...Object.entries(AFTER_G).map(([key, command]) => ({ keys: ['g', key], command })),
];

/** Reads one key press; keys with Ctrl, Alt or Meta belong to the browser, but for the Ctrl K that all pages have for their commands. */
export function readKey(press: KeyPress, prefix: Prefix | null, nowMs: number): Heard {
  if ((press.ctrlKey || press.metaKey) && press.key.toLowerCase() === 'k')
    return { command: 'commands', prefix: null };
  if (press.ctrlKey || press.metaKey || press.altKey) return { command: null, prefix: null };
  if (prefix && nowMs - prefix.atMs <= PREFIX_MS) {
    return { command: AFTER_G[press.key.toLowerCase()] ?? null, prefix: null };
  }
  if (press.key === 'g') return { command: null, prefix: { key: 'g', atMs: nowMs } };
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return { command: SINGLE[key] ?? null, prefix: null };
}
