"""Gold journeys of `tests/golden/` and how near a reading comes to them.

The figures are those of the field: F1 of stops in travel order (longest common subsequence; a stop
matches within 50 km), the same with the right days (Jaccard index of at least a half), the share of right
modes, F1 of candidate sites with their status, and F1 of time expressions with their days.

    PYTHONPATH=. python tests/journeys.py

prints them for the four sets: the stories in `golden/` were at hand while the rules were written, those in
`golden/later/` after most of them were, and those in `golden/tuning/` while they were widened; `golden/unseen/` was
written and annotated by others than the rules' authors, and no rule may be made with it (its figures were watched, to
tell rules that carry over from those that don't).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from maps.batch import annotate_record
from maps.geometry import distance_km
from maps.journey import Point
from timeline.gazetteer import Gazetteer

GOLDEN = Path(__file__).parent / "golden"
SETS = {
    "journeys": GOLDEN,
    "journeys-later": GOLDEN / "later",
    "journeys-tuning": GOLDEN / "tuning",
    "journeys-unseen": GOLDEN / "unseen",
}
NEAR_KM = 50.0
LEAST_OVERLAP = 0.5

Item = dict[str, Any]
Match = Callable[[Item, Item], bool]


def measure(folder: Path, gazetteer: Gazetteer) -> dict[str, float]:
    """Read the gold journeys of a folder and return the figures of all together."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        story = {key: gold[key] for key in ("id", "title", "published", "text")}
        counts += score(gold, annotate_record(story, gazetteer))
    return figures(counts)


def score(gold: Item, read: Item) -> Counter[str]:
    """Count what was found (`_hit`), said (`_said`) and wanted (`_gold`) in one story."""
    stops, candidates = read["journey"]["stops"], read["journey"]["candidates"]
    pairs = _in_order(gold["stops"], stops, is_near)
    moded = [(g, s) for g, s in pairs if g["mode"]]
    dated = _in_order(gold["stops"], stops, lambda g, s: is_near(g, s) and have_same_days(g, s))
    days = [time for time in read["timexes"] if time["first"] or time["last"]]
    counts = {
        "stops_hit": len(pairs), "dated_hit": len(dated),
        "mode_hit": sum(g["mode"] == s["mode"] for g, s in moded), "mode_gold": len(moded),
        "candidates_hit": _pairs(gold["candidates"], candidates, lambda g, c: is_near(g, c) and g["status"] == c["status"]),
        "dates_hit": _pairs(gold["dates"], days, lambda g, t: _is_said(gold["text"], g, t)),
    }  # fmt: skip
    for name, wanted, said in (
        ("stops", gold["stops"], stops), ("dated", gold["stops"], stops),
        ("candidates", gold["candidates"], candidates), ("dates", gold["dates"], days),
    ):  # fmt: skip
        counts |= {f"{name}_gold": len(wanted), f"{name}_said": len(said)}
    return Counter(counts)


def figures(counts: Counter[str]) -> dict[str, float]:
    """Return the figures of any number of stories' counts together."""
    f1 = {
        name: 2 * counts[f"{name}_hit"] / max(1, counts[f"{name}_gold"] + counts[f"{name}_said"])
        for name in ("stops", "dated", "candidates", "dates")
    }
    return f1 | {"mode": counts["mode_hit"] / max(1, counts["mode_gold"])}


def is_near(a: Item, b: Item) -> bool:
    """True for two places within 50 km."""
    return distance_km(Point(a["lat"], a["lon"]), Point(b["lat"], b["lon"])) <= NEAR_KM


def have_same_days(gold: Item, said: Item) -> bool:
    """True where the days overlap by half or more, or the gold has none."""
    wanted, given = _days(gold), _days(said)
    if wanted is None or given is None:
        return wanted is None
    shared = min(wanted[1], given[1]) - max(wanted[0], given[0]) + 1
    return shared > 0 and shared / (max(wanted[1], given[1]) - min(wanted[0], given[0]) + 1) >= LEAST_OVERLAP


def _days(item: Item) -> tuple[int, int] | None:
    ends = [date.fromisoformat(day[:10]).toordinal() for day in (item["start"], item["end"]) if day]
    return (ends[0], ends[-1]) if ends else None


def _is_said(text: str, gold: Item, time: Item) -> bool:
    start = text.find(gold["text"])
    while start >= 0:
        if time["start"] < start + len(gold["text"]) and start < time["end"]:
            return (time["first"], time["last"]) == (gold["start"], gold["end"])
        start = text.find(gold["text"], start + 1)
    return False


def _in_order(gold: Sequence[Item], said: Sequence[Item], match: Match) -> list[tuple[Item, Item]]:
    """Return the longest run of matches in both orders."""
    best: list[list[list[tuple[Item, Item]]]] = [
        [[] for _ in range(len(said) + 1)] for _ in range(len(gold) + 1)
    ]
    for i, wanted in enumerate(gold, 1):
        for j, given in enumerate(said, 1):
            longest = max(best[i - 1][j], best[i][j - 1], key=len)
            if match(wanted, given) and len(best[i - 1][j - 1]) + 1 > len(longest):
                longest = [*best[i - 1][j - 1], (wanted, given)]
            best[i][j] = longest
    return best[-1][-1]


def _pairs(gold: Sequence[Item], said: Sequence[Item], match: Match) -> int:
    """Return how many gold items find a said item of their own."""
    left, found = list(said), 0
    for wanted in gold:
        partner = next((item for item in left if match(wanted, item)), None)
        if partner is not None:
            left.remove(partner)
            found += 1
    return found


if __name__ == "__main__":
    for name, folder in SETS.items():
        measured = measure(folder, Gazetteer.open())
        print(f"{name:16}", "  ".join(f"{what} {value:.3f}" for what, value in measured.items()))
