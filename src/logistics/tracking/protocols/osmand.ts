import type { Fix } from '../stages/fix.ts';
import {
  fixOf,
  instantIn,
  isRecord,
  messageOf,
  numberIn,
  recordIn,
  scaled,
  scaledUnlessNegative,
  textIn,
  type DeviceMessage,
  type Loose,
} from './message.ts';

const MPS_PER_KNOT = 1852 / 3600;
/** A receiver's usual range error; accuracy is about that times the dilution. */
const METRES_PER_HDOP = 5;

/**
 * Reads the OsmAnd protocol as OsmAnd, Traccar Client and GPS hardware speak it: parameters in the query or, without
 * one, as a form in the body; or Traccar Client 9's JSON. `now` stands in for a missing time (traccar.org/osmand).
 */
export function readOsmand(query: Loose, body: unknown, now: number): DeviceMessage {
  if (isRecord(body) && (isRecord(body['location']) || body['device_id'] !== undefined))
    return readJson(body, now);
  return readParameters(Object.keys(query).length > 0 ? query : recordIn(body), now);
}

function readParameters(parameters: Loose, now: number): DeviceMessage {
  const token = textIn(parameters['id']) ?? textIn(parameters['deviceid']);
  if (token === undefined) return { ok: false, reason: 'missing_id' };
  const [lat, lon] = placeIn(parameters);
  if (lat === undefined || lon === undefined) return messageOf(token, [noPlace(parameters)]);
  const valid = textIn(parameters['valid']);
  if (valid !== undefined && valid !== 'true' && valid !== '1') return messageOf(token, ['not_valid']);
  const at = parameters['timestamp'] === undefined ? now : instantIn(parameters['timestamp']);
  if (at === undefined) return messageOf(token, ['bad_timestamp']);
  const fix: Fix = fixOf({
    at,
    receivedAt: now,
    lon,
    lat,
    accuracyM: numberIn(parameters['accuracy']) ?? scaled(numberIn(parameters['hdop']), METRES_PER_HDOP),
    speedMps: scaledUnlessNegative(parameters['speed'], MPS_PER_KNOT),
    headingDeg: scaledUnlessNegative(parameters['bearing'] ?? parameters['heading'], 1),
    altitudeM: numberIn(parameters['altitude']),
    batteryPct: scaledUnlessNegative(parameters['batt'], 1),
  });
  return messageOf(token, [fix]);
}

function placeIn(parameters: Loose): (number | undefined)[] {
  const pair = textIn(parameters['location'])?.split(',');
  return pair ? pair.slice(0, 2).map(numberIn) : [numberIn(parameters['lat']), numberIn(parameters['lon'])];
}

function noPlace(parameters: Loose): string {
  if (parameters['notificationToken'] !== undefined) return 'push_token_only';
  return parameters['cell'] !== undefined || parameters['wifi'] !== undefined
    ? 'network_only'
    : 'no_position';
}

function readJson(body: Loose, now: number): DeviceMessage {
  const token = textIn(body['device_id']);
  if (token === undefined) return { ok: false, reason: 'missing_id' };
  const location = recordIn(body['location']);
  const coords = recordIn(location['coords']);
  const lat = numberIn(coords['latitude']);
  const lon = numberIn(coords['longitude']);
  if (lat === undefined || lon === undefined) return messageOf(token, ['no_position']);
  const at = location['timestamp'] === undefined ? now : instantIn(location['timestamp']);
  if (at === undefined) return messageOf(token, ['bad_timestamp']);
  const fix: Fix = fixOf({
    id: textIn(location['uuid']),
    at,
    receivedAt: now,
    lon,
    lat,
    accuracyM: scaledUnlessNegative(coords['accuracy'], 1),
    speedMps: scaledUnlessNegative(coords['speed'], 1),
    headingDeg: scaledUnlessNegative(coords['heading'], 1),
    altitudeM: numberIn(coords['altitude']),
    batteryPct: scaledUnlessNegative(recordIn(location['battery'])['level'], 100),
  });
  return messageOf(token, [fix]);
}
