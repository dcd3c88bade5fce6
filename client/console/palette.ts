/** The theme's colours for painting on a canvas. */
export interface Palette {
  ink: string;
  inkSoft: string;
  surface: string;
  line: string;
  lineStrong: string;
  accent: string;
  accentInk: string;
  /** A route nobody looks at: opaque, so that many over each other stay faint. */
  faintRoute: string;
  good: string;
  warn: string;
  bad: string;
  sans: string;
}

let known: Palette | null = null;
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => (known = null));

/** The colours as the theme has them now. */
export function palette(): Palette {
  if (known) return known;
  const theme = getComputedStyle(document.documentElement);
  const token = (name: string): string => theme.getPropertyValue(`--${name}`).trim();
  known = {
    ink: token('ink'),
    inkSoft: token('ink-soft'),
    surface: token('surface'),
    line: token('line'),
    lineStrong: token('line-strong'),
    accent: token('accent'),
    accentInk: token('accent-ink'),
    faintRoute: `color-mix(in srgb, ${token('accent')} 38%, ${token('map-ground')})`,
    good: token('good'),
    warn: token('warn'),
    bad: token('bad'),
    sans: token('sans'),
  };
  return known;
}
