import { Migration } from '@mikro-orm/migrations';

/** Products and their stock. */
export class Migration20261122000350_catalog extends Migration {
  override up(): void {
    this.addSql(`create table product (
      id uuid primary key,
      version int not null default 1,
      store_id uuid not null references store,
      sku text not null,
      name text not null,
      price_minor int not null check (price_minor >= 0),
      stock int check (stock >= 0),
      weight_g int not null check (weight_g >= 0),
      unique (store_id, sku)
    )`);
  }

  override down(): void {
    this.addSql('drop table product');
  }
}
