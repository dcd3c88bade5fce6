"""VROOM at its highest exploration level. Mostly it ends by itself; it can only be stopped by the clock, so it gets twice the time."""

from datetime import timedelta

import numpy as np
import vroom

from instance import Instance
from peer import run

# VROOM counts in 32 bits.
SCALE = 1_000


def solve(instance: Instance, seconds: float, _seed: int) -> tuple[list[list[int]], None]:
    problem = vroom.Input()
    matrix = instance.scaled(SCALE).astype(np.uint32)
    problem.set_durations_matrix("car", matrix)
    problem.add_vehicle(
        [
            vroom.Vehicle(
                v,
                start=0,
                end=0,
                capacity=[instance.capacity],
                time_window=vroom.TimeWindow(*instance.window(0, SCALE)),
            )
            for v in range(instance.fleet)
        ]
    )

    def timed(place: int) -> dict:
        windows = [vroom.TimeWindow(*instance.window(place, SCALE))]
        return {"location": place, "default_service": instance.service(place, SCALE), "time_windows": windows}

    for place, load in instance.jobs:
        problem.add_job(vroom.Job(place, delivery=[load], **timed(place)))
    for pickup, delivery, load in instance.pairs:
        problem.add_shipment(
            vroom.ShipmentStep(pickup, **timed(pickup)),
            vroom.ShipmentStep(delivery, **timed(delivery)),
            amount=vroom.Amount([load]),
        )
    solution = problem.solve(exploration_level=5, nb_threads=1, timeout=timedelta(seconds=2 * seconds))
    steps = solution.routes
    steps = steps[steps["type"].isin(["job", "pickup", "delivery"])]
    routes = [group["id"].astype(int).tolist() for _, group in steps.groupby("vehicle_id", sort=False)]
    return routes, None


if __name__ == "__main__":
    run("vroom", solve)
