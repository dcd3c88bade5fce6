import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quantities, sell, type Offered } from '../../../../src/commerce/catalog/stock.rules.ts';

const offer = (sku: string, stock: number | null): Offered => ({
  sku,
  stock,
  name: sku.toUpperCase(),
  priceMinor: 100,
  weightG: 5,
});

describe('selling', () => {
  it('keeps name and price as they were', () => {
    expect(sell([{ sku: 'a', quantity: 2 }], [offer('a', 2)])).toEqual({
      sold: [{ sku: 'a', quantity: 2, name: 'A', unitMinor: 100, weightG: 5 }],
    });
  });
  it('names the line whose product is unknown', () => {
    const lines = ['a', 'b'].map((sku) => ({ sku, quantity: 1 }));
    expect(sell(lines, [offer('a', 9)])).toEqual({ refused: 'unknown', line: 1, sku: 'b' });
  });
  it('counts two lines of one product together', () => {
    const lines = [2, 2].map((quantity) => ({ sku: 'a', quantity }));
    expect(sell(lines, [offer('a', 3)])).toEqual({
      refused: 'out_of_stock',
      line: 1,
      sku: 'a',
      available: 1,
    });
  });

  it('never sells more than there is, and refuses only when there is not enough', () => {
    const sku = fc.constantFrom('a', 'b', 'c');
    const lines = fc.array(fc.record({ sku, quantity: fc.integer({ min: 1, max: 9 }) }), {
      minLength: 1,
      maxLength: 8,
    });
    const stock = fc.tuple(fc.nat(20), fc.nat(20), fc.option(fc.nat(20)));
    fc.assert(
      fc.property(lines, stock, (wanted, [a, b, c]) => {
        const offers = [offer('a', a), offer('b', b), offer('c', c)];
        const sums = quantities(wanted);
        const enough = offers.every(
          ({ sku: one, stock: left }) => left === null || (sums.get(one) ?? 0) <= left,
        );
        expect('sold' in sell(wanted, offers)).toBe(enough);
      }),
    );
  });
});
