#!/bin/sh
# Runs the GraphHopper contract against a real server: bench/graphhopper.sh CITY.osm.pbf [jest options]
# Needs Java 17 and Maven. RECORD=1 also refreshes the recorded answers that the tests use without a server.
set -eu
roads=$(realpath "${1:?usage: bench/graphhopper.sh CITY.osm.pbf}")
shift
here=$(cd "$(dirname "$0")/.." && pwd)
version=11.0
cache=${GRAPHHOPPER_CACHE:-${TMPDIR:-/tmp}/waylight-graphhopper}
work=$(mktemp -d)
server=
finish() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true; }
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

jar=$cache/graphhopper-web-$version.jar
if [ ! -f "$jar" ]; then
  mkdir -p "$cache"
  (cd "$work" && mvn -q org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
    -Dartifact=com.graphhopper:graphhopper-web:$version -DoutputDirectory="$cache")
fi

port=$(node -e 'const s=require("node:net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
admin=$(node -e 'const s=require("node:net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
cat > "$work/config.yml" <<YML
graphhopper:
  datareader.file: $roads
  graph.location: $work/graph
  import.osm.ignored_highways: ''
  graph.encoded_values: car_access, car_average_speed, road_access, bike_access, bike_priority, bike_average_speed, bike_road_access, roundabout, mtb_rating, hike_rating, country, road_class, foot_access, foot_priority, foot_average_speed, foot_road_access, average_slope
  profiles:
    - name: car
      turn_costs: { vehicle_types: [motorcar, motor_vehicle] }
      custom_model_files: [car.json]
    - name: bike
      custom_model_files: [bike.json]
    - name: foot
      custom_model_files: [foot.json]
  profiles_ch:
    - profile: car
    - profile: bike
    - profile: foot
server:
  application_connectors: [{ type: http, port: $port, bind_host: 127.0.0.1 }]
  admin_connectors: [{ type: http, port: $admin, bind_host: 127.0.0.1 }]
logging: { level: WARN }
YML

java -Xmx1g -jar "$jar" server "$work/config.yml" > "$work/log" 2>&1 &
server=$!
url=http://127.0.0.1:$port
tries=0
until node -e "fetch('$url/health').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"; do
  tries=$((tries + 1))
  if [ $tries -gt 120 ] || ! kill -0 "$server" 2>/dev/null; then
    tail -n 30 "$work/log" >&2
    exit 1
  fi
  sleep 1
done
echo "GraphHopper $version answers at $url"
if [ -n "${SERVE:-}" ]; then wait "$server"; fi
cd "$here"
GRAPHHOPPER_URL=$url GRAPHHOPPER_RECORD=${RECORD:-} npm run -s jest -- \
  test/unit/logistics/routing/graphhopper-engine.spec.ts --selectProjects unit "$@"
