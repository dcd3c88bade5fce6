import { Migration20261122000100_platform } from './Migration20261122000100_platform.ts';
import { Migration20261122000200_fleet } from './Migration20261122000200_fleet.ts';
import { Migration20261122000300_access } from './Migration20261122000300_access.ts';
import { Migration20261122000400_deliveries } from './Migration20261122000400_deliveries.ts';
import { Migration20261122000450_orders } from './Migration20261122000450_orders.ts';
import { Migration20261122000350_catalog } from './Migration20261122000350_catalog.ts';
import { Migration20261122000500_tracking } from './Migration20261122000500_tracking.ts';
import { Migration20261122000600_dispatch } from './Migration20261122000600_dispatch.ts';
import { Migration20261122000700_alerts } from './Migration20261122000700_alerts.ts';
import { Migration20261123000100_plan_changes } from './Migration20261123000100_plan_changes.ts';
import { Migration20261123000200_solve_jobs } from './Migration20261123000200_solve_jobs.ts';
import { Migration20261123000300_postponed } from './Migration20261123000300_postponed.ts';

const classes = [
  Migration20261122000100_platform,
  Migration20261122000200_fleet,
  Migration20261122000300_access,
  Migration20261122000350_catalog,
  Migration20261122000400_deliveries,
  Migration20261122000450_orders,
  Migration20261122000500_tracking,
  Migration20261122000600_dispatch,
  Migration20261122000700_alerts,
  Migration20261123000100_plan_changes,
  Migration20261123000200_solve_jobs,
  Migration20261123000300_postponed,
];

/** Every migration, oldest first. */
export const migrations = classes.map((migration) => ({ name: migration.name, class: migration }));
