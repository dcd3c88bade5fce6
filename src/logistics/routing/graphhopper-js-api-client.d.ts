/** The parts of the client we use; the package has no types. Its main file is a browser bundle: only src/ works in Node. */
interface GraphHopperAccess {
  key: string;
  host: string;
  timeout: number;
}

interface GraphHopperPath {
  /** Metres. */
  distance: number;
  /** Milliseconds. */
  time: number;
  points: { coordinates: [lon: number, lat: number][] };
  snapped_waypoints: { coordinates: [lon: number, lat: number][] };
  /** Per detail: first point, last point, value. */
  details: Partial<Record<'leg_time' | 'leg_distance', [number, number, number][]>> & {
    street_name?: [number, number, string | null][];
  };
}

declare module 'graphhopper-js-api-client/src/GraphHopperRouting.js' {
  export default class GraphHopperRouting {
    constructor(access: GraphHopperAccess, defaults?: object);
    doRequest(request: object): Promise<{ paths: GraphHopperPath[] }>;
  }
}

declare module 'graphhopper-js-api-client/src/GraphHopperMatrix.js' {
  export default class GraphHopperMatrix {
    constructor(access: GraphHopperAccess, defaults?: object);
    /** Times in seconds, distances in metres; null where there is no way. */
    doRequest(request: object): Promise<{
      times: (number | null)[][];
      distances: (number | null)[][];
      hints?: { invalid_from_points?: number[]; invalid_to_points?: number[] }[];
    }>;
  }
}

declare module 'graphhopper-js-api-client/src/GraphHopperMapMatching.js' {
  export default class GraphHopperMapMatching {
    constructor(access: GraphHopperAccess, defaults?: object);
    getParametersAsQueryString: (args: { profile: string; gps_accuracy: number }) => string;
    doRequest(gpx: string, request: object): Promise<{ paths: GraphHopperPath[] }>;
  }
}
