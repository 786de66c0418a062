"""Journeys that hang together: what no speed could reach, and which namesake a traveller can have come to."""

import pytest

from timeline.annotate import extract
from timeline.coherence import fastest_kmh
from timeline.gazetteer import Gazetteer
from timeline.reader import make_article
from timeline.times import Day

LATER = Day(2001, 1, 1)
ON_FOOT = "Anna Weber left Paris on 3 May 1871 and came to Dijon on the 8th. "


def stops(text: str, gazetteer: Gazetteer, published: Day = LATER) -> list[str]:
    """Return the stops of a story as "name, country"."""
    article = make_article(text, published=published)
    events = extract(article, gazetteer=gazetteer).events
    return [
        f"{e.place.name}, {e.place.country}"
        for e in events
        if e.place and e.role not in {"mention", "candidate"}
    ]


@pytest.mark.parametrize(
    ("text", "place", "is_stop"),
    [
        (ON_FOOT + "On 9 May, two years after leaving Sydney, she reached Lyon.", "Sydney, AU", False),
        (ON_FOOT + "On 9 May, two days after leaving Beaune, she reached Lyon.", "Beaune, FR", True),
        (ON_FOOT + "She was in Calcutta on 9 May 1871. On 10 May 1871 she was in Lyon.", "Kolkata, IN", False),
        (ON_FOOT + "She was in Geneva on 9 May 1871. On 10 May 1871 she was in Lyon.", "Geneva, CH", True),
        (ON_FOOT + "On 9 May 1961 she flew to Calcutta. On 10 May 1961 she flew to Lyon.", "Kolkata, IN", True),
        (ON_FOOT + "She was in Calcutta in July 1871. She was in Lyon in October 1871.", "Kolkata, IN", True),
    ],
)  # fmt: skip
def test_nobody_outruns_the_fastest_of_their_time(
    gazetteer: Gazetteer, text: str, place: str, *, is_stop: bool
) -> None:
    assert (place in stops(text, gazetteer)) is is_stop


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Captain Lowe left Bristol on 1 June 1790. On 5 June 1790 he was at Perth. On 9 June 1790 he was at Cork.", "Perth, GB"),
        ("Captain Lowe left Bristol on 1 June 1790. On 9 August 1790 he was at Kingston. On 20 August 1790 he was at Havana.", "Kingston, JM"),
    ],
)  # fmt: skip
def test_a_namesake_within_reach_is_meant(gazetteer: Gazetteer, text: str, place: str) -> None:
    assert stops(text, gazetteer)[1] == place


def test_no_place_is_meant_that_was_called_so_once(gazetteer: Gazetteer) -> None:
    text = "The picture left Boston in May 1951. It was in Milan in the autumn of 1951. It was in Boston again on 5 June 1952."
    assert stops(text, gazetteer)[1] == "Milan, IT"


def test_a_change_says_why(gazetteer: Gazetteer) -> None:
    article = make_article(
        ON_FOOT + "On 9 May, two years after leaving Sydney, she reached Lyon.", published=Day(2001, 1, 1)
    )
    (sydney,) = (event for event in extract(article, gazetteer=gazetteer).events if event.toponym == "Sydney")
    assert "out of reach of Dijon and Lyon in these days" in sydney.evidence


@pytest.mark.parametrize(
    ("year", "kmh"), [(1271, 10), (1829, 10), (1830, 35), (1913, 55), (1930, 180), (2024, 750)]
)
def test_fastest(year: int, kmh: float) -> None:
    assert fastest_kmh(year) == kmh


NORTH = (
    "On 10 May 2000 the envoy flew to Oslo. On 11 May he was in Bergen, and on 12 May he was in Stockholm. "
)


@pytest.mark.parametrize(
    ("text", "is_stop"),
    [
        (NORTH + "On 1 May he was in Madrid for another summit.", False),
        (NORTH + "On 12 May he flew on to Madrid.", True),
        (NORTH + "On 9 May he was still in Madrid.", True),
        ("On 1 May 2000 the envoy was in Madrid for a summit. " + NORTH, True),
    ],
)
def test_an_earlier_trip_told_last_is_only_a_remark(
    gazetteer: Gazetteer, text: str, *, is_stop: bool
) -> None:
    assert ("Madrid, ES" in stops(text, gazetteer)) is is_stop


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Anna Weber left Bari by train. She went to Syracuse and went on to Tunis.", "Siracusa, IT"),
        ("Anna Weber left Buffalo by train. She went to Syracuse and went on to Albany.", "Syracuse, US"),
        ("Anna Weber left Paris by train. She went to Lincoln and went on to Hull.", "Lincoln, GB"),
        ("Anna Weber left Chicago by train. She went to Lincoln and went on to Denver.", "Lincoln, US"),
        ("Anna Weber left New York by air. She flew to Naples, slept, and flew on to Boston.", "Naples, IT"),
        ("Anna Weber left Veracruz by car. She drove to Mérida and drove on to Cancún.", "Mérida, MX"),
        (
            "Anna Weber left London for the United States. She flew to Boston and flew home to Paris.",
            "Boston, US",
        ),
        (
            "Anna Weber left Leeds. She drove to Lincoln, then to Boston, and drove on to Norwich.",
            "Boston, GB",
        ),
        ("Anna Weber left Rome for Chile. She flew to Valencia and flew on to Santiago.", "Valencia, ES"),
    ],
)
def test_a_stop_lies_on_the_way_where_its_name_allows(gazetteer: Gazetteer, text: str, place: str) -> None:
    assert place in stops(text, gazetteer)


NOW = "Anna Weber left Paris on 3 May. On 4 May she reached Lyon. "


@pytest.mark.parametrize(
    ("text", "is_stop"),
    [
        (NOW + "She was to be in Nice on 6 May.", False),
        (NOW + "She was going to sail to Nice on 6 May.", False),
        (NOW + "She was due in Nice on 6 May. On 6 May she reached Nice.", True),
        (NOW + "On 6 May she went as far as Lille, where a coach was waiting to jolt her into Nice.", True),
        (NOW + "She is to be in Nice on 16 May.", True),
        (NOW + "She was to be in Nice on 16 May.", True),
    ],
)
def test_a_plan_for_a_day_that_is_over_came_to_nothing(
    gazetteer: Gazetteer, text: str, *, is_stop: bool
) -> None:
    assert ("Nice, FR" in stops(text, gazetteer, Day(2000, 5, 10))) is is_stop
