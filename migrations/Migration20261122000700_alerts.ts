import { Migration } from '@mikro-orm/migrations';

/** Trouble that somebody owns until it is resolved. */
export class Migration20261122000700_alerts extends Migration {
  override up(): void {
    this.addSql(`create table alert (
      id uuid primary key,
      version int not null default 1,
      rule text not null,
      subject_type text not null check (subject_type in ('delivery', 'courier', 'fact')),
      subject_id text not null,
      subject_label text not null,
      zone_id uuid,
      severity text not null check (severity in ('info', 'warning', 'critical')),
      state text not null check (state in ('open', 'acknowledged', 'escalated', 'snoozed', 'resolved', 'closed')),
      message jsonb not null,
      evidence jsonb not null,
      owner_id text,
      owner_name text,
      opened_at timestamptz not null,
      last_seen_at timestamptz not null,
      count int not null default 1,
      snoozed_until timestamptz,
      resolution jsonb
    )`);
    this.addSql(
      `create unique index alert_one_open on alert (rule, subject_id) where state not in ('resolved', 'closed')`,
    );
    this.addSql(`create index alert_zone on alert (zone_id, state)`);
  }

  override down(): void {
    this.addSql('drop table alert');
  }
}
