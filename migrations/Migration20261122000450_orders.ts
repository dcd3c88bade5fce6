import { Migration } from '@mikro-orm/migrations';

/** Orders and their history. */
export class Migration20261122000450_orders extends Migration {
  override up(): void {
    this.addSql('create sequence order_number start 1001');
    this.addSql(`create table sales_order (
      id uuid primary key,
      version int not null default 1,
      number text not null unique,
      external_id text,
      store_id uuid not null,
      state text not null check (state in ('draft','placed','confirmed','preparing','ready','in_delivery','fulfilled','cancelled',
        'refused','returned')),
      payment text not null check (payment in ('pending','authorised','captured','failed','voided','refunded','partially_refunded')),
      payment_method text not null check (payment_method in ('prepaid','on_delivery')),
      currency char(3) not null,
      total_minor int not null check (total_minor >= 0),
      lines jsonb not null,
      customer_name text not null,
      customer_phone text,
      customer_email text,
      cancel_reason text,
      placed_at timestamptz not null,
      unique (store_id, external_id)
    )`);
    this.addSql('create index sales_order_store on sales_order (store_id, id)');
    this.addSql(`create table order_event (
      id uuid primary key,
      order_id uuid not null references sales_order,
      at timestamptz not null,
      kind text not null,
      "from" text,
      "to" text,
      by_kind text not null,
      by_id text,
      by_name text,
      note text
    )`);
    this.addSql('create index order_event_order on order_event (order_id, id)');
  }

  override down(): void {
    this.addSql('drop table order_event');
    this.addSql('drop table sales_order');
    this.addSql('drop sequence order_number');
  }
}
