/**
 * The share (0..1) of a circle of radius `r` that lies in a circle of radius `R` whose centre is `d` away, in any one
 * unit. Exact lens area (Weisstein, "Circle-Circle Intersection", MathWorld).
 */
export function shareInside(r: number, R: number, d: number): number {
  if (d >= r + R) return 0;
  if (d <= R - r) return 1;
  if (d <= r - R) return (R * R) / (r * r);
  const inR = (d * d + r * r - R * R) / (2 * d * r);
  const inBig = (d * d + R * R - r * r) / (2 * d * R);
  const kite = Math.sqrt(Math.max(0, (-d + r + R) * (d + r - R) * (d - r + R) * (d + r + R)));
  const lens = r * r * Math.acos(clamp(inR)) + R * R * Math.acos(clamp(inBig)) - kite / 2;
  return Math.min(1, lens / (Math.PI * r * r));
}

const clamp = (x: number): number => Math.max(-1, Math.min(1, x));
