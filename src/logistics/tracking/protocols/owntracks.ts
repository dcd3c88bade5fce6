import type { Fix } from '../stages/fix.ts';
import {
  fixOf,
  instantIn,
  isRecord,
  messageOf,
  numberIn,
  scaledUnlessNegative,
  textIn,
  type DeviceMessage,
} from './message.ts';

/** Message types that carry a position; all others (waypoints, status, cards ...) are to be answered with success. */
const WITH_POSITION = new Set(['location', 'transition']);

/**
 * Reads an OwnTracks message (or a list of them) as it comes by HTTP or MQTT; the token is the Basic password. An empty
 * body is a message of nothing (owntracks.org/booklet/tech/json).
 */
export function readOwntracks(body: unknown, now: number): DeviceMessage {
  if (body === undefined || body === null || body === '') return messageOf(null, []);
  const messages: unknown[] = Array.isArray(body) ? body : [body];
  if (!messages.every(isRecord)) return { ok: false, reason: 'not_owntracks' };
  return messageOf(
    null,
    messages.map((message) => readOne(message, now)),
  );
}

function readOne(message: Record<string, unknown>, now: number): Fix | string {
  const type = textIn(message['_type']) ?? 'no_type';
  if (!WITH_POSITION.has(type)) return `type_${type}`;
  const lat = numberIn(message['lat']);
  const lon = numberIn(message['lon']);
  const at = instantIn(message['tst']);
  if (lat === undefined || lon === undefined) return 'no_position';
  if (at === undefined) return 'bad_timestamp';
  return fixOf({
    at,
    receivedAt: now,
    lon,
    lat,
    accuracyM: scaledUnlessNegative(message['acc'], 1),
    speedMps: scaledUnlessNegative(message['vel'], 1 / 3.6),
    headingDeg: scaledUnlessNegative(message['cog'], 1),
    altitudeM: numberIn(message['alt']),
    batteryPct: scaledUnlessNegative(message['batt'], 1),
  });
}
