import { Migration } from '@mikro-orm/migrations';

/** Fixes (partitioned by day), and per courier the state that is folded from them. */
export class Migration20261122000500_tracking extends Migration {
  override up(): void {
    this.addSql(`create table fix (
      courier_id uuid not null,
      device_at timestamptz not null,
      key text not null,
      at timestamptz not null,
      received_at timestamptz not null,
      place geography(Point,4326) not null,
      accuracy_m float8,
      speed_mps float8,
      heading_deg float8,
      altitude_m float8,
      battery_pct float8,
      verdict text not null,
      reason text,
      source text not null,
      primary key (courier_id, device_at, key)
    ) partition by range (device_at)`);
    this.addSql('create index fix_at_brin on fix using brin (at)');
    this.addSql(`create table courier_track (
      courier_id uuid primary key,
      zone_id uuid not null,
      version bigint not null default 1,
      state jsonb not null,
      target jsonb not null,
      driven_at timestamptz not null default now()
    )`);
    this.addSql(`create table courier_checkpoint (
      courier_id uuid not null references courier_track on delete cascade,
      at bigint not null,
      derived jsonb not null,
      primary key (courier_id, at)
    )`);
    this.addSql(`create table courier_position (
      courier_id uuid primary key,
      zone_id uuid not null,
      at timestamptz not null,
      received_at timestamptz not null,
      place geography(Point,4326) not null,
      accuracy_m float8,
      speed_mps float8,
      heading_deg float8,
      battery_pct float8
    )`);
    this.addSql('create index courier_position_place on courier_position using gist (place)');
    this.addSql('create index courier_position_zone on courier_position (zone_id)');
  }

  override down(): void {
    for (const table of ['courier_position', 'courier_checkpoint', 'courier_track', 'fix'])
      this.addSql(`drop table ${table}`);
  }
}
