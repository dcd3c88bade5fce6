import Flatbush from 'flatbush';
import { DEGREE, planeOf } from './road-graph.ts';
import type { RoadGraph } from './road-graph.ts';

/** A packed R-tree over every line segment, in metres of the local plane. */
export function indexSegments(
  graph: Pick<RoadGraph, 'bbox' | 'pointStart' | 'lon' | 'lat'>,
): Pick<RoadGraph, 'segmentTree' | 'segmentStreet'> {
  const streets = graph.pointStart.length - 1;
  const plane = planeOf(graph.bbox);
  const segmentStreet = new Uint32Array(graph.lon.length - streets);
  const tree = new Flatbush(segmentStreet.length, 16, Float32Array);
  for (let street = 0; street < streets; street++) {
    let [x0, y0] = plane(
      graph.lon[graph.pointStart[street]!]! / DEGREE,
      graph.lat[graph.pointStart[street]!]! / DEGREE,
    );
    for (let point = graph.pointStart[street]! + 1; point < graph.pointStart[street + 1]!; point++) {
      const [x1, y1] = plane(graph.lon[point]! / DEGREE, graph.lat[point]! / DEGREE);
      const item = tree.add(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1));
      segmentStreet[item] = street;
      [x0, y0] = [x1, y1];
    }
  }
  tree.finish();
  return { segmentTree: tree.data, segmentStreet };
}
