import { z } from 'zod';
import { lonLatField } from '../../platform/http/fields.ts';

export const assignSchema = z
  .strictObject({
    courierId: z.uuid(),
    pickupIndex: z.int().min(0).optional(),
    dropoffIndex: z.int().min(1).optional(),
  })
  .meta({ id: 'Assign' });
export type AssignInput = z.output<typeof assignSchema>;

export const bestQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(3) });
export const reorderSchema = z.strictObject({ stopIds: z.array(z.uuid()).min(1).max(500) });
export const lockSchema = z.strictObject({ locked: z.boolean() });

const seen = {
  at: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .optional(),
  position: lonLatField.optional(),
};
export const seenSchema = z.strictObject(seen);
export type SeenInput = z.output<typeof seenSchema>;

const picture = z.string().max(5_700_000);
export const completeSchema = z
  .strictObject({
    ...seen,
    proof: z
      .strictObject({
        pin: z.string().max(12).optional(),
        photo: picture.optional(),
        signature: picture.optional(),
      })
      .optional(),
  })
  .meta({ id: 'CompleteStop' });
export type CompleteInput = z.output<typeof completeSchema>;

export const failSchema = z
  .strictObject({
    ...seen,
    reason: z.enum([
      'not_home',
      'no_access',
      'address_wrong',
      'refused',
      'damaged',
      'no_time',
      'not_ready',
      'other',
    ]),
    note: z.string().max(500).optional(),
    photo: picture.optional(),
  })
  .meta({ id: 'FailStop' });
export type FailInput = z.output<typeof failSchema>;
