"""What all peers have in common: the command line, the clock and the line they print."""

import argparse
import json
import time
from collections.abc import Callable

from instance import Instance, read

# Distances keep this many places behind the point where a peer counts in whole numbers.
SCALE = 10_000


def run(name: str, solve: Callable[[Instance, float, int], tuple[list[list[int]], int | None]]) -> None:
    """Solves the file named on the command line; `solve` gives the routes as places and the iterations it made."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--seconds", type=float, default=5, help="of the processor, one thread")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--vehicles", type=int, help="at most so many, instead of the fleet of the file")
    args = parser.parse_args()
    instance = read(args.file)
    instance.fleet = args.vehicles or instance.fleet
    cpu, wall = time.process_time(), time.perf_counter()
    routes, iterations = solve(instance, args.seconds, args.seed)
    line = {
        "solver": name,
        "instance": instance.name,
        "routes": routes,
        "iterations": iterations,
        "seconds": round(time.perf_counter() - wall, 3),
        "cpuSeconds": round(time.process_time() - cpu, 3),
    }
    print(json.dumps(line))
