import { bearingDeg, distanceM, moveBy } from '../../../shared/geo.ts';
import { accuracyOf, type Fix } from './fix.ts';
import type { Kalman } from './state.ts';

const RESTART_AFTER_MS = 60_000;
const FIRST_SPEED_VARIANCE = 100;
const RAD = Math.PI / 180;

/**
 * One step of a constant-velocity Kalman filter with white-noise acceleration of `accelMps2` (Bar-Shalom, Li and
 * Kirubarajan, "Estimation with Applications to Tracking and Navigation", 2001, ch. 6.2). For display only:
 * decisions look at the fixes themselves.
 */
export function track(before: Kalman | null, fix: Fix, accelMps2: number): Kalman {
  if (!before || fix.at - before.at > RESTART_AFTER_MS) return startAt(fix);
  const dt = (fix.at - before.at) / 1000;
  const q = accelMps2 * accelMps2;
  const r = accuracyOf(fix) ** 2;
  const pp = before.pp + 2 * dt * before.pv + dt * dt * before.vv + (q * dt ** 3) / 3;
  const pv = before.pv + dt * before.vv + (q * dt * dt) / 2;
  const vv = before.vv + q * dt;
  const gainP = pp / (pp + r);
  const gainV = pv / (pp + r);
  const guess = shifted(before, before.eastMps * dt, before.northMps * dt);
  const off = offsetM(guess, fix);
  return {
    ...shifted(guess, gainP * off.eastM, gainP * off.northM),
    at: fix.at,
    eastMps: before.eastMps + gainV * off.eastM,
    northMps: before.northMps + gainV * off.northM,
    pp: (1 - gainP) * pp,
    pv: (1 - gainP) * pv,
    vv: vv - gainV * pv,
    fixes: before.fixes + 1,
  };
}

function startAt(fix: Fix): Kalman {
  const speed = fix.headingDeg === undefined ? 0 : (fix.speedMps ?? 0);
  const heading = (fix.headingDeg ?? 0) * RAD;
  return {
    lon: fix.lon,
    lat: fix.lat,
    at: fix.at,
    eastMps: speed * Math.sin(heading),
    northMps: speed * Math.cos(heading),
    pp: accuracyOf(fix) ** 2,
    pv: 0,
    vv: FIRST_SPEED_VARIANCE,
    fixes: 1,
  };
}

function shifted(
  from: { lon: number; lat: number },
  eastM: number,
  northM: number,
): { lon: number; lat: number } {
  const by = Math.hypot(eastM, northM);
  return by === 0 ? { lon: from.lon, lat: from.lat } : moveBy(from, Math.atan2(eastM, northM) / RAD, by);
}

function offsetM(
  a: { lon: number; lat: number },
  b: { lon: number; lat: number },
): { eastM: number; northM: number } {
  const d = distanceM(a, b);
  const bearing = bearingDeg(a, b) * RAD;
  return { eastM: d * Math.sin(bearing), northM: d * Math.cos(bearing) };
}
