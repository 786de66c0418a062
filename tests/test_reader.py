"""Reading a story from files of all kinds, and saying plainly what can't be read."""

from pathlib import Path

import pytest

from timeline.errors import InputError, ServiceError, StoryError
from timeline.reader import make_article, parse_day, parse_story, read
from timeline.times import Day

FRONT = (
    "---\ntitle: A trip\npublished: 2023-09-12\nsource: The Example\nauthor: A. Writer\n---\nHe left Paris.\n"
)
PAGE = """<!doctype html><html lang="en"><head><title>A trip | The Example</title>
<meta property="og:title" content="A trip"><meta property="article:published_time" content="2023-09-12T08:00:00Z">
</head><body><article><h1>A trip</h1><p>He left Paris on Monday and reached Lyon on Tuesday, where he was met by
the mayor and shown the silk mills, the river and the new station.</p><p>On Wednesday he went on to Marseille.</p>
</article></body></html>"""


def test_front_matter_is_no_text() -> None:
    article = parse_story(FRONT.encode(), name="trip.md")
    assert (article.title, article.published, article.source, article.author) == (
        "A trip", Day(2023, 9, 12), "The Example", "A. Writer",
    )  # fmt: skip
    assert article.text == "He left Paris.\n"
    assert article.words(article.sentences[0]) == "He left Paris."


def test_front_matter_that_is_no_yaml_is_told_how_to_mend() -> None:
    with pytest.raises(
        StoryError, match=r"trip.md has front matter that is no YAML \(line 2\): .*needs quotes"
    ):
        parse_story(b"---\ntitle: Letters: a trip\n---\nHe left Paris.", name="trip.md")


def test_what_the_person_says_outweighs_the_file() -> None:
    article = parse_story(FRONT.encode(), name="trip.md", published=Day(2024, 1, 1), title="Mine")
    assert (article.published, article.title) == (Day(2024, 1, 1), "Mine")


def test_html_gives_text_title_and_day() -> None:
    article = parse_story(PAGE.encode(), name="trip.html")
    assert article.title == "A trip"
    assert article.published == Day(2023, 9, 12)
    assert "reached Lyon on Tuesday" in article.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "From Orléans he went to Besançon, “the old city”, and on to Düsseldorf — all in a day."
    assert parse_story(text.encode(encoding), name="x.txt").text.endswith(text[-30:])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"  \n ", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "is not text"),
        (b"---\ntitle: [\n---\nx", "no YAML"),
        (b"---\npublished: soon\n---\nx", "can't be read"),
        (b"<html><body></body></html>", "no article text"),
    ],
)
def test_what_is_no_story_is_said_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        parse_story(data, name="x.txt")
    assert "\n" not in str(caught.value)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="no file"):
        read(tmp_path / "absent.txt")
    with pytest.raises(StoryError, match="is a folder"):
        read(tmp_path)


def test_a_dead_address_is_a_service_error() -> None:
    with pytest.raises(ServiceError, match="can't be reached"):
        read("http://127.0.0.1:9/story")


@pytest.mark.parametrize("text", ["12/9/2023", "2023-13-01", "2023-02-30", "yesterday", ""])
def test_a_wrong_date_is_asked_for_again(text: str) -> None:
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        parse_day(text)


def test_a_short_first_line_is_the_title() -> None:
    assert make_article("King goes south\n\nThe King left London.").title == "King goes south"
    assert make_article("The King left London. He went south.").title is None
