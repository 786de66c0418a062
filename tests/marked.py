"""Stories whose places and dates are marked by hand, so that movements can be tried without a gazetteer.

``[Paris]`` is a city, ``[=France]`` the country it lies in, ``[==Panama]`` another one,
``{2023-09-10|on Sunday}`` a day, ``{P3D|three days}`` a length of time.
"""

from __future__ import annotations

import re
import zlib

from timeline.article import Article
from timeline.mentions import DateMention, PlaceMention, Span, Toponym
from timeline.places import Place
from timeline.reader import make_article
from timeline.times import Day, single_day

_MARK = re.compile(r"\[(={0,2})([^\]]+)\]|\{([\dA-Z-]+)\|([^}]+)\}")


def read_marked(text: str, published: str = "2023-09-12") -> tuple[Article, list[DateMention], list[Toponym]]:
    """Take the marks out of a story and return what they marked."""
    plain, at = "", 0
    dates: list[DateMention] = []
    toponyms: list[Toponym] = []
    for match in _MARK.finditer(text):
        plain += text[at : match.start()]
        at = match.end()
        words = match.group(2) or match.group(4)
        span = Span(len(plain), len(plain) + len(words))
        plain += words
        if match.group(2):
            mention = PlaceMention(text=words, span=span, source="marked")
            toponyms.append(Toponym(mention=mention, place=_place(words, match.group(1))))
        elif match.group(3).startswith("P"):
            dates.append(DateMention(text=words, span=span, type="DURATION", value=match.group(3), time=None))
        else:
            time = single_day(Day.from_iso(match.group(3)))
            dates.append(DateMention(text=words, span=span, type="DATE", value=match.group(3), time=time))
    plain += text[at:]
    return make_article(plain, published=Day.from_iso(published)), dates, toponyms


def _place(name: str, mark: str) -> Place:
    """Put every name somewhere of its own, the same each time."""
    seed = zlib.crc32(name.encode())
    return Place(
        name=name,
        lat=seed % 1400 / 10 - 70,
        lon=seed // 1400 % 3400 / 10 - 170,
        kind="country" if mark else "city",
        country=name if mark == "==" else "XX",
    )
