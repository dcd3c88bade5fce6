import { SetMetadata } from '@nestjs/common';

export const NEVER_STORED = 'waylight:never-stored';

/**
 * A route (or all of a controller's) that ignores `Idempotency-Key`: its answer holds a secret, or it waits for work of
 * others, which must not happen inside the command's transaction (on the embedded database it would wait for itself).
 */
export const NeverStored = () => SetMetadata(NEVER_STORED, true);
