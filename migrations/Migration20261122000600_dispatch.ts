import { Migration } from '@mikro-orm/migrations';

/** Published plans and the offers they made. */
export class Migration20261122000600_dispatch extends Migration {
  override up(): void {
    this.addSql(`create table plan (
      id uuid primary key,
      zone_id uuid not null,
      version int not null,
      state text not null check (state in ('draft', 'published', 'superseded')),
      engine text not null,
      reason text not null,
      summary jsonb not null,
      published_at timestamptz not null,
      unique (zone_id, version)
    )`);
    this.addSql(`create unique index plan_one_published on plan (zone_id) where state = 'published'`);
    this.addSql(`create table offer (
      id uuid primary key,
      delivery_id uuid not null,
      courier_id uuid not null,
      zone_id uuid not null,
      state text not null check (state in ('offered', 'accepted', 'rejected', 'expired', 'withdrawn')),
      made_at timestamptz not null,
      expires_at timestamptz not null,
      answered_at timestamptz
    )`);
    this.addSql(`create unique index offer_one_open on offer (delivery_id) where state = 'offered'`);
    this.addSql(`create index offer_open_expiry on offer (expires_at) where state = 'offered'`);
    this.addSql('create index offer_delivery on offer (delivery_id)');
    this.addSql('create index offer_courier on offer (courier_id)');
  }

  override down(): void {
    this.addSql('drop table offer');
    this.addSql('drop table plan');
  }
}
