import type { Fix } from '../stages/fix.ts';
import {
  fixOf,
  instantIn,
  isRecord,
  messageOf,
  numberIn,
  recordIn,
  scaledUnlessNegative,
  type DeviceMessage,
} from './message.ts';

/**
 * Reads a batch of Overland for iOS: GeoJSON points, and `current` when the phone has a backlog; the token is a Bearer.
 * The app deletes a batch only on 2xx with `{"result":"ok"}`, so odd points are skipped (aaronpk/Overland-iOS README).
 */
export function readOverland(body: unknown, now: number): DeviceMessage {
  if (!isRecord(body) || !Array.isArray(body['locations'])) return { ok: false, reason: 'no_locations' };
  const features: unknown[] = [...body['locations']];
  if (isRecord(body['current'])) features.push(body['current']);
  return messageOf(
    null,
    features.map((feature) => readFeature(recordIn(feature), now)),
  );
}

function readFeature(feature: Record<string, unknown>, now: number): Fix | string {
  const { coordinates } = recordIn(feature['geometry']);
  const [lon, lat] = Array.isArray(coordinates) ? coordinates.slice(0, 2).map(numberIn) : [];
  if (lon === undefined || lat === undefined) return 'no_position';
  const properties = recordIn(feature['properties']);
  const at = instantIn(properties['timestamp']);
  if (at === undefined) return 'bad_timestamp';
  return fixOf({
    at,
    receivedAt: now,
    lon,
    lat,
    accuracyM: scaledUnlessNegative(properties['horizontal_accuracy'], 1),
    speedMps: scaledUnlessNegative(properties['speed'], 1),
    headingDeg: scaledUnlessNegative(properties['course'], 1),
    altitudeM: numberIn(properties['altitude']),
    batteryPct: scaledUnlessNegative(properties['battery_level'], 100),
  });
}
