import { z } from 'zod';

const vehicleField = z.enum(['foot', 'bike', 'scooter', 'car', 'van']);

export const whatIfSchema = z
  .strictObject({
    couriersFewer: z.int().min(1).max(500).optional(),
    couriersMore: z
      .strictObject({
        vehicle: vehicleField,
        count: z.int().min(1).max(100),
        until: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
      })
      .optional(),
    promiseMinutes: z.int().min(5).max(600).optional(),
    vehicle: vehicleField.optional(),
    seconds: z.int().min(1).max(20).default(4),
  })
  .refine((body) => Object.entries(body).some(([key, value]) => key !== 'seconds' && value !== undefined), {
    message: 'Say what should be different.',
  })
  .meta({ id: 'WhatIf' });
export type WhatIfBody = z.output<typeof whatIfSchema>;
