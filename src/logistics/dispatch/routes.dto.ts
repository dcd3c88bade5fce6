import { z } from 'zod';
import { placeView } from '../../platform/http/fields.ts';
import type { RouteView, StopView } from '../../shared/route-views.ts';

/** The shapes of answers about routes. */
const instant = z.iso.datetime();
const window = z.object({ from: instant.nullable(), to: instant });
const eta = z.object({ p10: instant, p50: instant, p90: instant });

const stopOut = z
  .object({
    id: z.uuid(),
    deliveryId: z.uuid(),
    orderId: z.uuid().nullable(),
    number: z.string(),
    kind: z.enum(['pickup', 'dropoff', 'return']),
    state: z.enum(['pending', 'enroute', 'arrived', 'completed', 'skipped', 'failed']),
    place: placeView,
    contact: z.object({ name: z.string(), phone: z.string().nullable() }),
    window: window.nullable(),
    eta: eta.nullable(),
    plannedArrival: instant,
    plannedDeparture: instant,
    locked: z.boolean(),
    proofRequired: z.array(z.enum(['photo', 'signature', 'pin'])),
    lines: z.array(z.object({ name: z.string(), quantity: z.int() })),
    allowed: z.array(z.enum(['depart', 'arrive', 'complete', 'fail'])),
  })
  .meta({ id: 'Stop' }) satisfies z.ZodType<StopView>;

export const routeOut = z
  .object({
    courierId: z.uuid(),
    courierName: z.string(),
    zoneId: z.uuid(),
    planId: z.string(),
    version: z.number(),
    engine: z.string().describe('Which routing engine computed the streets.'),
    line: z.array(z.object({ lon: z.number(), lat: z.number() })),
    setOut: z
      .object({ stopId: z.uuid(), at: instant, thereAt: instant })
      .nullable()
      .describe('When to leave for the next stop so that nobody waits there, and when it is reached then.'),
    stops: z.array(stopOut).describe('Open ones in driving order.'),
  })
  .meta({ id: 'Route' }) satisfies z.ZodType<RouteView>;

export const improvedOut = z.object({ improved: z.boolean() });

const described = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const listOf = (name: string) => ({ type: 'array' as const, items: described(name) });
const allOf = (properties: Record<string, object>) => ({
  type: 'object' as const,
  required: Object.keys(properties),
  properties,
});
const uuid = { type: 'string', format: 'uuid' };
const time = { type: 'string', format: 'date-time' };
const offer = allOf({
  id: uuid,
  deliveryId: uuid,
  number: { type: 'string' },
  pickup: described('Place'),
  dropoff: described('Place'),
  window: allOf({ from: { anyOf: [time, { type: 'null' }] }, to: time }),
  expiresAt: time,
});
const routeOrNone = { anyOf: [described('Route'), { type: 'null' }] };

/** Answers made of what other features describe. */
export const composed = {
  delivery: described('Delivery'),
  assigned: allOf({ delivery: described('Delivery'), route: routeOrNone }),
  console: allOf({
    zone: described('Zone'),
    couriers: listOf('Courier'),
    routes: listOf('Route'),
    deliveries: listOf('Delivery'),
    stores: listOf('Store'),
  }),
  home: allOf({
    courier: described('Courier'),
    timeZone: {
      type: 'string',
      description: 'IANA, of the courier’s zone: the times of a shift are read in it.',
    },
    route: routeOrNone,
    offers: { type: 'array', items: offer },
  }),
};
