import { defineEntity, p } from '@mikro-orm/core';

export const ShiftSchema = defineEntity({
  name: 'Shift',
  properties: {
    id: p.uuid().primary(),
    courierId: p.uuid(),
    startsAt: p.datetime(),
    endsAt: p.datetime(),
    /** When the courier really went off duty. */
    endedAt: p.datetime().nullable(),
  },
});

/** When a courier works. */
export class Shift extends ShiftSchema.class {}
ShiftSchema.setClass(Shift);
