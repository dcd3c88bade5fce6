import { Migration20261122000100_platform } from './Migration20261122000100_platform.ts';

/** Every migration, oldest first. */
export const migrations = [Migration20261122000100_platform].map((migration) => ({
  name: migration.name,
  class: migration,
}));
