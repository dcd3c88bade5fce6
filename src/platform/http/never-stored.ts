import { SetMetadata } from '@nestjs/common';

export const NEVER_STORED = 'waylight:never-stored';

/** A route whose answer holds a secret: it is not kept for `Idempotency-Key`, which the route ignores. */
export const NeverStored = () => SetMetadata(NEVER_STORED, true);
