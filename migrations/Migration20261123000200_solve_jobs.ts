import { Migration } from '@mikro-orm/migrations';

/** Problems posed from outside that wait, run or were answered lately. */
export class Migration20261123000200_solve_jobs extends Migration {
  override up(): void {
    this.addSql(`create table solve_job (
      id uuid primary key,
      owner text not null,
      state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
      request_key text,
      request_hash text not null,
      input text not null,
      attempts int not null default 0,
      progress jsonb,
      answer text,
      failure jsonb,
      created_at timestamptz not null,
      beat_at timestamptz not null,
      finished_at timestamptz,
      expires_at timestamptz not null
    )`);
    this.addSql(
      'create unique index solve_job_once on solve_job (owner, request_key) where request_key is not null',
    );
    this.addSql(`create index solve_job_open on solve_job (beat_at) where state in ('queued', 'running')`);
    this.addSql('create index solve_job_expiry on solve_job (expires_at)');
  }

  override down(): void {
    this.addSql('drop table solve_job');
  }
}
