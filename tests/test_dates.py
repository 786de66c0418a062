"""Time expressions: what phrases stand for, that no text upsets the reader, and how well it does on corpora."""

import importlib.util
import tomllib
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.extract.dates import extract_dates, needs_anchor
from timeline.mentions import DateMention
from timeline.reader import make_article
from timeline.times import Day

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["dates"]
TUESDAY = "2023-09-12"
LONG = 1_000_000  # characters

Row = tuple[str, str, str, str]


def mentions(
    text: str, published: str | None = TUESDAY, *, title: str | None = None
) -> tuple[DateMention, ...]:
    day = Day.from_iso(published) if published else None
    return extract_dates(make_article(text, title=title, published=day))


def read(text: str, published: str | None = TUESDAY, *, title: str | None = None) -> list[Row]:
    rows = []
    for mention in mentions(text, published, title=title):
        first, last = (mention.time.earliest, mention.time.latest) if mention.time else (None, None)
        rows.append((mention.text, mention.value, first.iso() if first else "", last.iso() if last else ""))
    return rows


def days(text: str, published: str | None = TUESDAY, *, title: str | None = None) -> list[str]:
    """Return what the expressions of a text stand for, as ``first`` or ``first/last``; without a time, nothing."""
    return [
        first if first == last else f"{first}/{last}"
        for _, _, first, last in read(text, published, title=title)
        if first
    ]


# ---------------------------------------------------------------- phrases read on Tuesday, 12 September 2023

PHRASES = [
    # dates that name their year
    ("12 September 2023", "2023-09-12", "2023-09-12", "2023-09-12"),
    ("September 12, 2023", "2023-09-12", "2023-09-12", "2023-09-12"),
    ("the 12th of September, 2023", "2023-09-12", "2023-09-12", "2023-09-12"),
    ("Tuesday, 12 September 2023", "2023-09-12", "2023-09-12", "2023-09-12"),
    ("2023-09-12", "2023-09-12", "2023-09-12", "2023-09-12"),
    ("12.09.2023", "2023-09-12", "2023-09-12", "2023-09-12"),
    ("Sept. 12, 2023", "2023-09-12", "2023-09-12", "2023-09-12"),
    ("in May 1919", "1919-05", "1919-05-01", "1919-05-31"),
    ("in 1919", "1919", "1919-01-01", "1919-12-31"),
    # without their year
    ("on 3 September", "2023-09-03", "2023-09-03", "2023-09-03"),
    ("on the ninth of May", "2023-05-09", "2023-05-09", "2023-05-09"),
    ("in August", "2023-08", "2023-08-01", "2023-08-31"),
    ("on 14 November last year", "2022-11-14", "2022-11-14", "2022-11-14"),
    # days that count from the day of writing
    ("today", "2023-09-12", "2023-09-12", "2023-09-12"),
    ("yesterday", "2023-09-11", "2023-09-11", "2023-09-11"),
    ("the day before yesterday", "2023-09-10", "2023-09-10", "2023-09-10"),
    ("last night", "2023-09-11TNI", "2023-09-11", "2023-09-11"),
    ("this morning", "2023-09-12TMO", "2023-09-12", "2023-09-12"),
    ("yesterday afternoon", "2023-09-11TAF", "2023-09-11", "2023-09-11"),
    # weekdays
    ("on Sunday", "2023-09-10", "2023-09-10", "2023-09-10"),
    ("on Monday evening", "2023-09-11TEV", "2023-09-11", "2023-09-11"),
    ("on Monday of last week", "2023-09-04", "2023-09-04", "2023-09-04"),
    ("last Thursday", "2023-09-07", "2023-09-07", "2023-09-07"),
    # so long ago
    ("a week ago", "2023-09-05", "2023-09-05", "2023-09-05"),
    ("two days ago", "2023-09-10", "2023-09-10", "2023-09-10"),
    ("three months ago", "2023-06", "2023-06-01", "2023-06-30"),
    ("ten years ago", "2013", "2013-01-01", "2013-12-31"),
    # this one, the last one, the next one
    ("last week", "2023-W36", "2023-09-04", "2023-09-10"),
    ("this month", "2023-09", "2023-09-01", "2023-09-30"),
    ("last year", "2022", "2022-01-01", "2022-12-31"),
    ("last weekend", "2023-W36-WE", "2023-09-09", "2023-09-10"),
    # parts of months and years
    ("late last month", "2023-08", "2023-08-21", "2023-08-31"),
    ("early October 1939", "1939-10", "1939-10-01", "1939-10-10"),
    ("in mid-May 1939", "1939-05", "1939-05-11", "1939-05-20"),
    ("in the last week of March 1939", "1939-W13", "1939-03-25", "1939-03-31"),
    # longer stretches
    ("in the second quarter of 2021", "2021-Q2", "2021-04-01", "2021-06-30"),
    ("in the summer of 2021", "2021-SU", "2021-06-01", "2021-08-31"),
    ("in the winter of 2021", "2021-WI", "2021-12-01", "2022-02-28"),
    ("in the 1990s", "199", "1990-01-01", "1999-12-31"),
    ("in the early 1990s", "199", "1990-01-01", "1993-12-31"),
    ("in the 19th century", "18", "1800-01-01", "1899-12-31"),
    ("in 480 BC", "BC0480", "-0479-01-01", "-0479-12-31"),
    # feasts
    ("on Christmas Day 2019", "2019-12-25", "2019-12-25", "2019-12-25"),
    ("on All Saints' Day 2021", "2021-11-01", "2021-11-01", "2021-11-01"),
    ("on Shrove Tuesday 2021", "2021-02-16", "2021-02-16", "2021-02-16"),
    ("at Michaelmas 2021", "2021-09-29", "2021-09-29", "2021-09-29"),
    ("on Easter Monday 2021", "2021-04-05", "2021-04-05", "2021-04-05"),
]


@pytest.mark.parametrize(("phrase", "value", "first", "last"), PHRASES)
def test_phrase(phrase: str, value: str, first: str, last: str) -> None:
    assert read(f"They arrived {phrase}.")[0][1:] == (value, first, last)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It came to hand on the 5th inst.", ["2023-09-05"]),
        ("It came to hand on the 28th ultimo.", ["2023-08-28"]),
        ("We shall sail on the 5th prox.", ["2023-10-05"]),
        ("They arrived a fortnight since.", ["2023-08-29"]),
        ("They will arrive Tuesday fortnight.", ["2023-09-26"]),
        ("They arrived the Monday before last.", ["2023-09-04"]),
        ("They arrived on Friday last week.", ["2023-09-08"]),
        ("They spent the week-end at Hove.", ["2023-09-09/2023-09-10"]),
        ("They arrived on the night of May 5-6, 2021.", ["2021-05-05/2021-05-06"]),
        ("They arrived on Sept. 5th, '98.", ["1998-09-05"]),
        (
            "They arrived on 3 May 2021 and left on the 4th of the following month.",
            ["2021-05-03", "2021-06-04"],
        ),
        ("They arrived on St. George's Day 1415.", ["1415-04-23"]),
        ("They arrived on Easter Monday 1066.", ["1066-04-17"]),  # by the Julian calendar
        ("They arrived on Trinity Sunday 1923.", ["1923-05-27"]),
    ],
)
def test_letters_and_feasts(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They play Oslo on 2, 3, 5 and 6 October.", ["2023-10-02/2023-10-06"]),
        ("Ships leave on 3, 10 and 24 October.", ["2023-10-03", "2023-10-10", "2023-10-24"]),
        ("They play Oslo on October 2, 3 and 4, 2024.", ["2024-10-02/2024-10-04"]),
        ("Shows are on the 2nd, 3rd and 4th of October.", ["2023-10-02/2023-10-04"]),
        ("The show runs from 20 December until 4 January.", ["2023-12-20/2024-01-04"]),
        ("The show ran from Dec. 20, 1978, until April 15, 1979.", ["1978-12-20/1979-04-15"]),
        ("Rome, 28 Sept - 3 Oct 2022.", ["2022-09-28/2022-10-03"]),
        ("Sat 23 - Mon 25 September: Malaga.", ["2023-09-23/2023-09-25"]),
        ("They will be in Rome between Friday and Sunday evening.", ["2023-09-15/2023-09-17"]),
        ("The pope will visit Malta from Thursday until Saturday.", ["2023-09-14/2023-09-16"]),
        ("The boat sank on the night of Saturday to Sunday.", ["2023-09-09/2023-09-10"]),
        ("The boat sank overnight into Monday.", ["2023-09-10/2023-09-11"]),
        ("The boat sank overnight on Sunday.", ["2023-09-10"]),
        ("The night of 3rd/4th June 1916 was spent at sea.", ["1916-06-03/1916-06-04"]),
        ("On 3/4 June 1916 they crossed.", ["1916-06-03/1916-06-04"]),
        ("He travelled through Persia from March to June 1848.", ["1848-03-01/1848-06-30"]),
        ("From November 1846 to April he lived in Rome.", ["1846-11-01/1847-04-30"]),
        ("Between May 1846 and April 1848 he lived in Rome.", ["1846-05-01/1848-04-30"]),
        ("In July and August 1890 she was in Kyoto.", ["1890-07-01/1890-07-31", "1890-08-01/1890-08-31"]),
        ("It was built in the 12th to 14th centuries.", ["1100-01-01/1399-12-31"]),
        (
            "On 3 May 1848 he left. From the 7th to the 9th he was ill.",
            ["1848-05-03", "1848-05-07/1848-05-09"],
        ),
        ("They play on Friday 1 and Saturday 2 September.", ["2023-09-01", "2023-09-02"]),
        ("Ripon, w/c 20 August.", ["2023-08-14/2023-08-20"]),
        ("They left in late April AD 990.", ["0990-04-21/0990-04-30"]),
    ],
)
def test_ranges_and_lists(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        (
            "2023-09-12",
            "He flew to Ankara on Monday, a day after meeting the king.",
            ["2023-09-11", "2023-09-11"],
        ),
        (
            "2023-09-12",
            "The ship is due on 20 September, the day before the fair.",
            ["2023-09-20", "2023-09-20"],
        ),
        ("2023-09-12", "He met the king before a visit on Thursday to Petra.", ["2023-09-14"]),
        ("2023-09-12", "He met the king before flying home on Monday.", ["2023-09-11"]),
        ("2023-09-12", "He arrived in Amman ahead of talks on Thursday.", ["2023-09-14"]),
        ("2023-09-12", "Trains did not run again until Thursday.", ["2023-09-07"]),
        ("2023-09-12", "It rained until Thursday.", ["2023-09-07"]),
        (
            "2023-09-12",
            "He came on Monday. The shows start in October, and rehearsals start next week.",
            ["2023-09-11", "2023-10-01/2023-10-31", "2023-09-18/2023-09-24"],
        ),
        ("2025-01-15", "A tour of Norway follows from 10 to 24 July.", ["2025-07-10/2025-07-24"]),
        ("2016-09-02", "Last summer the figure was higher.", ["2015-06-01/2015-08-31"]),
        ("2016-12-02", "Last summer the figure was higher.", ["2016-06-01/2016-08-31"]),
        (
            "2023-09-12",
            "On Wednesday 13 he will be in Quito; the week beginning 18 September, in Lima.",
            ["2023-09-13", "2023-09-18/2023-09-24"],
        ),
        ("2023-09-12", "2023/09/04: Dover. Sept 5th-6th: Calais.", ["2023-09-04", "2023-09-05/2023-09-06"]),
        ("2000-05-01", "In the second half of July 1776 he sailed.", ["1776-07-16/1776-07-31"]),
        ("2000-05-01", "In the closing months of 1776 he sailed.", ["1776-09-01/1776-12-31"]),
        ("2000-05-01", "On 5 July, in the year 1776, he sailed.", ["1776-07-05"]),
        ("2000-05-01", "In the winter of 1776-1777 he was at Brest.", ["1776-12-01/1777-02-28"]),
        (
            "2000-05-01",
            "On Empire Day 1912 they sailed; on Midsummer's Eve 1913 they were home.",
            ["1912-05-24", "1913-06-23"],
        ),
        (
            "2000-05-01",
            "On 3 May 1848 he left. The evening before, he had dined.",
            ["1848-05-03", "1848-05-02"],
        ),
        (
            "2000-05-01",
            "On 3 May 1848 he came. He stayed for the rest of the month.",
            ["1848-05-03", "1848-05-03/1848-05-31"],
        ),
        (
            "2000-05-01",
            "On 3 May 1848 he came. He spent the remainder of 1848 there.",
            ["1848-05-03", "1848-05-03/1848-12-31"],
        ),
        (
            "2023-09-12",
            "She arrives in Rome on Monday. On Wednesday she goes on to Malta, where she stays until Friday.",
            ["2023-09-18", "2023-09-20", "2023-09-22"],
        ),
        ("2000-05-01", "On 3 May 1848 he left. A fortnight on he was ill.", ["1848-05-03", "1848-05-17"]),
        (
            "2000-05-01",
            "On 3 May 1848 he left. He spent the 7th in Graz. The 9th found him in Trieste.",
            ["1848-05-03", "1848-05-07", "1848-05-09"],
        ),
        (
            "2000-05-01",
            "On 3 May 1848 he left. Over the next three days he rode to Graz.",
            ["1848-05-03", "1848-05-04/1848-05-06"],
        ),
        (
            "2000-05-01",
            "On 3 May 1848 he left. In the three days that followed he rode.",
            ["1848-05-03", "1848-05-04/1848-05-06"],
        ),
        (
            "2000-05-01",
            "On 3 May 1848 he left. The winter after that he was ill.",
            ["1848-05-03", "1848-12-01/1849-02-28"],
        ),
        (
            "2000-05-01",
            "In the summer of 1848 he was in Graz. He spent the winter in Trieste.",
            ["1848-06-01/1848-08-31", "1848-12-01/1849-02-28"],
        ),
        (
            "2000-05-01",
            "On Wednesday, 3 May 1848, he left. The Sunday following he was in Graz.",
            ["1848-05-03", "1848-05-07"],
        ),
        (
            "2010-04-02",
            "He set out on 12 March 1930. He was freed in January 1931. Eighty years later others follow him.",
            ["1930-03-12", "1931-01-01/1931-01-31", "2010-01-01/2010-12-31"],
        ),
        ("2018-08-20", "We had meant to rest on Saturday, but walked on.", ["2018-08-18"]),
        (
            "2018-08-20",
            "Tomorrow down to the river and on Wednesday a bus home.",
            ["2018-08-21", "2018-08-22"],
        ),
        ("2024-07-29", "The games end on Sunday week.", ["2024-08-11"]),
        (
            "2011-01-20",
            "He landed on Saturday. He had spoken on Thursday night.",
            ["2011-01-15", "2011-01-13"],
        ),
        (
            "1999-08-11",
            "In the spring of 1271 they left Acre. By November they were at Ayas.",
            ["1271-03-01/1271-05-31", "1271-11-01/1271-11-30"],
        ),
        ("2023-09-12", "He spent three days this week in Rome.", ["2023-09-11/2023-09-17"]),
        ("2023-09-12", "It rained for the next three days.", []),
        ("2023-09-12", "He was in Rome in the New Year.", ["2023-01-01/2023-12-31"]),
        ("2023-09-12", "The 2nd said no.", []),
        ("2023-09-12", "A hundred years ago on Thursday, the Graf sailed from Kiel.", ["1923-09-14"]),
        ("2023-09-12", "Fifty years ago last Sunday, the Graf sailed from Kiel.", ["1973-09-10"]),
        ("2023-09-12", "Fifty years ago this month, the Graf sailed.", ["1973-09-01/1973-09-30"]),
        ("2023-09-12", "It is 75 years this week since the Graf sailed.", ["1948-09-06/1948-09-12"]),
        ("2023-09-12", "He reached Perth on the eve of Easter 1999.", ["1999-04-03"]),
        ("2023-09-12", "They sailed on the day after Christmas 1700.", ["1700-12-26"]),
        ("2023-09-12", "They sailed on Christmas night 1700.", ["1700-12-25"]),
        ("2023-09-12", "He will be in Perth for Christmas.", ["2023-12-25"]),
        ("2024-01-03", "They left Perth on New Year's Eve and flew to Bali.", ["2023-12-31"]),
        ("2024-04-10", "They were in Perth for the Easter weekend.", ["2024-03-30/2024-03-31"]),
        ("2024-04-10", "They were in Perth over Easter.", ["2024-03-31"]),
        ("2023-12-29", "She will be back early in the new year.", ["2024-01-01/2024-04-30"]),
        ("2023-12-29", "She will be back in the New Year.", ["2024-01-01/2024-12-31"]),
        ("2023-09-12", "Early next week he will go to Perth.", ["2023-09-18/2023-09-20"]),
        ("2023-09-12", "He went to Perth late last week.", ["2023-09-08/2023-09-10"]),
        (
            "2023-09-12",
            "The minister, who arrived late on Sunday, leaves on Wednesday.",
            ["2023-09-10", "2023-09-13"],
        ),
        (
            "2000-05-01",
            "On 3 May 1848 he left Vienna. Later that year he was in Graz.",
            ["1848-05-03", "1848-05-03/1848-12-31"],
        ),
        (
            "2000-05-01",
            "On 3 May 1848 he left Vienna. Two summers later he was in Graz.",
            ["1848-05-03", "1850-06-01/1850-08-31"],
        ),
        (
            "2000-05-01",
            "On 3 May 1848 he left Vienna. The May after that he was in Graz.",
            ["1848-05-03", "1849-05-01/1849-05-31"],
        ),
    ],
)
def test_anniversaries_feasts_and_steps(published: str, text: str, expected: list[str]) -> None:
    assert days(text, published) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They stayed from 3 to 5 May 2021.", ["2021-05-03/2021-05-05"]),
        ("They stayed between May 3 and May 5, 2021.", ["2021-05-03/2021-05-05"]),
        ("They stayed from 30 April to 2 May 2021.", ["2021-04-30/2021-05-02"]),
        ("They stayed from 30 December to 2 January 2021.", ["2020-12-30/2021-01-02"]),
        ("They stayed on 3 and 4 May 2021.", ["2021-05-03/2021-05-04"]),
    ],
)
def test_a_range_is_one_time(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He will fly to Hanoi on Thursday.", ["2023-09-14"]),
        ("He is due in Hanoi on 3 October.", ["2023-10-03"]),
        ("On Monday he said he will be in Hanoi in May.", ["2023-09-11", "2024-05-01/2024-05-31"]),
        ("He was in Hanoi in May.", ["2023-05-01/2023-05-31"]),
        ("It must be paid by the end of October.", ["2023-10-31"]),
        ("On Friday I go up the river.", ["2023-09-15"]),
        ("They expect to roll into Milan on Friday.", ["2023-09-15"]),
        ("The other match is fixed for Friday.", ["2023-09-15"]),
        ("The matter will, it is thought, be settled on Friday morning.", ["2023-09-15"]),
        ("He has been the favourite since Friday.", ["2023-09-08"]),
        ("He said that on Friday he will go.", ["2023-09-15"]),
        ("He would stay for a week, and on Friday he left.", ["2023-09-08"]),
        ("Leeds (tomorrow), Derby (Friday), Stoke (Tuesday).", ["2023-09-13", "2023-09-15", "2023-09-19"]),
        ("On Friday comes Tirana, on Monday Skopje.", ["2023-09-15", "2023-09-18"]),
        ("The king will land on Friday, the palace said on Monday.", ["2023-09-15", "2023-09-11"]),
        (
            "The minister's next week: Vienna on Monday, Prague on Thursday.",
            ["2023-09-18/2023-09-24", "2023-09-18", "2023-09-21"],
        ),
        ("Last week he was in Vienna on Friday.", ["2023-09-04/2023-09-10", "2023-09-08"]),
        (
            "It remains, Will Hay told us, to be seen. In May Will Hay went to Rome.",
            ["2023-05-01/2023-05-31"],
        ),
    ],
)
def test_the_tense_tells_which_day_is_meant(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 3 May 1919 they sailed. Two days later they landed.", ["1919-05-03", "1919-05-05"]),
        ("On 3 May 1919 they sailed. The following morning it blew.", ["1919-05-03", "1919-05-04"]),
        ("On 3 May 1919 they sailed. That evening it blew.", ["1919-05-03", "1919-05-03"]),
        ("On 3 May 1919 they sailed; on the 14th they landed.", ["1919-05-03", "1919-05-14"]),
        ("On 30 May 1919 they sailed; on the 2nd they landed.", ["1919-05-30", "1919-06-02"]),
        ("On 3 May 1919 they sailed, and on 9 June they landed.", ["1919-05-03", "1919-06-09"]),
        ("On 30 December 1918 they sailed. On 9 January they landed.", ["1918-12-30", "1919-01-09"]),
        (
            "On 3 May 1919 they sailed. They stayed until the March following.",
            ["1919-05-03", "1920-03-01/1920-03-31"],
        ),
        (
            "On 3 May 1919 they sailed, and before the month was out landed.",
            ["1919-05-03", "1919-05-01/1919-05-31"],
        ),
        (
            "On 3 May 1919 they sailed. They came home on the last night of the year.",
            ["1919-05-03", "1919-12-31"],
        ),
        ("On 3 May 1919 they sailed. The first day of 1920 they slept.", ["1919-05-03", "1920-01-01"]),
        (
            "On 9 August 1919 they built a hut; there they lay all winter. In May they moved on.",
            ["1919-08-09", "1919-12-01/1920-02-29", "1920-05-01/1920-05-31"],
        ),
        (
            "On 3 May 1919 they sailed. Clubs propose to repeat the run next month.",
            ["1919-05-03", "2023-10-01/2023-10-31"],
        ),
        (
            "On 3 May 1919 they sailed. 5th: Vigo, for coal. 9th: Lisbon.",
            ["1919-05-03", "1919-05-05", "1919-05-09"],
        ),
        (
            "On 3 May 1919 they sailed. I was a day in Vigo, the 6th, among friends.",
            ["1919-05-03", "1919-05-06"],
        ),
        ("On 3 May 1919 they sailed. On the 9th Lisbon saw them.", ["1919-05-03", "1919-05-09"]),
        (
            "On 3 May 1919 they sailed. They saw it on the 7th or the 8th.",
            ["1919-05-03", "1919-05-07/1919-05-08"],
        ),
        ("On 3 May 1919 they sailed. Christmas found them in Peru.", ["1919-05-03", "1919-12-25"]),
        ("On 3 May 1919 they left the summer palace.", ["1919-05-03"]),
        ("On 3 May 1919 he left. He meant to winter at Bodø.", ["1919-05-03"]),
        ("On 3 May 1919 he left. They asked her to summer in Riga.", ["1919-05-03"]),
        ("They left on Midsummer Day, June 24, 1893.", ["1893-06-24"]),
        ("A hundred years ago last night they left.", ["1923-09-11"]),
        ("On 28 May 1919 they sailed, and landed before dawn on the 30th.", ["1919-05-28", "1919-05-30"]),
        ("They came in the first days of March 1919.", ["1919-03-01/1919-03-10"]),
        (
            "On Friday, April 21, 1865, the train left with her husband, shot a week before. On Monday it was in York.",
            ["1865-04-21", "1865-04-14", "1865-04-24"],
        ),
        (
            "In early December 1860 they built a hut. The rest stayed behind until late January. On 16 December he left.",
            ["1860-12-01/1860-12-10", "1861-01-21/1861-01-31", "1860-12-16"],
        ),
        (
            "On 3 May 1919 they left. The first night was wet, the second night wetter. On the fourth morning it cleared.",
            ["1919-05-03", "1919-05-04", "1919-05-06"],
        ),
        (
            "They played from 14 to 18 May 1919. The final evening was best. The first night of the season is a feast.",
            ["1919-05-14/1919-05-18", "1919-05-18"],
        ),
        (
            "In 218 BC he crossed the pass. In the spring of 217 he went south. On 2 August 216 they fought.",
            ["-0217-01-01/-0217-12-31", "-0216-03-01/-0216-05-31", "-0215-08-02"],
        ),
        (
            "She left in AD 629. By July 630 she was there. On 5 February 645 the city saw her.",
            ["0629-01-01/0629-12-31", "0630-07-01/0630-07-31", "0645-02-05"],
        ),
        (
            "On 3 May 1919 they landed. They had sailed a week earlier. That night it blew.",
            ["1919-05-03", "1919-04-26", "1919-05-03"],
        ),
    ],
)
def test_a_history_counts_from_the_day_it_has_come_to(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "She sailed on 3 May 2019. In August she lay at Vigo. On the 9th of that month she left.",
            ["2019-05-03", "2019-08-01/2019-08-31", "2019-08-09"],
        ),
        (
            "He left Cairo on 11 November 2011.\n\nIn March of the next year they reached the lake, and turned back on 2 June.",
            ["2011-11-11", "2012-03-01/2012-03-31", "2012-06-02"],
        ),
        (
            "Three men hired the yacht on 6 September last year. She sailed on the 8th. A cook told us in July that he had seen her.",
            ["2022-09-06", "2022-09-08", "2023-07-01/2023-07-31"],
        ),
        (
            "They were there on 2 June 2020. He died in 2021, and that year the house was sold.",
            ["2020-06-02", "2021-01-01/2021-12-31", "2021-01-01/2021-12-31"],
        ),
    ],
)
def test_what_is_told_of_long_ago_goes_on_until_a_day_of_today(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("published", "text", "values"),
    [
        ("1972-02-24", "The party rests. On Sunday it proceeds to Shanghai.", ["1972-02-27"]),
        ("2023-09-21", "On Friday they take a morning flight to Paris.", ["2023-09-22"]),
        (
            "2016-02-22",
            "We sailed on Wednesday. Thursday should have been the best day.",
            ["2016-02-17", "2016-02-18"],
        ),
        ("1936-12-14", "The Duke, who until Friday was King, came to Vienna.", ["1936-12-11"]),
        ("2024-09-27", "Over the weekend Gothenburg refused her.", ["2024-W38-WE"]),
        (
            "2022-09-18",
            "4 August. Sailed at 0500.\n\n10 August. Arrived Vigo 1415.\n\n12 August. Bayona 1830. The fort is of 1532.",
            ["2022-08-04", "2022-08-10", "2022-08-12", "1532"],
        ),
        (
            "2022-09-18",
            "We sailed in 1915. She was built at Leith, launched 1912 and sold in 1930.",
            ["1915", "1912", "1930"],
        ),
        (
            "2023-06-04",
            "Our tickets came on the Thursday before. We flew to Dublin on the Monday night and slept on the floor.",
            ["2023-06-01", "2023-05-29TNI"],
        ),
        (
            "2024-07-21",
            "We drove to Riga on 2 July. We're booked on the ferry to Turku on Tuesday.",
            ["2024-07-02", "2024-07-23"],
        ),
        (
            "1936-12-14",
            "VIENNA, Sunday night.\n\nThe Duke came here this evening.",
            ["1936-12-13TNI", "1936-12-13TEV"],
        ),
        (
            "1978-07-20",
            "It opened on Nov. 17, 1976, and closed the following March 15.",
            ["1976-11-17", "1977-03-15"],
        ),
        (
            "1979-12-13",
            "Eleven months ago he had a country. He flew from Tehran on January 16. Six days later he moved on. On March 30 he left.",
            ["1979-01", "1979-01-16", "1979-01-22", "1979-03-30"],
        ),
        (
            "2006-06-25",
            "On June 23, 1966, they left. They were in Hamburg on the 26th, which they had not seen since New Year's Eve, 1962. "
            "On June 30 they landed.",
            ["1966-06-23", "1966-06-26", "1962-12-31", "1966-06-30"],
        ),
        (
            "2015-03-01",
            "He landed on March 1, 1815. He shunned the road where a mob had howled the previous April. On March 2 they went on.",
            ["1815-03-01", "1814-04", "1815-03-02"],
        ),
        (
            "2003-06-28",
            "They set off on July 1, 1903. On July 5 they raced on. He died in 1957.",
            ["1903-07-01", "1903-07-05", "1957"],
        ),
        (
            "1999-10-01",
            "On the 24th of November 1848 he was home. In February his pupils had scattered. He reached London on 20 April.",
            ["1848-11-24", "1848-02", "1848-04-20"],
        ),
    ],
)
def test_which_year_or_week_a_day_belongs_to(published: str, text: str, values: list[str]) -> None:
    assert [mention.value for mention in mentions(text, published)] == values


def test_a_diary_counts_from_the_heading_of_its_entry() -> None:
    diary = "3 May 1911\n\nWe left yesterday.\n\n5 May 1911\n\nWe left yesterday.\n"
    assert days(diary, "1912-01-30") == ["1911-05-03", "1911-05-02", "1911-05-05", "1911-05-04"]


def test_weekdays_of_a_trip_count_back_from_the_first_that_has_its_number() -> None:
    text = (
        "We left Perth on Sunday, flew to Darwin on Tuesday and walked. On Friday the 10th we saw our guide."
    )
    assert days(text, "2017-11-20") == ["2017-11-05", "2017-11-07", "2017-11-10"]


@pytest.mark.parametrize(
    "text",
    [
        "We set off from Chester on Sunday. Monday was wet. On Tuesday we saw Bangor, and on Saturday we came home.",
        "I left Chester on the first Sunday of my holiday. I lost my hat on Monday, and on Tuesday my map. On Saturday I was in Holyhead.",
        "Sunday: to Wrexham, and we were wet. Monday: to Ruthin. Tuesday: our day of rest. Saturday: we saw the sea.",
    ],
)
def test_weekdays_of_a_trip_follow_one_another(text: str) -> None:
    expected = ["2022-05-15", "2022-05-16", "2022-05-17", "2022-05-21"]
    assert days(text, "2022-05-24") == expected  # written on a Tuesday


def test_weekdays_head_the_entries_of_a_diary() -> None:
    entry = "Rain again, and the whole camp under water; nobody slept and the mules broke loose long before it was light enough to look for them."
    diary = f"27 June 1915. {entry}\n\nThursday. They left yesterday. {entry}\n\nMonday 5th. {entry} A ship came in on Friday.\n\n9 July. {entry}"
    assert days(diary, "1915-08-22") == [
        "1915-06-27", "1915-07-01", "1915-06-30", "1915-07-05", "1915-07-02", "1915-07-09",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He'll be in Oslo, where he has Friday and Saturday. Then on Sunday a helicopter to Bergen.", ["2023-09-15", "2023-09-16", "2023-09-17"]),
        ("She has a concert on Friday.", ["2023-09-15"]),
        ("The court has on Monday ruled.", ["2023-09-11"]),
        ("On Sunday, the last we have of it, it was there.", ["2023-09-10"]),
        ("Please be there by Friday.", ["2023-09-15"]),
        ("She is due to see Ann Lee, who took office last year, on Friday.", ["2022-01-01/2022-12-31", "2023-09-15"]),
        ("We walked to the inn, and the next morning to the abbey.", []),
        ("Jan and I left in Jan.", ["2023-01-01/2023-01-31"]),
        ("We slept in, Day 21. Day 1 (August 10) was wet.", ["2023-08-30", "2023-08-10", "2023-08-10"]),
        ("By May they were in Bergen. By the middle of May nobody had left.", ["2023-05-01/2023-05-31", "2023-05-11/2023-05-20"]),
        ("He promised to speak on Friday.", ["2023-09-15"]),
        ("Late on Friday, September 8, he was still there, among his men at the front. They left early on Tuesday of last week.", ["2023-09-08", "2023-09-05"]),
        ("It was built in the first week of March.", ["2023-03-01/2023-03-07"]),
    ],
)  # fmt: skip
def test_whose_weekday_it_is(text: str, expected: list[str]) -> None:
    assert days(text) == expected


def test_a_weekday_of_here_is_that_of_the_writing() -> None:
    text = "We left London on 20 August and saw the sea on the 24th. On Tuesday we got here, and we like it."
    assert days(text, "1974-09-19") == ["1974-08-20", "1974-08-24", "1974-09-17"]


def test_a_time_of_the_clock_alone_names_no_day() -> None:
    article = make_article(
        "He landed on 3 May 1911. At 9 p.m. he ate; at 10 p.m. on 4 May he left.", published=None
    )
    mentions = extract_dates(article)
    assert [(m.value, m.names_day) for m in mentions] == [
        ("1911-05-03", True), ("1911-05-03T21:00", False), ("1911-05-04T22:00", True),
    ]  # fmt: skip


def test_a_dateline_is_the_day_of_writing() -> None:
    assert days("VLADIVOSTOK, Sept. 10 — The train left yesterday.") == ["2023-09-10", "2023-09-09"]


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("It lasted one and a half dozen hours.", "DURATION", "PT13.5H"),
        ("It lasted for three days.", "DURATION", "P3D"),
        ("He waited a week for his trunk.", "DURATION", "P1W"),
        ("A month went by.", "DURATION", "P1M"),
        ("They had three glorious days in Rome.", "DURATION", "P3D"),
        ("It lasted two weeks.", "DURATION", "P2W"),
        ("It lasted six hours.", "DURATION", "PT6H"),
        ("It sails every day.", "SET", "XXXX-XX-XX"),
        ("It sails every Monday.", "SET", "XXXX-WXX-1"),
        ("It sails in the coming days.", "DATE", "FUTURE_REF"),
        ("It sails in the coming months.", "DATE", "FUTURE_REF"),
        ("It sailed recently.", "DATE", "PAST_REF"),
    ],
)
def test_what_no_calendar_holds_has_no_time(text: str, type_: str, value: str) -> None:
    (mention,) = mentions(text)
    assert (mention.type, mention.value, mention.time) == (type_, value, None)


@pytest.mark.parametrize(
    "text",
    [
        "They may march on, and the sun sat low.",
        "They counted 2000 people, paid $1990 and dialled 555-1234.",
        "They left on 31 February and came back on 32.13.2021.",
        "The fall of the tower was seen from Flight 1939.",
    ],
)
def test_no_dates(text: str) -> None:
    assert days(text) == []


def test_relative_dates_need_a_publication_day() -> None:
    found = mentions("They left yesterday and will be back on 3 May 2024.", None)
    assert needs_anchor(found)
    assert [mention.time is None for mention in found] == [True, False]


def test_a_day_that_no_near_year_has_is_left_open() -> None:
    assert read("They left Rome on 31 April.") == []
    assert read("They left Rome on 29 February.", "2022-06-01") == [("29 February", "XXXX-02-29", "", "")]
    assert read("On 3 March 1921 she left. She reached Rome on Saturday 31 April.", None)[1:] == []


# ---------------------------------------------------------------- other languages

SENTENCES = {
    "de": "Der Zug verließ die Stadt am {} und ist nicht mit dem Schiff gekommen.",
    "fr": "Le train est parti de la ville {} et il est arrivé dans le port avec les autres.",
    "es": "El tren salió de la ciudad {} y llegó al puerto con los otros por la tarde.",
    "it": "Il treno è partito dalla città {} e non è arrivato nella stazione con gli altri.",
    "pt": "O trem saiu da cidade {} e não chegou ao porto com os outros para uma visita.",
    "ru": "Поезд вышел из города {} и прибыл на станцию.",
    "ko": "열차는 {} 평양을 떠나 역에 도착했다.",
}
SEPTEMBER_THIRD = ("2023-09-03", "2023-09-03")


@pytest.mark.parametrize(
    ("language", "phrase", "first", "last"),
    [
        ("de", "3. September 2023", *SEPTEMBER_THIRD),
        ("de", "Sonntag", "2023-09-10", "2023-09-10"),
        ("de", "Abend vor zwei Tagen", "2023-09-10", "2023-09-10"),
        ("de", "Ende März 2021", "2021-03-21", "2021-03-31"),
        ("fr", "le 3 septembre 2023", *SEPTEMBER_THIRD),
        ("fr", "le 1er mai 2021", "2021-05-01", "2021-05-01"),
        ("fr", "dimanche", "2023-09-10", "2023-09-10"),
        ("fr", "la semaine dernière", "2023-09-04", "2023-09-10"),
        ("es", "el 3 de septiembre de 2023", *SEPTEMBER_THIRD),
        ("es", "el domingo", "2023-09-10", "2023-09-10"),
        ("es", "hace tres días", "2023-09-09", "2023-09-09"),
        ("it", "il 3 settembre 2023", *SEPTEMBER_THIRD),
        ("it", "domenica", "2023-09-10", "2023-09-10"),
        ("it", "dal 3 al 5 maggio 2021", "2021-05-03", "2021-05-05"),
        ("pt", "em 3 de setembro de 2023", *SEPTEMBER_THIRD),
        ("pt", "no domingo", "2023-09-10", "2023-09-10"),
        ("pt", "na segunda-feira", "2023-09-11", "2023-09-11"),
        ("ru", "3 сентября 2023 года", *SEPTEMBER_THIRD),
        ("ru", "в воскресенье", "2023-09-10", "2023-09-10"),
        ("ru", "на прошлой неделе", "2023-09-04", "2023-09-10"),
        ("ko", "2023년 9월 3일", *SEPTEMBER_THIRD),
        ("ko", "지난 일요일", "2023-09-10", "2023-09-10"),
        ("ko", "3일 전", "2023-09-09", "2023-09-09"),
    ],
)
def test_other_languages(language: str, phrase: str, first: str, last: str) -> None:
    assert read(SENTENCES[language].format(phrase))[0][2:] == (first, last)


# ---------------------------------------------------------------- any text


def check(text: str, published: str | None = TUESDAY) -> None:
    found = mentions(text, published)
    article = make_article(text)
    assert all(mention.text == article.text[mention.span.start : mention.span.end] for mention in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for mention in found:
        if mention.time and mention.time.earliest and mention.time.latest:
            assert mention.time.earliest <= mention.time.latest


WORDS = st.sampled_from(
    "the of May 3 5th 1919 2023-09-12 - – to and in on Monday last next week day before ago two later BC ' \n . , ( : "
    "12:30 pm late summer century 0 00 31 29 February Easter Christmas that evening Day 2 İ ß ﬁ 昨日 \u202e \x00 9999".split(
        " "
    )
)


@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_no_text_upsets_the_reader(text: str) -> None:
    check(text)
    check(text, None)


@pytest.mark.parametrize(
    "piece", ["the ", "1 ", "may ", "a ", "'", "\n", "-", "9", "two days ", "“", "march"]
)
def test_a_long_text_of_one_piece_ends(piece: str) -> None:
    check((piece * (LONG // len(piece) + 1))[:LONG])


@pytest.mark.parametrize("piece", ["12 September ", "on the 3rd, ", "yesterday "])
def test_a_long_sentence_of_dates_ends(piece: str) -> None:
    check(piece * 10_000)


@pytest.mark.parametrize("phrase", [row[0] for row in PHRASES])
def test_edtf_says_the_same_days(phrase: str) -> None:
    (time,) = (mention.time for mention in mentions(f"They arrived {phrase}.") if mention.time)
    parsed = parse_edtf(time.edtf)
    assert (parsed.lower_strict()[:3], parsed.upper_strict()[:3]) == (time.earliest, time.latest)


# ---------------------------------------------------------------- corpora


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    """Give the scorer of the corpora, which lie beside the repository on some machines."""
    path = SHARED / "bench" / "score_time.py"
    if not path.is_file():
        pytest.skip("the corpora are not beside the repository")
    spec = importlib.util.spec_from_file_location("score_time", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def guessed(document: dict[str, Any]) -> dict[str, Any]:
    found = mentions(document["text"], document.get("dct"))
    return {
        "id": document["id"],
        "timexes": [
            {"start": m.span.start, "end": m.span.end, "type": m.type, "value": m.value} for m in found
        ],
    }


@pytest.mark.parametrize("corpus", ["meantime", "wikiwars-01-11", "gum-dev"])
def test_corpus(corpus: str, scorer: ModuleType) -> None:
    gold = [
        document
        for document in scorer.load(SHARED / "corpora" / f"times-{corpus}.jsonl")
        if document.get("genre", "news") in ("news", "voyage")
    ]
    figures, _ = scorer.score(gold, [guessed(document) for document in gold])
    assert figures["value_F1"] >= FLOORS[corpus]["value"]
    assert figures["cal_eq"]["F1"] >= FLOORS[corpus]["cal_eq"]


@pytest.mark.parametrize(
    ("title", "published", "text", "expected"),
    [
        (
            "The voyage of the Petrel, 1907", "2015-03-04",
            "On 8 August she sailed. She was in Lima on 23 November. On 16 January ice was sighted.",
            ["1907-08-08", "1907-11-23", "1908-01-16"],
        ),
        ("Fixtures 1974", "2014-05-01", "15 May: Paarl. 8 June: Cape Town.", ["1974-05-15", "1974-06-08"]),
        (
            "The Petrel", "2015-03-04", "On 20 December she sailed. She was in Lima on 23 March 1908.",
            ["1907-12-20", "1908-03-23"],
        ),
        (
            "Log", "1917-02-01",
            "8 August 1914. We sailed.\n\n19 January. We are beset.\n\n27 October. I took my banjo.\n\n9 April. To the boats.",
            ["1914-08-08", "1915-01-19", "1915-10-27", "1916-04-09"],
        ),
        (
            "Letters", "2020-02-01", "I left in March 2018. In September I saw Athens. In January I was home.",
            ["2018-03-01/2018-03-31", "2018-09-01/2018-09-30", "2019-01-01/2019-01-31"],
        ),
        (
            "A cyclist dies", "2022-05-30",
            "Ann Lee, who has died aged 90, set out in January 1963. In March she was in Pristina. The funeral is today.",
            ["1963-01-01/1963-01-31", "1963-03-01/1963-03-31", "2022-05-30"],
        ),
        (
            "The flight", "1957-05-05",
            "He was caught on 10 October 1865. The flight began on 2 April. On 10 October 1865 the troopers came.",
            ["1865-10-10", "1865-04-02", "1865-10-10"],
        ),
        (
            "To Malta, AD 60", "1961-03-01", "He sailed in August. In February they left.",
            ["0060-08-01/0060-08-31", "0061-02-01/0061-02-28"],
        ),
        (
            "Summit", "2023-09-11", "He last went abroad in 2019. He left on 23 February.",
            ["2019-01-01/2019-12-31", "2019-02-23"],
        ),
        (
            "The road", "2002-01-13", "One hundred and sixty years ago today he rode in. He had left on 6 January.",
            ["1842-01-13", "1842-01-06"],
        ),
        (
            "The road", "2002-01-13", "On 3 May 1919 they sailed. A hundred and four days later they landed.",
            ["1919-05-03", "1919-08-15"],
        ),
        (
            "A plaque", "1984-08-26",
            "On 8 November 1943 she hid. In April she moved. She was caught on 6 June. She will return in September.",
            ["1943-11-08", "1944-04-01/1944-04-30", "1944-06-06", "1984-09-01/1984-09-30"],
        ),
        (
            "A letter", "1984-08-26", 'On 8 May 1945 he left. "We will be in Oslo on 12 June," he wrote.',
            ["1945-05-08", "1945-06-12"],
        ),
        (
            "A log", "1984-08-26", "On 8 May 1945 he leaves Riga. On 12 June he sails for Oslo.",
            ["1945-05-08", "1945-06-12"],
        ),
        (
            "Goa", "1984-08-26", "In October 1761 she came. They had met in the spring. In the spring she sailed.",
            ["1761-10-01/1761-10-31", "1761-03-01/1761-05-31", "1762-03-01/1762-05-31"],
        ),
        (
            "A life", "1984-08-26",
            "Born on 4 June 1870, she reached Lhasa in January 1924. She was home in May of the following year.",
            ["1870-06-04", "1924-01-01/1924-01-31", "1925-05-01/1925-05-31"],
        ),
        ("Pisa", "1984-08-26", "He left on 3 May 1669 and kept Christmas there.", ["1669-05-03", "1669-12-25"]),
        (
            "Four weeks in the air", "2019-12-10",
            "They landed here a hundred years ago today. This afternoon a wreath will be laid. It had begun on "
            "Wednesday, 12 November, in snow. On the Sunday they were in Lyon, and on 25 November in Delhi.",
            ["1919-12-10", "2019-12-10", "1919-11-12", "1919-11-16", "1919-11-25"],
        ),
        (
            "The bride", "2021-11-02",
            "She left her mother on 21 May. They had been promised in June 1499. On 17 August she sailed. The year was 1501.",
            ["1501-05-21", "1499-06-01/1499-06-30", "1501-08-17", "1501-01-01/1501-12-31"],
        ),
        (
            "In disguise", "2020-02-03",
            "On December 21 they took the train. They were free on Christmas Day, 1848. In May 1850 they married.",
            ["1848-12-21", "1848-12-25", "1850-05-01/1850-05-31"],
        ),
        (
            "The envoy", "2024-04-14",
            "He sailed on 5 October. There he sat all that winter. In the spring he went on. He was home on 24 October 711.",
            ["0710-10-05", "0710-12-01/0711-02-28", "0711-03-01/0711-05-31", "0711-10-24"],
        ),
        (
            "Leaving home", "2010-11-20",
            "It is Thursday, 10 November. He gets up.\n\nIn the summer of 1881 he came here on foot.\n\nOn Friday he drives on. "
            "Before light on the 13th he is off again. That was in 1910.",
            ["1910-11-10", "1881-06-01/1881-08-31", "1910-11-11", "1910-11-13", "1910-01-01/1910-12-31"],
        ),
        (
            "Freed", "1984-08-26", "He was sent there on 2 May 1943. He was freed two years later, on 29 April.",
            ["1943-05-02", "1945-01-01/1945-12-31", "1945-04-29"],
        ),
    ],
)  # fmt: skip
def test_whose_year_it_is(title: str, published: str, text: str, expected: list[str]) -> None:
    assert days(text, published, title=title) == expected
