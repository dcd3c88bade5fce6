export interface WantedLine {
  sku: string;
  quantity: number;
}

/** What the catalog says about a product at the moment of sale. */
export interface Offered {
  sku: string;
  name: string;
  priceMinor: number;
  weightG: number;
  /** Null: not counted. */
  stock: number | null;
}

/** A line as it was sold: name and price as they were then. */
export interface SoldLine extends WantedLine {
  name: string;
  unitMinor: number;
  weightG: number;
}

export type Sale =
  | { sold: SoldLine[] }
  | { refused: 'unknown'; line: number; sku: string }
  | { refused: 'out_of_stock'; line: number; sku: string; available: number };

/** Sells every line or none; two lines of one SKU count together. */
export function sell(lines: readonly WantedLine[], offers: readonly Offered[]): Sale {
  const bySku = new Map(offers.map((offer) => [offer.sku, offer]));
  const taken = new Map<string, number>();
  const sold: SoldLine[] = [];
  for (const [line, { sku, quantity }] of lines.entries()) {
    const offer = bySku.get(sku);
    if (!offer) return { refused: 'unknown', line, sku };
    const before = taken.get(sku) ?? 0;
    if (offer.stock !== null && before + quantity > offer.stock)
      return { refused: 'out_of_stock', line, sku, available: offer.stock - before };
    taken.set(sku, before + quantity);
    sold.push({ sku, quantity, name: offer.name, unitMinor: offer.priceMinor, weightG: offer.weightG });
  }
  return { sold };
}

/** How many of each SKU, lines of one SKU added up. */
export function quantities(lines: readonly WantedLine[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return sums;
}
