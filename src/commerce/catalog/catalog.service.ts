import { Injectable } from '@nestjs/common';
import { seesStore, type Principal } from '../../access/principal.ts';
import { Subjects } from '../../access/subjects.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { assertVersion } from '../../platform/http/if-match.ts';
import { afterId, pageOf } from '../../platform/http/paging.ts';
import { conflict, invalid, notFound } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { PageOf } from '../../shared/views.ts';
import { toProductView } from './catalog.dto.ts';
import type { ProductInput, ProductPatch, ProductsQuery, ProductView } from './catalog.dto.ts';
import { Product } from './product.entity.ts';
import { quantities, sell, type Offered, type SoldLine, type WantedLine } from './stock.rules.ts';

export type { SoldLine, WantedLine } from './stock.rules.ts';

/** What stores sell, and how much of it is left. */
@Injectable()
export class CatalogService {
  constructor(
    private readonly transactions: Transactions,
    private readonly subjects: Subjects,
  ) {}

  async create(me: Principal, input: ProductInput): Promise<ProductView> {
    const { storeId, sku } = input;
    if (!seesStore(me, storeId)) throw invalid('storeId', 'There is no such store.', 'store_not_found');
    return this.transactions.run(async (em) => {
      await this.subjects.mustBeKnown('store', [storeId], 'storeId');
      if (await em.findOne(Product, { storeId, sku }))
        throw conflict('sku_taken', `This store has a product ${sku} already.`);
      const product = em.create(Product, {
        ...input,
        id: newId(),
        stock: input.stock ?? null,
        weightG: input.weightG ?? 0,
      });
      await em.flush();
      return toProductView(product);
    });
  }

  async change(me: Principal, id: string, patch: ProductPatch, version?: number): Promise<ProductView> {
    return this.transactions.run(async (em) => {
      await em.execute('select id from product where id = ? for update', [id]);
      const product = await em.findOne(Product, { id });
      if (!product || !seesStore(me, product.storeId)) throw notFound('product');
      assertVersion(version, product.version);
      Object.assign(product, patch);
      await em.flush();
      return toProductView(product);
    });
  }

  async list(me: Principal, { limit, cursor, storeId }: ProductsQuery): Promise<PageOf<ProductView>> {
    if (storeId && !seesStore(me, storeId)) throw notFound('store');
    const after = afterId(cursor);
    const seen = storeId ? { storeId } : me.storeIds ? { storeId: { $in: me.storeIds } } : {};
    const where = { ...seen, ...(after && { id: { $lt: after } }) };
    const products = await this.transactions.read((em) =>
      em.find(Product, where, { orderBy: { id: 'desc' }, limit: limit + 1 }),
    );
    return pageOf(products, limit, toProductView);
  }

  /**
   * Takes every line from stock or none, at the price of now; joins the open transaction, whose end frees the rows.
   * Throws unknown_sku naming `lines.<i>.sku`, or out_of_stock with what is left.
   */
  async reserve(storeId: string, lines: readonly WantedLine[]): Promise<SoldLine[]> {
    return this.transactions.run(async (em) => {
      const wanted = quantities(lines);
      // Locked in one order, so that two orders never wait for each other in a ring.
      const offers = await em.execute<Offered[]>(
        `select sku, name, price_minor as "priceMinor", weight_g as "weightG", stock from product
         where store_id = ? and sku in (select jsonb_array_elements_text(?::jsonb)) order by sku for update`,
        [storeId, JSON.stringify([...wanted.keys()])],
      );
      const sale = sell(lines, offers);
      if ('sold' in sale) {
        await this.#move(storeId, wanted, -1);
        return sale.sold;
      }
      if (sale.refused === 'unknown')
        throw invalid(`lines.${sale.line}.sku`, `This store sells no ${sale.sku}.`, 'unknown_sku');
      const { sku, available } = sale;
      throw conflict('out_of_stock', `Only ${available} of ${sku} left.`, { sku, available });
    });
  }

  /** Puts back what `reserve` took; joins the open transaction. The caller sees to it that it happens once. */
  async release(storeId: string, lines: readonly WantedLine[]): Promise<void> {
    await this.#move(storeId, quantities(lines), 1);
  }

  async #move(storeId: string, amounts: Map<string, number>, sign: 1 | -1): Promise<void> {
    const rows = [...amounts].map(([sku, quantity]) => ({ sku, change: sign * quantity }));
    await this.transactions.run((em) =>
      em.execute(
        `with change as (select sku, change from jsonb_to_recordset(?::jsonb) as c(sku text, change int)),
              locked as (select p.id, c.change from product p join change c using (sku)
                         where p.store_id = ? and p.stock is not null order by p.sku for update of p)
         update product p set stock = p.stock + locked.change, version = p.version + 1
         from locked where p.id = locked.id returning p.id`,
        [JSON.stringify(rows), storeId],
      ),
    );
  }
}
