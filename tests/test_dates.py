"""Time expressions: phrase, publication day, expected TIMEX3 value and days."""

import pytest

from timeline.extract.dates import extract_dates, needs_anchor
from timeline.reader import make_article
from timeline.times import Day


def read(text: str, published: str | None = "2023-09-12") -> list[tuple[str, str, str, str]]:
    article = make_article(text, published=Day.from_iso(published) if published else None)
    rows = []
    for mention in extract_dates(article):
        first, last = (mention.time.earliest, mention.time.latest) if mention.time else (None, None)
        days = (first.iso() if first else "", last.iso() if last else "")
        rows.append((mention.text, mention.value, *days))
    return rows


@pytest.mark.parametrize(
    ("phrase", "value", "first", "last"),
    [
        ("12 September 2023", "2023-09-12", "2023-09-12", "2023-09-12"),
        ("September 12, 2023", "2023-09-12", "2023-09-12", "2023-09-12"),
        ("2023-09-12", "2023-09-12", "2023-09-12", "2023-09-12"),
        ("late last month", "2023-08", "2023-08-21", "2023-08-31"),
        ("early October 1939", "1939-10", "1939-10-01", "1939-10-10"),
        ("a week ago", "2023-09-05", "2023-09-05", "2023-09-05"),
        ("yesterday", "2023-09-11", "2023-09-11", "2023-09-11"),
    ],
)
def test_phrase(phrase: str, value: str, first: str, last: str) -> None:
    assert read(f"They arrived {phrase}.")[0][1:] == (value, first, last)


def test_relative_dates_need_a_publication_day() -> None:
    mentions = extract_dates(make_article("They left yesterday and will be back on 3 May 2024."))
    assert needs_anchor(mentions)
    assert [mention.time is None for mention in mentions] == [True, False]


def test_a_day_that_no_near_year_has_is_left_open() -> None:
    assert read("They left Rome on 31 April.") == []
    assert read("They left Rome on 29 February.", "2022-06-01") == [("29 February", "XXXX-02-29", "", "")]
    assert read("On 3 March 1921 she left. She reached Rome on Saturday 31 April.", None)[1:] == []
