import { z } from 'zod';

/**
 * A list of at most `most` items. Of a longer one no item is looked at: zod would keep a fault for each of them, and a body
 * has room for millions.
 */
export const shortList = <T extends z.ZodType>(item: T, most: number, least = 0) =>
  z.preprocess(
    (given, context) => {
      if (!Array.isArray(given) || given.length <= most) return given as unknown;
      context.addIssue({ code: 'custom', message: `has at most ${most} items` });
      return z.NEVER;
    },
    z
      .array(item)
      .min(least, { error: `has at least ${least}` })
      .max(most),
  );
