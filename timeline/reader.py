"""From a file, a page or plain text to an `Article`: encoding, title, publication day, sentences.

The only place besides geocoders and routing servers that reaches the network.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from datetime import date, datetime
from pathlib import Path
from typing import Any

from timeline.article import Article
from timeline.errors import InputError, ServiceError, StoryError
from timeline.segment import split_text
from timeline.times import Day

USER_AGENT = "dateline/0.1 (reads one story for a map)"
TIMEOUT_S = 20
# A long book is 3 MB; past this it's no story, and reading it would only take the machine down.
MAX_BYTES = 30_000_000

_FRONT_MATTER = re.compile(r"\A﻿?---[ \t]*\r?\n(.{0,8000}?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_HTML_HINT = re.compile(r"\s*(?:<!doctype html|<html|<head|<\?xml[^>]{0,200}>\s*<html)", re.IGNORECASE)
_TITLE_LENGTH = 120


def read(source: str | Path, *, published: Day | str | None = None, title: str | None = None) -> Article:
    """Read a story from a text, Markdown or HTML file, or from an http(s) address.

    Parameters
    ----------
    source
        A path or URL. Front matter of a text file (YAML: title, published, source, author) is taken out
        of the text; offsets count from the body's first character.
    published, title
        Said by the person (a day may be text, ``"2023-09-12"``); they outweigh what the file says.

    Raises
    ------
    StoryError
        If the file is missing, empty, too large, or no text.
    ServiceError
        If the page can't be fetched.
    """
    address = str(source)
    if isinstance(published, str):
        published = parse_day(published)
    if re.match(r"https?://", address):
        return parse_story(fetch_page(address), name=address, published=published, title=title, url=address)
    return parse_story(_file_bytes(Path(address)), name=address, published=published, title=title)


def parse_story(
    data: bytes, *, name: str, published: Day | None = None, title: str | None = None, url: str | None = None
) -> Article:
    """Read a story from the bytes of a file or page; `name` is what messages call it."""
    if len(data) > MAX_BYTES:
        raise StoryError(
            f"{name} is {len(data) // 1_000_000} MB, too large for a story: give a single article"
        )
    text = _decode(data, name)
    if url or name.lower().endswith((".html", ".htm", ".xhtml")) or _HTML_HINT.match(text):
        article = _from_html(text, name=name, url=url)
    else:
        article = _from_text(text, name=name)
    if not article.text.strip():
        raise StoryError(f"{name} holds no text to read: give a story of at least a sentence")
    return make_article(
        article.text,
        title=title or article.title,
        published=published or article.published,
        source=article.source,
        author=article.author,
    )


def make_article(
    text: str,
    *,
    title: str | None = None,
    published: Day | None = None,
    source: str | None = None,
    author: str | None = None,
    language: str = "en",
) -> Article:
    """Make an article of plain text; offsets count characters of `text` as given."""
    paragraphs, sentences = split_text(text)
    return Article(
        text=text,
        title=title or _headline(text, sentences),
        published=published,
        source=source,
        author=author,
        language=language,
        paragraphs=paragraphs,
        sentences=sentences,
    )


def parse_day(text: str, *, asked: str = "the publication date") -> Day:
    """Read ``YYYY-MM-DD`` as the person typed it.

    Raises
    ------
    InputError
        If it's no day of the calendar.
    """
    if not re.fullmatch(r"-?\d{4,6}-\d\d-\d\d", text.strip()):
        raise InputError(f"{asked} {text!r} can't be read: write it as YYYY-MM-DD, such as 2023-09-12")
    try:
        return Day.from_iso(text.strip())
    except ValueError:
        raise InputError(f"{asked} {text!r} is no day of the calendar: write it as YYYY-MM-DD") from None


def fetch_page(url: str) -> bytes:
    """Fetch a page once, with a time limit and a size limit.

    Raises
    ------
    ServiceError
        If the server can't be reached, refuses, or sends too much.
    """
    request = urllib.request.Request(url, headers={"User-Agent": USER_AGENT, "Accept": "text/html,*/*;q=0.5"})
    advice = "check the address, or save the page and give the file"
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
            data: bytes = answer.read(MAX_BYTES + 1)
    except urllib.error.HTTPError as error:
        raise ServiceError(f"{url} answered {error.code} {error.reason}: {advice}") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise ServiceError(f"{url} can't be reached ({reason}): {advice}") from error
    return data


def _file_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise StoryError(f"{path} is a folder: give a story file (.txt, .md, .html)")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise StoryError(
                f"{path} is {path.stat().st_size // 1_000_000} MB, too large for a story: give a single article"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise StoryError(
            f"there is no file {path}: give the path of a story, a URL, or - for standard input"
        ) from None
    except OSError as error:
        raise StoryError(
            f"{path} can't be read ({error.strerror}): check the name and the permissions"
        ) from error


def _decode(data: bytes, name: str) -> str:
    if not data.strip():
        raise StoryError(f"{name} is empty: give a story of at least a sentence")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[:8192] or _share_of_controls(data[:8192]) > 0.02:
        raise StoryError(f"{name} is not text: give a .txt, .md or .html file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data).best()
        if best is None:
            raise StoryError(f"{name} is in no encoding known here: save it as UTF-8") from None
        return str(best)


def _share_of_controls(data: bytes) -> float:
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\v\x1b" for byte in data)
    return controls / max(1, len(data))


def _from_text(text: str, *, name: str) -> Article:
    match = _FRONT_MATTER.match(text)
    if not match:
        return Article(text=text)
    import yaml

    try:
        fields: Any = yaml.safe_load(match.group(1))
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise StoryError(
            f"{name} has front matter that is no YAML (line {line}): mend it (text with a colon needs quotes) or take it out"
        ) from error
    if not isinstance(fields, dict):
        return Article(text=text)
    body = text[match.end() :].lstrip("\r\n")
    given = {str(key).lower(): value for key, value in fields.items()}
    return Article(
        text=body,
        title=_words(given.get("title")),
        published=_front_day(given.get("published", given.get("date")), name),
        source=_words(given.get("source", given.get("url"))),
        author=_words(given.get("author")),
    )


def _words(value: object) -> str | None:
    return " ".join(str(value).split()) or None if value is not None else None


def _front_day(value: object, name: str) -> Day | None:
    if value is None:
        return None
    if isinstance(value, (datetime, date)):
        return Day.from_date(value)
    return parse_day(str(value)[:10], asked=f"{name}: published")


def _from_html(text: str, *, name: str, url: str | None) -> Article:
    import trafilatura

    found = trafilatura.bare_extraction(text, url=url, with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise StoryError(
            f"no article text was found in {name}: save the story as plain text and give that file"
        )
    published = Day.from_iso(found.date) if found.date else None
    return Article(
        text=found.text or "",
        title=_words(found.title),
        published=published,
        source=_words(url or found.url or found.sitename),
        author=_words(found.author),
    )


def _headline(text: str, sentences: tuple[Any, ...]) -> str | None:
    """Return the first line where it reads like a headline: short, alone, without a full stop."""
    if not sentences:
        return None
    first = text[sentences[0].start : sentences[0].end].lstrip("# ").strip()
    if len(first) > _TITLE_LENGTH or first.endswith((".", "!", "?", "”", ",", ";", ":")):
        return None
    return first if "\n" in text[sentences[0].end : sentences[0].end + 2] else None
