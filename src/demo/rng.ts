/** A seeded source of chance: the same seed gives the same row of numbers on every machine. */
export interface Rng {
  /** 0 <= x < 1. */
  float(): number;
  /** Whole number, least <= x <= most. */
  int(least: number, most: number): number;
  /** least <= x < most. */
  from(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Mean 0, deviation 1 (Box-Muller). */
  normal(): number;
  /** Waiting time with this mean between events that know nothing of each other. */
  exponential(mean: number): number;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A stream of its own for each name, so that one actor's draws never shift another's (mulberry32 by Tommy Ettinger). */
export function rngOf(seed: number | string, ...names: (string | number)[]): Rng {
  let state = hashOf([seed, ...names].join('/'));
  const float = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    float,
    int: (least, most) => least + Math.floor(float() * (most - least + 1)),
    from: (least, most) => least + float() * (most - least),
    chance: (probability) => float() < probability,
    pick: (items) => items[Math.floor(float() * items.length)]!,
    normal: () => Math.sqrt(-2 * Math.log(1 - float())) * Math.cos(2 * Math.PI * float()),
    exponential: (mean) => -mean * Math.log(1 - float()),
  };
}
