"""Paragraphs and sentences: where they begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.segment import LONGEST_SENTENCE, split_text


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_text(text)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("Mr. Kim left on Sept. 10. He came to Khasan.", ["Mr. Kim left on Sept. 10.", "He came to Khasan."]),
        ("It left the U.S. The crew slept.", ["It left the U.S.", "The crew slept."]),
        ("J. Smith arrived at 6 a.m. on Monday.", ["J. Smith arrived at 6 a.m. on Monday."]),
        (
            "They didn't. A day later they won’t. We did.",
            ["They didn't.", "A day later they won’t.", "We did."],
        ),
        (
            "“When I get there, you will know.” He smiled.",
            ["“When I get there, you will know.”", "He smiled."],
        ),
        ("It ran 3.5 km. Then it stopped!", ["It ran 3.5 km.", "Then it stopped!"]),
        ("A headline\n\nThe text begins.", ["A headline", "The text begins."]),
        ("3 May – Boston\n4 May – New York", ["3 May – Boston", "4 May – New York"]),
        ("他到了北京。他走了。", ["他到了北京。", "他走了。"]),
        ("", []),
        ("   \n \n", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = "The train that left the capital on Sunday evening had\nreached the border by Tuesday.\n\nNext."
    assert len(split_text(text)[0]) == 2


@given(st.text(max_size=300))
def test_sentences_tile_the_text(text: str) -> None:
    at = 0
    for start, end in split_text(text)[1]:
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize("text", ["and so on " * 2000, "x" * 9000, "1,2;" * 3000])
def test_what_is_too_long_for_a_sentence_is_cut(text: str) -> None:
    _, sentences = split_text(text)
    assert all(0 < s.end - s.start <= LONGEST_SENTENCE for s in sentences)
    assert "".join(text[s.start : s.end] for s in sentences).replace(" ", "") == text.replace(" ", "")
