"""OR-Tools' routing library: parallel cheapest insertion, then guided local search."""

import time

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from instance import Instance
from peer import run

SCALE = 1_000


def solve(instance: Instance, seconds: float, _seed: int) -> tuple[list[list[int]], None]:
    manager = pywrapcp.RoutingIndexManager(len(instance.stops), instance.fleet, 0)
    routing = pywrapcp.RoutingModel(manager)
    matrix = instance.scaled(SCALE)
    index = manager.NodeToIndex

    distance = routing.RegisterTransitMatrix(matrix.tolist())
    routing.SetArcCostEvaluatorOfAllVehicles(distance)
    busy = matrix.copy()
    for place in range(1, len(instance.stops)):
        busy[place, :] += instance.service(place, SCALE)
    opens, closes = instance.window(0, SCALE)
    routing.AddDimension(routing.RegisterTransitMatrix(busy.tolist()), closes, closes, False, "time")
    clock = routing.GetDimensionOrDie("time")
    for place in range(1, len(instance.stops)):
        clock.CumulVar(index(place)).SetRange(*instance.window(place, SCALE))
    for v in range(instance.fleet):
        clock.CumulVar(routing.Start(v)).SetRange(opens, closes)
        clock.CumulVar(routing.End(v)).SetRange(opens, closes)

    loads = [0] * len(instance.stops)
    for place, load in instance.jobs:
        loads[place] = load
    for pickup, delivery, load in instance.pairs:
        loads[pickup], loads[delivery] = load, -load
    routing.AddDimension(routing.RegisterUnaryTransitVector(loads), 0, instance.capacity, True, "load")
    for pickup, delivery, _ in instance.pairs:
        p, d = index(pickup), index(delivery)
        routing.AddPickupAndDelivery(p, d)
        routing.solver().Add(routing.VehicleVar(p) == routing.VehicleVar(d))
        routing.solver().Add(clock.CumulVar(p) <= clock.CumulVar(d))

    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    # Its own limit is of the clock: a last resort behind the processor's seconds.
    parameters.time_limit.FromMilliseconds(int(seconds * 10_000))
    _cancel_after(routing, seconds)
    found = routing.SolveWithParameters(parameters)
    return ([] if found is None else _routes(manager, routing, found, instance.fleet)), None


def _cancel_after(routing: pywrapcp.RoutingModel, seconds: float) -> None:
    """Looked at with every plan that the search accepts; that is hundreds of times a second."""
    until = time.process_time() + seconds

    def look() -> None:
        if time.process_time() > until:
            routing.CancelSearch()

    routing.AddAtSolutionCallback(look)


def _routes(manager, routing, found, fleet: int) -> list[list[int]]:
    routes = []
    for v in range(fleet):
        at = found.Value(routing.NextVar(routing.Start(v)))
        route = []
        while not routing.IsEnd(at):
            route.append(manager.IndexToNode(at))
            at = found.Value(routing.NextVar(at))
        if route:
            routes.append(route)
    return routes


if __name__ == "__main__":
    run("ortools", solve)
