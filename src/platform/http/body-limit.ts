import { RouteConfig } from '@nestjs/platform-fastify';
import type { RouteOptions } from 'fastify';

/** Most bytes of a body, unless its route says otherwise: what is larger is refused before it is read. */
export const BODY_BYTES = 256_000;
/** A thousand fixes. */
export const BATCH_BYTES = 1_000_000;
/** A photo of a hand-over in a data URL, and a drawing. */
export const PICTURES_BYTES = 6_000_000;

/** Lets the bodies of one route be larger than others'. */
export const BodyLimit = (bytes: number) => RouteConfig({ bodyBytes: bytes });

/** Fastify's hook that puts it in force. */
export function limitBody(route: RouteOptions): void {
  const { bodyBytes } = (route.config ?? {}) as { bodyBytes?: number };
  if (bodyBytes) route.bodyLimit = bodyBytes;
}
