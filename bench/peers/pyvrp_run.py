"""PyVRP under its distance objective."""

import time

import pyvrp

from instance import Instance
from peer import SCALE, run


class CpuSeconds:
    """Stops when the process has used so many seconds of the processor."""

    def __init__(self, seconds: float):
        self.until = time.process_time() + seconds

    def __call__(self, best_cost: int) -> bool:
        return time.process_time() > self.until


def data(instance: Instance) -> pyvrp.ProblemData:
    def timed(place: int, prefix: str = "") -> dict[str, int]:
        early, late = instance.window(place, SCALE)
        service = instance.service(place, SCALE)
        return {f"{prefix}tw_early": early, f"{prefix}tw_late": late, f"{prefix}service_duration": service}

    early, late = instance.window(0, SCALE)
    matrix = instance.scaled(SCALE)
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in instance.stops],
        clients=[pyvrp.Client(place, delivery=[load], **timed(place)) for place, load in instance.jobs],
        depots=[pyvrp.Depot(0)],
        vehicle_types=[
            pyvrp.VehicleType(instance.fleet, capacity=[instance.capacity], tw_early=early, tw_late=late)
        ],
        distance_matrices=[matrix],
        duration_matrices=[matrix],
        shipments=[
            pyvrp.Shipment(p, d, **timed(p, "pickup_"), **timed(d, "delivery_"), amount=[load])
            for p, d, load in instance.pairs
        ],
    )


def solve(instance: Instance, seconds: float, seed: int) -> tuple[list[list[int]], int]:
    problem = data(instance)
    result = pyvrp.solve(problem, CpuSeconds(seconds), seed=seed, collect_stats=False)

    def place(step: pyvrp.ScheduledActivity) -> int:
        if step.is_client():
            return problem.clients()[step.idx].location
        shipment = problem.shipments()[step.idx]
        return (shipment.pickup if step.is_pickup() else shipment.delivery).location

    routes = [
        [place(step) for step in route.schedule() if not step.is_depot()] for route in result.best.routes()
    ]
    return routes if result.is_feasible() else [], result.num_iterations


if __name__ == "__main__":
    run("pyvrp", solve)
