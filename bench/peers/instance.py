"""The published instances as every peer needs them: one matrix in double precision, stops, pairs or single jobs."""

import math
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np


@dataclass
class Stop:
    earliest: float
    latest: float
    service: float


@dataclass
class Instance:
    name: str
    fleet: int
    capacity: int
    # Place 0 is the depot; a vehicle leaves not before its `earliest` and is back by its `latest`.
    stops: list[Stop]
    matrix: np.ndarray
    # (pickup, delivery, load)
    pairs: list[tuple[int, int, int]] = field(default_factory=list)
    # (place, load)
    jobs: list[tuple[int, int]] = field(default_factory=list)

    def scaled(self, factor: int) -> np.ndarray:
        """Whole numbers for the peers that count in them."""
        return np.rint(self.matrix * factor).astype(np.int64)

    def window(self, place: int, factor: int) -> tuple[int, int]:
        stop = self.stops[place]
        return math.ceil(stop.earliest * factor), math.floor(stop.latest * factor)

    def service(self, place: int, factor: int) -> int:
        return round(self.stops[place].service * factor)


def read(path: str) -> Instance:
    """Tells Li & Lim, Solomon and Gehring-Homberger, and Sartori & Buriol apart by their text."""
    text = Path(path).read_text()
    name = Path(path).stem
    if text.startswith("NAME:"):
        return _sartori_buriol(name, text)
    rows = [[float(cell) for cell in line.split()] for line in text.splitlines() if _is_numbers(line)]
    return _solomon(name, rows) if "VEHICLE" in text else _li_lim(name, rows)


def _is_numbers(line: str) -> bool:
    try:
        return len([float(cell) for cell in line.split()]) > 1
    except ValueError:
        return False


def _euclidean(rows: list[list[float]]) -> np.ndarray:
    points = np.array([row[1:3] for row in rows])
    return np.hypot(*(points[:, None, k] - points[None, :, k] for k in range(2)))


def _li_lim(name: str, rows: list[list[float]]) -> Instance:
    head, places = rows[0], rows[1:]
    pairs = [(k, int(row[8]), int(row[3])) for k, row in enumerate(places) if k > 0 and row[8] > 0]
    stops = [Stop(*row[4:7]) for row in places]
    return Instance(name, int(head[0]), int(head[1]), stops, _euclidean(places), pairs=pairs)


def _solomon(name: str, rows: list[list[float]]) -> Instance:
    head, places = rows[0], rows[1:]
    jobs = [(k, int(row[3])) for k, row in enumerate(places) if k > 0]
    stops = [Stop(*row[4:7]) for row in places]
    return Instance(name, int(head[0]), int(head[1]), stops, _euclidean(places), jobs=jobs)


def _sartori_buriol(name: str, text: str) -> Instance:
    lines = text.splitlines()
    head = dict((part.strip() for part in line.split(":", 1)) for line in lines[:15] if ":" in line)
    size = int(head["SIZE"])
    nodes_at = next(k for k, line in enumerate(lines) if line.startswith("NODES")) + 1
    edges_at = next(k for k, line in enumerate(lines) if line.startswith("EDGES")) + 1
    nodes = [[float(cell) for cell in line.split()] for line in lines[nodes_at : nodes_at + size]]
    matrix = np.array([[float(cell) for cell in line.split()] for line in lines[edges_at : edges_at + size]])
    pairs = [(k, int(row[8]), int(row[3])) for k, row in enumerate(nodes) if row[8] > 0]
    stops = [Stop(*row[4:7]) for row in nodes]
    stops[0].latest = min(stops[0].latest, float(head["ROUTE-TIME"]))
    return Instance(name, len(pairs), int(head["CAPACITY"]), stops, matrix, pairs=pairs)
