import { z } from 'zod';
import { invalid } from '../../shared/errors.ts';
import type { PageOf } from '../../shared/views.ts';

/** What every list takes. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().optional(),
};

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id after which a page starts; ids sort by birth (UUID v7), so a cursor is the last id, wrapped. */
export function afterId(cursor: string | undefined): string | null {
  if (!cursor) return null;
  const id = Buffer.from(cursor, 'base64url').toString();
  if (!ID.test(id)) throw invalid('cursor', 'This cursor is not one of ours.');
  return id;
}

/** Cuts the page from `limit + 1` rows; the extra row only tells that there is more. */
export function pageOf<R extends { id: string }, V>(
  rows: R[],
  limit: number,
  toView: (row: R) => V,
): PageOf<V> {
  const shown = rows.slice(0, limit);
  const more = rows.length > limit;
  return {
    items: shown.map(toView),
    nextCursor: more ? Buffer.from(shown.at(-1)!.id).toString('base64url') : null,
  };
}
