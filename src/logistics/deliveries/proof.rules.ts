import { timingSafeEqual } from 'node:crypto';
import type { ProofKind } from '../../shared/states.ts';

export const PIN_ATTEMPTS = 5;
const PHOTO_BYTES = 4_000_000;
const SIGNATURE_BYTES = 300_000;

/** What a courier shows at the door. Pictures are data URLs. */
export interface ProofGiven {
  pin?: string;
  photo?: string;
  signature?: string;
}

export interface Picture {
  mediaType: 'image/jpeg' | 'image/png' | 'image/svg+xml';
  bytes: Buffer;
}

/** The required kinds that are neither given now nor taken before. */
export function missingProof(
  required: readonly ProofKind[],
  given: ProofGiven,
  taken: readonly ProofKind[],
): ProofKind[] {
  return required.filter((kind) => given[kind] === undefined && !taken.includes(kind));
}

const ALLOWED: Record<'photo' | 'signature', { types: Picture['mediaType'][]; maxBytes: number }> = {
  photo: { types: ['image/jpeg', 'image/png'], maxBytes: PHOTO_BYTES },
  signature: { types: ['image/png', 'image/svg+xml'], maxBytes: SIGNATURE_BYTES },
};

const DATA_URL = /^data:(image\/(?:jpeg|png|svg\+xml))(?:;charset=utf-8)?(;base64)?,/;
/** Anything in a drawing that could act or call out. */
const ACTIVE_SVG = /<(script|foreignobject|iframe|image|use|a|style)\b|\son\w+\s*=|javascript:|<!|href\s*=/i;

function looksLike(mediaType: Picture['mediaType'], bytes: Buffer): boolean {
  if (mediaType === 'image/jpeg') return bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));
  if (mediaType === 'image/png')
    return bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  const text = bytes.toString('utf8');
  return /^\s*(<\?xml[^>]*\?>\s*)?<svg\b/.test(text) && !ACTIVE_SVG.test(text);
}

/** The picture in a data URL, or why it is refused: wrong type, too large, or not what it says it is. */
export function readPicture(kind: 'photo' | 'signature', url: string): Picture | { refused: string } {
  const { types, maxBytes } = ALLOWED[kind];
  const head = DATA_URL.exec(url.slice(0, 64));
  const mediaType = head?.[1] as Picture['mediaType'] | undefined;
  if (!head || !mediaType || !types.includes(mediaType))
    return { refused: `A ${kind} is a data URL of ${types.join(' or ')}.` };
  const body = url.slice(head[0].length);
  if (body.length > maxBytes * 1.4 + 4) return { refused: `A ${kind} has ${maxBytes} bytes at most.` };
  const bytes = head[2] ? Buffer.from(body, 'base64') : textOf(body);
  if (!bytes || bytes.length > maxBytes) return { refused: `A ${kind} has ${maxBytes} bytes at most.` };
  return looksLike(mediaType, bytes) ? { mediaType, bytes } : { refused: `This is not a ${mediaType}.` };
}

function textOf(body: string): Buffer | null {
  try {
    return Buffer.from(decodeURIComponent(body));
  } catch {
    return null;
  }
}

/** Compares in constant time. */
export function isPin(given: string, pin: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(pin);
  return a.length === b.length && timingSafeEqual(a, b);
}
