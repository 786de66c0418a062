"""The sample stories from text to journey: what a reader of each would say."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from maps import route
from maps.journey import Journey, Stop
from timeline import extract, read
from timeline.gazetteer import Gazetteer

SEEDS = Path(__file__).parents[1] / "seeds"
VERBATIM = Path(__file__).parents[2] / "shared" / "seeds"

KIM = [SEEDS / "kim-2023.md", *sorted(VERBATIM.glob("000_*.txt"))]


def journey_of(path: Path, gazetteer: Gazetteer, published: str | None = None) -> Journey:
    return route(extract(read(path, published=published), gazetteer=gazetteer))


@pytest.mark.parametrize("path", KIM, ids=lambda path: path.stem)
class TestFoundingStory:
    """The train of September 2023, in our words and, where it is at hand, as it was printed."""

    def test_stops(self, path: Path, gazetteer: Gazetteer) -> None:
        journey = journey_of(path, gazetteer, "2023-09-12")
        assert journey.traveller == "Kim Jong Un"
        assert [
            (s.place.name, s.role, s.mode, s.time and (s.time.edtf, s.time.part_of_day))
            for s in journey.stops
        ] == [
            ("Pyongyang", "origin", None, ("2023-09-10", None)),
            ("Khasan", "destination", "rail", ("2023-09-12", "morning")),
        ]

    def test_candidates(self, path: Path, gazetteer: Gazetteer) -> None:
        journey = journey_of(path, gazetteer, "2023-09-12")
        assert {c.place.name: c.status for c in journey.candidates} == {
            "Vostochny Cosmodrome": "possible",
            "Vladivostok": "doubtful",
        }

    def test_the_trip_of_2019_is_background(self, path: Path, gazetteer: Gazetteer) -> None:
        journey = journey_of(path, gazetteer, "2023-09-12")
        earlier = [(e.place.name, e.time.edtf) for e in journey.others if e.place and e.time]
        assert ("Vladivostok", "2019") in earlier

    def test_the_railway_keeps_inside_north_korea(self, path: Path, gazetteer: Gazetteer) -> None:
        leg = journey_of(path, gazetteer, "2023-09-12").legs[0]
        assert leg.route.distance_km == pytest.approx(835, rel=0.03)
        assert set(leg.route.countries) == {"KP", "RU"}

    def test_late_last_month_and_no_hassan(self, path: Path, gazetteer: Gazetteer) -> None:
        story = extract(read(path, published="2023-09-12"), gazetteer=gazetteer)
        late = next(t.time for t in story.timexes if t.text.lower() == "late last month")
        assert late is not None
        assert (late.start, late.end) == ("2023-08-21", "2023-08-31")
        assert "IN" not in {t.place.country for t in story.toponyms if t.place}


def names(places: Iterable[Stop]) -> list[str]:
    return [str(place.place.name) for place in places]


@pytest.mark.parametrize(
    ("story", "stops"),
    [
        ("voyage-1831", ["Plymouth", "Praia", "Salvador", "Rio de Janeiro", "Montevideo"]),
        ("flight-1919", ["St. John's", "Clifden", "Galway", "Dublin", "London"]),
        ("diary-silk-road", ["Istanbul", "Tashkent", "Samarkand", "Bukhara", "Xiva"]),
        ("tour-1903", ["Paris", "Lyon", "Marseille", "Toulouse", "Bordeaux", "Nantes", "Paris"]),
    ],
)
def test_other_stories(story: str, stops: list[str], gazetteer: Gazetteer) -> None:
    assert names(journey_of(SEEDS / f"{story}.md", gazetteer).stops) == stops
