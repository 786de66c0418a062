"""Measure the reading of stories: MB/s of each stage and in all, of a story and of a book, beside other readers.

    python benchmarks/reading.py [--stories N]

The text is that of the corpora in `../shared/corpora`, where there are any, then stories generated as in
`archive.py`; it is cut into stories of 3 KB. The book is the same text in one piece, so that the two
differ in nothing but their length. Rates are by processor time, which a busy machine distorts less than
it does the clock. dateparser comes with the project; geotext and flashgeotext are installed by hand for
this comparison (`pip install geotext flashgeotext`), and a line is left out where its package is missing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from time import process_time

from archive import MEGABYTE, STORY_CHARACTERS, generate
from dateparser.search import search_dates

from timeline.assemble import assemble_events
from timeline.extract.dates import extract_dates
from timeline.extract.movements import extract_movements
from timeline.extract.places import find_toponyms
from timeline.gazetteer import Gazetteer
from timeline.reader import make_article, parse_day

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
WARMING = 100  # stories read before the first is timed: words and names are looked up once in a process
PUBLISHED = parse_day("2012-01-01")
STAGES = ("reader", "dates", "places", "movements", "events")
EXTRACTION = ("dates", "places", "movements")


def main() -> None:
    """Print every figure once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=1000, help="how many stories of 3 KB are read")
    count = parser.parse_args().stories
    gazetteer = Gazetteer.open()
    text = "\n\n".join(texts(count))[: count * STORY_CHARACTERS]
    stories = cut(text)
    time_stages(stories[:WARMING], gazetteer)
    of_stories = print_stages(f"{len(stories)} stories of 3 KB", stories, gazetteer)
    of_book = print_stages(f"a book of {megabytes([text]):.1f} MB", [text], gazetteer)
    ratios = ", ".join(f"{stage} {of_stories[stage] / of_book[stage]:.2f}" for stage in STAGES)
    print(f"cost of a byte in the book, as a multiple of one in a story: {ratios}")
    print_peers(stories)


def texts(count: int) -> Iterator[str]:
    """Yield the texts of the corpora, then so many generated stories."""
    for path in sorted(CORPORA.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]
    yield from (story["text"] for story in generate(count))


def cut(text: str) -> list[str]:
    """Cut a text into stories at the ends of its lines."""
    stories, start = [], 0
    while start < len(text):
        end = text.find("\n", start + STORY_CHARACTERS)
        end = end if end >= 0 else len(text)
        stories.append(text[start:end])
        start = end
    return stories


def print_stages(name: str, stories: list[str], gazetteer: Gazetteer) -> dict[str, float]:
    """Print and return the MB/s of each stage."""
    size, seconds = megabytes(stories), time_stages(stories, gazetteer)
    rates = {stage: size / seconds[stage] for stage in STAGES}
    told = ", ".join(f"{stage} {rate:.2f}" for stage, rate in rates.items())
    extraction = size / sum(seconds[stage] for stage in EXTRACTION)
    print(
        f"{name}, MB/s: {told}; {' + '.join(EXTRACTION)} {extraction:.2f}; all {size / sum(seconds.values()):.2f}"
    )
    return rates


def time_stages(stories: Iterable[str], gazetteer: Gazetteer) -> dict[str, float]:
    """Return the seconds of processor time that each stage took for all stories."""
    spent = dict.fromkeys(STAGES, 0.0)
    for text in stories:
        marks = [process_time()]
        article = make_article(text, published=PUBLISHED)
        marks.append(process_time())
        dates = extract_dates(article)
        marks.append(process_time())
        toponyms = find_toponyms(article, gazetteer, demonyms=True)
        marks.append(process_time())
        movements = extract_movements(article, dates, toponyms)
        marks.append(process_time())
        assemble_events(article, movements, toponyms)
        marks.append(process_time())
        for stage, (before, after) in zip(STAGES, pairwise(marks), strict=True):
            spent[stage] += after - before
    return spent


def print_peers(stories: list[str]) -> None:
    """Print the MB/s of other readers on the same text, of those that are installed."""
    for name, read in peers():
        read(stories[0])
        started = process_time()
        for story in stories:
            read(story)
        print(f"{name}, MB/s: {megabytes(stories) / (process_time() - started):.3f}")


def peers() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Yield the other readers: dateparser finds dates, geotext and flashgeotext names of cities and countries."""
    yield "dateparser search_dates", partial(search_dates, languages=["en"])
    if find_spec("geotext"):
        yield "geotext", import_module("geotext").GeoText
    if find_spec("flashgeotext"):
        yield "flashgeotext", import_module("flashgeotext.geotext").GeoText().extract


def megabytes(stories: Iterable[str]) -> float:
    """Return the size of texts in UTF-8."""
    return sum(len(story.encode()) for story in stories) / MEGABYTE


if __name__ == "__main__":
    main()
