import { z } from 'zod';
import type { FixResult } from '../../shared/live.ts';
import type { Fix } from './stages/fix.ts';

const instant = z.union(
  [z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)), z.number().int().positive()],
  {
    error: 'must be an ISO 8601 instant or epoch milliseconds',
  },
);

const isText = (id: string) => !id.includes('\0') && id.isWellFormed();

/** One fix as devices send it; unknown members of newer devices are let through unread. */
const fixSchema = z.object({
  id: z.string().min(1).max(100).refine(isText, { error: 'holds characters that are no text' }).optional(),
  at: instant,
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  accuracyM: z.number().optional(),
  speedMps: z.number().optional(),
  headingDeg: z.number().optional(),
  altitudeM: z.number().optional(),
  batteryPct: z.number().optional(),
});

const SHAPE =
  '{ at, lon, lat, id?, accuracyM?, speedMps?, headingDeg?, altitudeM?, batteryPct? }; at: ISO 8601 or epoch ms';

/** A fix, or what is wrong with it. */
export type ReadFix = Fix | (FixResult & { verdict: 'invalid' });

/** The batch is strict, its fixes are read one by one: a bad one must not cost the good ones. */
export const fixBatchSchema = z
  .strictObject({
    fixes: z
      .array(
        z
          .unknown()
          .transform((raw) => readFix(raw, Date.now()))
          .meta({ description: SHAPE }),
      )
      .min(1)
      .max(1_000),
  })
  .meta({ id: 'FixBatch' });
export type FixBatch = z.output<typeof fixBatchSchema>;

export const fixResultsSchema = z
  .object({
    results: z.array(
      z.object({
        verdict: z.enum(['ok', 'duplicate', 'late', 'skewed', 'inaccurate', 'jump', 'invalid']),
        reason: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'FixResults' });

function readFix(raw: unknown, receivedAt: number): ReadFix {
  const parsed = fixSchema.safeParse(raw);
  if (parsed.success) return { ...parsed.data, receivedAt };
  const [issue] = parsed.error.issues;
  return { verdict: 'invalid', reason: `${issue!.path.join('.') || 'fix'}: ${issue!.message}` };
}

export const isRefused = (read: ReadFix): read is Exclude<ReadFix, Fix> => 'verdict' in read;
