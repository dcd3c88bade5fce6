import { Migration } from '@mikro-orm/migrations';

/** Orders that can wait are planned, and offered later. */
export class Migration20261123000300_postponed extends Migration {
  override up(): void {
    this.addSql('alter table delivery add column offer_at timestamptz');
  }

  override down(): void {
    this.addSql('alter table delivery drop column offer_at');
  }
}
