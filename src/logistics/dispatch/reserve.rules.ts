/** How the worth of a courier's staying free is reckoned, in seconds of the customers' waiting. */
export interface Reserve {
  /** Of a courier who stands where the orders come from. */
  atHandS: number;
  /** How much of it is lost with each second of way from there. */
  perSecondAway: number;
}

/**
 * What other customers are expected to wait longer when this courier is no longer free, `awayS` from where the orders come
 * from (the mean over what was ordered so far). As the fixed cost of using the courier it makes a plan send, of two who would
 * be in time, the one who is worse placed, and bundle rather than spend the last free ones (reserving by position; compare
 * the cost function approximation of Ulmer et al. 2021, Transp. Sci. 55(1)).
 */
export const reserveWorthS = (awayS: number, { atHandS, perSecondAway }: Reserve): number =>
  Math.max(0, atHandS - awayS * perSecondAway);
