"""Measure the railways: time to load, memory, time a query, and lengths against published ones.

    python benchmarks/routes.py

Compares with the great circle, and with scgraph where it and `scgraph_data` are installed (importing those
takes some 15 s and 2 GB). The published lengths are those of `tests/golden/rail.csv`.
"""

from __future__ import annotations

import csv
import importlib
import resource
import sys
from collections.abc import Callable, Iterator
from itertools import starmap
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from maps.geometry import distance_km
from maps.journey import Point

GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "golden" / "rail.csv"
KIB_PER_UNIT = 1 / 1024 if sys.platform == "darwin" else 1  # getrusage counts bytes there

Ends = tuple[Point, Point]


def main() -> None:
    """Print every figure once."""
    pairs, published = zip(*read_pairs(), strict=True)
    before_mb = memory_mb()
    started = perf_counter()
    network_module = importlib.import_module("maps.routing.network")
    imported = perf_counter()
    network = network_module.Network.load()
    loaded = perf_counter()
    print(f"import numpy, scipy {imported - started:.2f} s; load {loaded - imported:.2f} s; ", end="")
    print(f"memory +{memory_mb() - before_mb:.0f} MB", end="")

    def by_rail(start: Point, end: Point) -> float | None:
        route = network.route(start, end)
        return route.distance_km if route else None

    lengths, times_ms = measure(by_rail, pairs)
    print(f", after {len(pairs)} queries +{memory_mb() - before_mb:.0f} MB")
    print(f"query: median {median(times_ms):.0f} ms, longest {max(times_ms):.0f} ms")
    _, times_ms = measure(lambda start, _: float(network.distances_km(start).min()), pairs)
    print(f"one to all: median {median(times_ms):.0f} ms")
    print_errors("network:rail", lengths, published)
    print_errors("great circle", list(starmap(distance_km, pairs)), published)
    by_scgraph = find_scgraph()
    if by_scgraph:
        lengths, times_ms = measure(by_scgraph, pairs)
        print_errors("scgraph", lengths, published)
        print(f"scgraph query: median {median(times_ms):.0f} ms, longest {max(times_ms):.0f} ms")


def read_pairs() -> Iterator[tuple[Ends, float]]:
    """Yield the two ends and the published length, in kilometres, of each row."""
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            start, end = (Point(float(row[f"{at}_lat"]), float(row[f"{at}_lon"])) for at in ("from", "to"))
            yield (start, end), float(row["km"])


def measure(
    find_km: Callable[[Point, Point], float | None], pairs: tuple[Ends, ...]
) -> tuple[list[float | None], list[float]]:
    """Return the length of each pair and the milliseconds it took."""
    lengths, times_ms = [], []
    for pair in pairs:
        started = perf_counter()
        lengths.append(find_km(*pair))
        times_ms.append(1000 * (perf_counter() - started))
    return lengths, times_ms


def print_errors(name: str, lengths: list[float | None] | list[float], published: tuple[float, ...]) -> None:
    """Print how far the lengths are from the published ones, in percent."""
    errors = [100 * (km / known - 1) for km, known in zip(lengths, published, strict=True) if km is not None]
    sizes = [abs(error) for error in errors]
    print(
        f"{name:14} {len(errors)} of {len(published)} found; error: median {median(sizes):.1f} %, "
        f"p90 {quantiles(sizes, n=10, method='inclusive')[-1]:.1f} %, worst {max(sizes):.1f} %; "
        f"{sum(error > 2 for error in errors)} over by more than 2 %"
    )


def find_scgraph() -> Callable[[Point, Point], float | None] | None:
    """Return scgraph's own search on its railways, or None where it is not installed."""
    try:
        graph = importlib.import_module("scgraph_data.world_railways").world_railways_geograph
    except ImportError:
        return None

    def find_km(start: Point, end: Point) -> float | None:
        ends = ({"latitude": point.lat, "longitude": point.lon} for point in (start, end))
        try:
            return float(graph.get_shortest_path(*ends, output_units="km")["length"])
        except Exception as error:  # scgraph raises bare Exception where it finds no way
            print(f"scgraph: {error}", file=sys.stderr)
            return None

    return find_km


def memory_mb() -> float:
    """Return the most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB_PER_UNIT / 1024


if __name__ == "__main__":
    main()
