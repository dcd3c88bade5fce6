/** sfc32 (Doty-Humphrey, PractRand): 32-bit, fast in V8, passes BigCrush. One stream per search; never Math.random. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d = 1;

  constructor(seed: number) {
    this.a = Math.imul(seed | 0, 0x9e3779b1) | 0;
    this.b = (this.a ^ 0x9e3779b9) | 0;
    this.c = Math.imul(this.b, 69069) | 0;
    for (let i = 0; i < 20; i++) this.next();
  }

  /** Uniform in [0, 1). */
  next(): number {
    const t = (this.a + this.b + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + t) | 0;
    return (t >>> 0) * 2.3283064365386963e-10;
  }

  /** Uniform in 0..m-1. */
  int(m: number): number {
    return (this.next() * m) | 0;
  }

  /**
   * Draws how many evaluations pass until the next blink: the geometric gap of independent trials with this probability,
   * so that the hot loop counts down instead of drawing a number per position.
   */
  blinkGap(probability: number): number {
    if (probability <= 0) return 0x3fffffff;
    return 1 + Math.min(0x3ffffffe, Math.floor(Math.log(1 - this.next()) / Math.log(1 - probability)));
  }
}
