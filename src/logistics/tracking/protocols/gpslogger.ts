import {
  fixOf,
  instantIn,
  messageOf,
  numberIn,
  scaledUnlessNegative,
  textIn,
  type DeviceMessage,
  type Loose,
} from './message.ts';

/**
 * Reads GPSLogger's custom URL with the key names of its %ALL (lat, lon, spd in m/s, acc, dir, alt, batt, timestamp or
 * time), from query or form. The token is the parameter `id` or `token`, or the Basic password.
 */
export function readGpslogger(parameters: Loose, now: number): DeviceMessage {
  const token = textIn(parameters['id']) ?? textIn(parameters['token']) ?? null;
  const lat = numberIn(parameters['lat']);
  const lon = numberIn(parameters['lon']);
  if (lat === undefined || lon === undefined) return messageOf(token, ['no_position']);
  const at = instantIn(parameters['timestamp']) ?? instantIn(parameters['time']);
  if (at === undefined) return messageOf(token, ['bad_timestamp']);
  const fix = fixOf({
    at,
    receivedAt: now,
    lon,
    lat,
    accuracyM: scaledUnlessNegative(parameters['acc'], 1),
    speedMps: scaledUnlessNegative(parameters['spd'], 1),
    headingDeg: scaledUnlessNegative(parameters['dir'], 1),
    altitudeM: numberIn(parameters['alt']),
    batteryPct: scaledUnlessNegative(parameters['batt'], 1),
  });
  return messageOf(token, [fix]);
}
