import { describe, expect, it } from '@jest/globals';
import { readTrace } from '../../../src/demo/trace-file.ts';

const gpx = (inner: string) => `<?xml version="1.0"?><gpx version="1.1">${inner}</gpx>`;

describe('readTrace', () => {
  it('reads times, heights, speeds and dilution from GPX, oldest first', () => {
    const points = readTrace(
      gpx(`<trk><trkseg>
        <trkpt lat="57.7" lon="11.97"><ele>12.5</ele><time>2020-01-01T00:00:05Z</time><speed>3</speed></trkpt>
        <trkpt lon='11.96' lat='57.71'><time>2020-01-01T00:00:00Z</time><hdop>2</hdop></trkpt>
      </trkseg></trk>`),
    );
    expect(points).toEqual([
      { at: 0, lon: 11.96, lat: 57.71, accuracyM: 10 },
      { at: 5_000, lon: 11.97, lat: 57.7, altitudeM: 12.5, speedMps: 3 },
    ]);
  });

  it('walks a track without times once a second', () => {
    const points = readTrace(gpx('<trkpt lat="1" lon="2"/><trkpt lat="1" lon="3"></trkpt>'));
    expect(points.map((point) => point.at)).toEqual([0, 1000]);
  });

  it('takes the route of a GPX file that has no track', () => {
    expect(readTrace(gpx('<rte><rtept lat="1" lon="2"/></rte>'))).toHaveLength(1);
    expect(
      readTrace(gpx('<rte><rtept lat="1" lon="2"/></rte><trk><trkpt lat="5" lon="6"/></trk>')),
    ).toMatchObject([{ lat: 5 }]);
  });

  it('reads CSV with named columns in any order and any of the usual separators', () => {
    const points = readTrace(
      'latitude;longitude;timestamp;accuracy\n57.7;11.97;1600000000;4\n57.8;11.98;1600000003;\n',
    );
    expect(points).toEqual([
      { at: 0, lon: 11.97, lat: 57.7, accuracyM: 4 },
      { at: 3_000, lon: 11.98, lat: 57.8 },
    ]);
  });

  it('picks one track of many, the first unless told', () => {
    const many =
      'id,time,geometry\n0,2019-03-11 08:33:24+00:00,POINT (11.9 50.3)\n7,2019-03-11 08:33:24,POINT (12 51)\n7,2019-03-11 08:33:29,POINT (12 52)\n';
    expect(readTrace(many)).toEqual([{ at: 0, lon: 11.9, lat: 50.3 }]);
    expect(readTrace(many, '7')).toEqual([
      { at: 0, lon: 12, lat: 51 },
      { at: 5_000, lon: 12, lat: 52 },
    ]);
  });

  it('leaves out points that are not on earth', () => {
    expect(readTrace('lon,lat,at\n200,1,1\n1,1,1\n')).toHaveLength(1);
  });

  it('says what is wrong with a file that is no trace', () => {
    expect(() => readTrace('a,b\n1,2\n')).toThrow('needs columns named lon and lat');
    expect(() => readTrace(gpx(''))).toThrow('no points');
  });
});
