import { describe, expect, it } from '@jest/globals';
import { accessBit, ROAD_CLASSES, roadOf } from '../../../../../src/logistics/routing/graph/road-tags.ts';
import type { Tags } from '../../../../../src/logistics/routing/graph/road-tags.ts';
import type { Profile } from '../../../../../src/logistics/routing/routing-engine.ts';

/** "car>< bike> foot-": the directions each profile may take. */
function directions(tags: Tags): string {
  const access = roadOf(tags)?.access ?? 0;
  const of = (profile: Profile) =>
    `${access & accessBit(profile, false) ? '>' : ''}${access & accessBit(profile, true) ? '<' : ''}` || '-';
  return `car${of('car')} bike${of('bike')} foot${of('foot')}`;
}

describe('who may use a road', () => {
  it.each<[Tags, string]>([
    [{ highway: 'residential' }, 'car>< bike>< foot><'],
    [{ highway: 'residential', oneway: 'yes' }, 'car> bike> foot><'],
    [{ highway: 'residential', oneway: '-1' }, 'car< bike< foot><'],
    [{ highway: 'residential', oneway: 'yes', 'oneway:bicycle': 'no' }, 'car> bike>< foot><'],
    [{ highway: 'residential', oneway: 'yes', cycleway: 'opposite_lane' }, 'car> bike>< foot><'],
    [{ highway: 'tertiary', junction: 'roundabout' }, 'car> bike> foot><'],
    [{ highway: 'motorway' }, 'car> bike- foot-'],
    [{ highway: 'motorway', oneway: 'no' }, 'car>< bike- foot-'],
    [{ highway: 'trunk', motorroad: 'yes' }, 'car>< bike- foot-'],
    [{ highway: 'service', access: 'private' }, 'car- bike- foot-'],
    [{ highway: 'service', access: 'private', foot: 'yes' }, 'car- bike- foot><'],
    [{ highway: 'service', access: 'no', motor_vehicle: 'delivery' }, 'car>< bike- foot-'],
    [{ highway: 'residential', motor_vehicle: 'no' }, 'car- bike>< foot><'],
    [{ highway: 'footway' }, 'car- bike- foot><'],
    [{ highway: 'footway', bicycle: 'yes' }, 'car- bike>< foot><'],
    [{ highway: 'cycleway', foot: 'no' }, 'car- bike>< foot-'],
    [{ highway: 'steps' }, 'car- bike- foot><'],
    [{ highway: 'construction' }, 'car- bike- foot-'],
    [{ highway: 'pedestrian', area: 'yes' }, 'car- bike- foot-'],
  ])('%j: %s', (tags, expected) => {
    expect(directions(tags)).toBe(expected);
  });

  it('drives a little below the limit, in miles where they are meant', () => {
    expect(roadOf({ highway: 'primary', maxspeed: '50' })!.carKmh).toBe(43);
    expect(roadOf({ highway: 'primary', maxspeed: '30 mph' })!.carKmh).toBe(41);
    expect(roadOf({ highway: 'primary', maxspeed: 'signals' })!.carKmh).toBe(
      roadOf({ highway: 'primary' })!.carKmh,
    );
    expect(roadOf({ highway: 'service', maxspeed: '50' })!.carKmh).toBeLessThan(20);
    expect(roadOf({ highway: 'motorway_link' })!.carKmh).toBeLessThan(
      roadOf({ highway: 'motorway' })!.carKmh,
    );
  });

  it('takes a link for a road of its class', () => {
    expect(ROAD_CLASSES[roadOf({ highway: 'trunk_link' })!.roadClass]).toBe('trunk');
  });
});
