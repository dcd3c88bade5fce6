import { Migration } from '@mikro-orm/migrations';

/** Outbox, live streams, stored answers. */
export class Migration20261122000100_platform extends Migration {
  override up(): void {
    this.addSql('create extension if not exists postgis');
    this.addSql(`create table fact (
      id bigint generated always as identity primary key,
      name text not null,
      payload jsonb not null,
      recorded_at timestamptz not null,
      relayed_at timestamptz
    )`);
    this.addSql('create index fact_waiting on fact (id) where relayed_at is null');
    this.addSql('create index fact_recorded_brin on fact using brin (recorded_at)');
    this.addSql(`create table fact_retry (
      fact_id bigint not null references fact on delete cascade,
      consumer text not null,
      attempts int not null,
      last_error text not null,
      due_at timestamptz not null,
      parked boolean not null default false,
      primary key (fact_id, consumer)
    )`);
    this.addSql('create index fact_retry_due on fact_retry (due_at) where not parked');
    this.addSql(`create table stream (
      name text primary key,
      epoch uuid not null default gen_random_uuid(),
      seq bigint not null,
      trimmed_to bigint not null default 0
    )`);
    this.addSql(`create table stream_entry (
      stream text not null,
      seq bigint not null,
      at timestamptz not null,
      news jsonb not null,
      primary key (stream, seq)
    )`);
    this.addSql('create index stream_entry_at_brin on stream_entry using brin (at)');
    this.addSql(`create table stored_answer (
      principal text not null,
      key text not null,
      request_hash text not null,
      status int,
      body jsonb,
      created_at timestamptz not null,
      primary key (principal, key)
    )`);
    this.addSql('create index stored_answer_created on stored_answer (created_at)');
  }

  override down(): void {
    for (const table of ['stored_answer', 'stream_entry', 'stream', 'fact_retry', 'fact'])
      this.addSql(`drop table ${table}`);
  }
}
