import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** A new id: UUID version 7 (RFC 9562), so that ids sort by birth. */
export const newId = (): string => v7();

/** A secret of 128 random bits or more, safe in URLs. */
export const newSecret = (bytes = 24): string => randomBytes(bytes).toString('base64url');

/** SHA-256 in hex: how secrets of high entropy (keys, tokens) are kept at rest. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
