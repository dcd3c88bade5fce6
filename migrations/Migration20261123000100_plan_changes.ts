import { Migration } from '@mikro-orm/migrations';

/** What each plan changed and why, and what it takes to undo it. */
export class Migration20261123000100_plan_changes extends Migration {
  override up(): void {
    this.addSql(`alter table plan
      drop column summary,
      add column why jsonb not null default '{"code":"improve","params":{}}',
      add column changes jsonb not null default '[]',
      add column gain jsonb not null
        default '{"workMinutes":0,"lateMinutes":0,"waitMinutes":0,"unservedBefore":0,"unservedAfter":0}',
      add column before jsonb not null default '[]',
      add column undo_of uuid,
      add column undone_by uuid`);
    this.addSql(`create index plan_undo on plan (zone_id, published_at) where undo_of is not null`);
  }

  override down(): void {
    this.addSql('drop index plan_undo');
    this.addSql(`alter table plan
      drop column why, drop column changes, drop column gain, drop column before, drop column undo_of,
      drop column undone_by, add column summary jsonb not null default '{}'`);
  }
}
