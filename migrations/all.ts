import { Migration20261122000100_platform } from './Migration20261122000100_platform.ts';
import { Migration20261122000200_fleet } from './Migration20261122000200_fleet.ts';

/** Every migration, oldest first. */
export const migrations = [Migration20261122000100_platform, Migration20261122000200_fleet].map(
  (migration) => ({
    name: migration.name,
    class: migration,
  }),
);
