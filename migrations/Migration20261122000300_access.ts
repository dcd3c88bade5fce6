import { Migration } from '@mikro-orm/migrations';

/** Accounts, sessions, keys, devices, customer links, audit. Secrets are kept as hashes only. */
export class Migration20261122000300_access extends Migration {
  override up(): void {
    this.addSql(`create table account (
      id uuid primary key,
      name text not null,
      email text not null unique check (email = lower(email)),
      password_hash text not null,
      role text not null check (role in ('administrator','dispatcher','store','courier')),
      store_ids uuid[] check ((role = 'store') = (store_ids is not null)),
      courier_id uuid references courier check ((role = 'courier') = (courier_id is not null)),
      created_at timestamptz not null,
      ended_at timestamptz
    )`);
    this.addSql(`create table session (
      id uuid primary key,
      hash text not null unique,
      account_id uuid not null references account,
      created_at timestamptz not null,
      expires_at timestamptz not null
    )`);
    this.addSql('create index session_account on session (account_id)');
    this.addSql('create index session_expires on session (expires_at)');
    this.addSql('create table setup_token (hash text primary key)');
    this.addSql(`create table api_key (
      id uuid primary key,
      hash text not null unique,
      store_id uuid not null references store,
      name text not null,
      created_at timestamptz not null,
      revoked_at timestamptz
    )`);
    this.addSql('create index api_key_store on api_key (store_id)');
    this.addSql(`create table device (
      id uuid primary key,
      hash text not null unique,
      courier_id uuid not null references courier,
      name text not null,
      created_at timestamptz not null,
      revoked_at timestamptz
    )`);
    this.addSql('create index device_courier on device (courier_id)');
    this.addSql(`create table share (
      id uuid primary key,
      hash text not null unique,
      tracking_id uuid not null,
      store_id uuid not null references store,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      revoked_at timestamptz,
      ended_at timestamptz
    )`);
    this.addSql('create index share_tracking on share (tracking_id)');
    this.addSql('create index share_open on share (expires_at) where ended_at is null');
    this.addSql(`create table audit (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      by_kind text not null,
      by_id text not null,
      by_name text not null,
      action text not null,
      subject text not null
    )`);
  }

  override down(): void {
    for (const table of ['audit', 'share', 'device', 'api_key', 'setup_token', 'session', 'account'])
      this.addSql(`drop table ${table}`);
  }
}
