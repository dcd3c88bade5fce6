import { Migration } from '@mikro-orm/migrations';

/** Deliveries, their stops, proofs, history and quotes. */
export class Migration20261122000400_deliveries extends Migration {
  override up(): void {
    this.addSql('create sequence delivery_number start 1001');
    this.#deliveries();
    this.#stops();
    this.addSql(`create table proof (
      id uuid primary key,
      delivery_id uuid not null references delivery,
      stop_id uuid not null references stop,
      kind text not null check (kind in ('photo','signature','pin')),
      taken_at timestamptz not null,
      place geography(Point,4326),
      media_type text,
      bytes bytea,
      sha256 text not null,
      check (kind = 'pin' or (bytes is not null and media_type is not null))
    )`);
    this.addSql('create index proof_delivery on proof (delivery_id)');
    this.addSql(`create table delivery_event (
      id uuid primary key,
      delivery_id uuid not null references delivery,
      at timestamptz not null,
      kind text not null,
      "from" text,
      "to" text,
      by_kind text not null,
      by_id text,
      by_name text,
      note text
    )`);
    this.addSql('create index delivery_event_delivery on delivery_event (delivery_id, id)');
    this.addSql(`create table delivery_quote (
      id uuid primary key,
      store_id uuid not null,
      pickup_at jsonb not null,
      dropoff_at jsonb not null,
      fee_minor int not null check (fee_minor >= 0),
      currency char(3) not null,
      expires_at timestamptz not null,
      used_by uuid unique
    )`);
  }

  #deliveries(): void {
    this.addSql(`create table delivery (
      id uuid primary key,
      version int not null default 1,
      number text not null unique,
      order_id uuid unique,
      store_id uuid not null,
      zone_id uuid not null,
      state text not null check (state in ('created','confirmed','assigned','enroute_to_pickup','arrived_at_pickup','picked_up',
        'enroute_to_dropoff','arrived_at_dropoff','delivered','attempt_failed','returning','arrived_at_return','returned','cancelled')),
      moved_at timestamptz not null,
      outcome jsonb,
      window_from timestamptz,
      window_to timestamptz not null check (window_from < window_to),
      ready_at timestamptz not null,
      items jsonb not null,
      demand int[] not null,
      skills text[] not null,
      proof_required text[] not null,
      pin text,
      pin_attempts int not null default 0,
      failure_policy text not null check (failure_policy in ('return','retry')),
      courier_id uuid,
      unassigned jsonb,
      fee_minor int,
      currency char(3) not null,
      created_at timestamptz not null,
      check ((courier_id is null) or state not in ('created','confirmed')),
      check ((courier_id is not null) or state in ('created','confirmed','cancelled'))
    )`);
    this.addSql(
      `create index delivery_open on delivery (zone_id, id) where state not in ('delivered','returned','cancelled')`,
    );
    this.addSql('create index delivery_store on delivery (store_id, id)');
  }

  #stops(): void {
    this.addSql(`create table stop (
      id uuid primary key,
      delivery_id uuid not null references delivery,
      kind text not null check (kind in ('pickup','dropoff','return')),
      state text not null check (state in ('pending','enroute','arrived','completed','skipped','failed')),
      address text not null,
      at geography(Point,4326),
      time_zone text not null,
      notes text,
      contact_name text not null,
      contact_phone text,
      courier_id uuid,
      sequence int,
      locked boolean not null default false,
      planned_arrival timestamptz,
      planned_departure timestamptz,
      eta_p10 timestamptz,
      eta_p50 timestamptz,
      eta_p90 timestamptz,
      late_probability float8 check (late_probability between 0 and 1),
      arrived_at timestamptz,
      closed_at timestamptz,
      check ((courier_id is null) = (sequence is null))
    )`);
    this.addSql('create index stop_delivery on stop (delivery_id)');
    this.addSql(
      `create unique index stop_one_open on stop (delivery_id, kind) where state in ('pending','enroute','arrived')`,
    );
    this.addSql(
      `create index stop_route on stop (courier_id, sequence) where state in ('pending','enroute','arrived')`,
    );
  }

  override down(): void {
    for (const table of ['delivery_quote', 'delivery_event', 'proof', 'stop', 'delivery'])
      this.addSql(`drop table ${table}`);
    this.addSql('drop sequence delivery_number');
  }
}
