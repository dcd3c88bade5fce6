import type { EntitySchema } from '@mikro-orm/core';

/** Every entity, by feature. */
export const entities: EntitySchema[] = [];
