/** Share of the time among plans that serve all; the price of leaving something out follows it. */
const AT_HOME = 0.3;
const WEIGH_EVERY = 2_000;
const STEP = 1.2;
/** What a request left out costs at first, and at least, in mean costs of a request. */
const FIRST_PRICE = 5;
const LEAST_PRICE = 0.1;
/** Iterations until a search that does not find back is brought back. */
const LONGEST = 500;

/**
 * With a fleet that has no room to spare every way to a better plan leads over plans that leave something out. They are
 * allowed at a price that adapts, as infeasible plans are in hybrid genetic search (Vidal et al. 2012), and for so long:
 * then the search is back at the plan it left from.
 */
export class Excursions {
  readonly #least: number;
  #price: number;
  #home: number[][] | undefined;
  #away = 0;
  #atHome = 0;
  #count = 0;

  constructor(meanCost: number) {
    this.#price = FIRST_PRICE * meanCost;
    this.#least = LEAST_PRICE * meanCost;
  }

  /** What a plan of this cost is worth that leaves this much unserved. */
  priced(cost: number, unserved: number): number {
    return cost + this.#price * unserved;
  }

  /** The search leaves these routes, node lists per vehicle. */
  leave(home: number[][]): void {
    this.#home = home;
    this.#away = 0;
  }

  /** Called after every iteration; the routes to go back to when the excursion has lasted too long. */
  next(isAway: boolean): number[][] | undefined {
    if (++this.#count === WEIGH_EVERY) this.#weigh();
    if (!isAway) {
      this.#atHome++;
      return undefined;
    }
    if (++this.#away <= LONGEST) return undefined;
    this.#away = 0;
    return this.#home;
  }

  #weigh(): void {
    const isSeldomHome = this.#atHome / WEIGH_EVERY < AT_HOME;
    this.#price = Math.max(this.#least, isSeldomHome ? this.#price * STEP : this.#price / STEP);
    this.#count = this.#atHome = 0;
  }
}
