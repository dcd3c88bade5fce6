/** An amount in minor units (cents, öre) of an ISO 4217 currency. */
export interface Money {
  amountMinor: number;
  currency: string;
}

/** Adds amounts of one currency; throws when currencies differ. */
export function sum(amounts: readonly Money[], currency: string): Money {
  let amountMinor = 0;
  for (const amount of amounts) {
    if (amount.currency !== currency) throw new Error(`Can't add ${amount.currency} to ${currency}.`);
    amountMinor += amount.amountMinor;
  }
  return { amountMinor, currency };
}
