"""How long a stay lasts, where the story counts it in days, nights or weeks."""

from __future__ import annotations

import re
from typing import Final

from timeline.mentions import DateMention

# Days by the unit of a TIMEX3 duration; years are too round to end a stay.
_DAYS: Final = {"D": 1, "NI": 1, "W": 7, "M": 30}
_LENGTH: Final = re.compile(r"P(\d{1,3})(D|NI|W|M)")


def length_of(date: DateMention) -> int | None:
    """Return the days of "two nights" or "a fortnight"; None for what is no length, or counts no days."""
    found = _LENGTH.fullmatch(date.value) if date.type == "DURATION" else None
    return int(found[1]) * _DAYS[found[2]] if found else None
