import { Migration } from '@mikro-orm/migrations';

/** Zones, stores, vehicles, couriers and their shifts. */
export class Migration20261122000200_fleet extends Migration {
  override up(): void {
    this.addSql(`create table zone (
      id uuid primary key,
      version int not null default 1,
      name text not null,
      time_zone text not null,
      ring geometry(Polygon,4326) not null constraint zone_ring_valid check (ST_IsValid(ring) and not ST_IsEmpty(ring))
    )`);
    this.addSql('create index zone_ring on zone using gist (ring)');
    this.addSql(`create table store (
      id uuid primary key,
      version int not null default 1,
      name text not null,
      address text not null,
      at geography(Point,4326) not null,
      time_zone text not null,
      notes text,
      zone_id uuid not null references zone,
      currency char(3) not null
    )`);
    this.addSql('create index store_zone on store (zone_id)');
    this.addSql(`create table vehicle (
      id uuid primary key,
      kind text not null check (kind in ('foot','bike','scooter','car','van')),
      name text not null,
      capacity int[] not null check (cardinality(capacity) > 0 and 0 <= all (capacity))
    )`);
    this.addSql(`create table courier (
      id uuid primary key,
      version int not null default 1,
      name text not null,
      phone text,
      zone_id uuid not null references zone,
      vehicle_id uuid not null references vehicle,
      state text not null check (state in ('off_duty','idle','on_task','on_break')),
      skills text[] not null default '{}',
      auto_accept boolean not null default false
    )`);
    this.addSql('create index courier_zone on courier (zone_id)');
    this.addSql(`create table shift (
      id uuid primary key,
      courier_id uuid not null references courier,
      starts_at timestamptz not null,
      ends_at timestamptz not null check (ends_at > starts_at),
      ended_at timestamptz
    )`);
    this.addSql('create index shift_courier on shift (courier_id, starts_at)');
  }

  override down(): void {
    for (const table of ['shift', 'courier', 'vehicle', 'store', 'zone']) this.addSql(`drop table ${table}`);
  }
}
