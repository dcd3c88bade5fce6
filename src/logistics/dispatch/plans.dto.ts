import { z } from 'zod';
import type { PlanView, UndoView } from '../../shared/page-views.ts';

/** The shapes in which published plans are told. */
const changeKind = z.enum(['assigned', 'moved', 'unassigned', 'reordered', 'retimed']);
const place = z
  .object({ courierId: z.uuid(), courierName: z.string(), arrival: z.iso.datetime().nullable() })
  .nullable();

export const planOut = z
  .object({
    id: z.uuid(),
    zoneId: z.uuid(),
    version: z.int(),
    at: z.iso.datetime(),
    why: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
    changes: z.array(
      z.object({ deliveryId: z.uuid(), number: z.string(), kind: changeKind, from: place, to: place }),
    ),
    more: z.int().describe('Changes beyond those listed.'),
    gain: z
      .object({
        workMinutes: z.number(),
        lateMinutes: z.number(),
        waitMinutes: z.number(),
        unservedBefore: z.int(),
        unservedAfter: z.int(),
      })
      .describe('What it saves against going on as before; negative: what it costs.'),
    undoOf: z.uuid().nullable(),
    undoneBy: z.uuid().nullable(),
  })
  .meta({ id: 'Plan' }) satisfies z.ZodType<PlanView>;

export const undoOut = z
  .object({
    plan: planOut.nullable().describe('The new plan; null while it is only asked.'),
    back: z.array(
      z.object({
        deliveryId: z.uuid(),
        number: z.string(),
        kind: changeKind,
        courierName: z.string().nullable(),
      }),
    ),
    kept: z.array(
      z.object({
        deliveryId: z.uuid(),
        number: z.string(),
        reason: z.enum(['over', 'under_way', 'moved_since', 'courier_gone']),
      }),
    ),
  })
  .meta({ id: 'Undo' }) satisfies z.ZodType<UndoView>;
