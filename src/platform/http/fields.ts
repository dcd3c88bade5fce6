import { z } from 'zod';

/** Fields that inputs of several features share. */
export const lonLatField = z.strictObject({
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** An IANA zone such as `Europe/Stockholm`. */
export const timeZoneField = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: 'is not a time zone of the IANA list, as in Europe/Stockholm' });

/** True for text that is no instant at all, too: that is said already. */
function isThisAge(text: string): boolean {
  const year = new Date(text).getUTCFullYear();
  return !(year < 2000 || year > 2099);
}

/** An instant of this century with its offset, as in `2027-03-28T01:30:00Z`. */
export const instantField = z.iso
  .datetime({ offset: true })
  .refine(isThisAge, { error: 'is not in this century' });

/** ISO 4217. */
export const currencyField = z.string().regex(/^[A-Z]{3}$/, { error: 'is three capital letters, as in SEK' });

export const nameField = z.string().trim().min(1).max(120);
export const phoneField = z.string().trim().min(3).max(40);

/** Where something is to be brought or fetched. */
export const placeField = z.strictObject({
  address: z.string().trim().min(1).max(300),
  /** Looked up in the streets when left out. */
  at: lonLatField.optional(),
  notes: z.string().trim().max(500).optional(),
  /** The zone of its area when left out. */
  zone: timeZoneField.optional(),
});

/** What orders and deliveries may wish for. */
export const wishFields = {
  dropoff: placeField,
  window: z.strictObject({ from: instantField.optional(), to: instantField }).optional(),
  readyAt: instantField.optional(),
  proof: z
    .array(z.enum(['photo', 'signature', 'pin']))
    .max(3)
    .optional(),
  skills: z.array(z.string().trim().min(1).max(40)).max(10).optional(),
};

/** Why somebody cancels or sends back; the body may be left out. */
export const reasonField = z
  .strictObject({ reason: z.string().trim().min(1).max(300).optional() })
  .optional();

export const placeView = z
  .object({
    address: z.string(),
    at: z.object({ lon: z.number(), lat: z.number() }).nullable(),
    zone: z.string(),
    notes: z.string().nullable(),
  })
  .meta({ id: 'Place' });

export const historyView = z
  .object({
    at: z.iso.datetime(),
    kind: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    by: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
    note: z.string().nullable(),
  })
  .meta({ id: 'History' });

/** The schema of one page of a list. */
export const pageView = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
