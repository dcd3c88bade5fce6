import { Migration20261122000100_platform } from './Migration20261122000100_platform.ts';
import { Migration20261122000200_fleet } from './Migration20261122000200_fleet.ts';
import { Migration20261122000300_access } from './Migration20261122000300_access.ts';

const classes = [
  Migration20261122000100_platform,
  Migration20261122000200_fleet,
  Migration20261122000300_access,
];

/** Every migration, oldest first. */
export const migrations = classes.map((migration) => ({ name: migration.name, class: migration }));
