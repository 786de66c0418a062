"""A journey as the spreadsheet that TimelineJS reads, as CSV.

TimelineJS takes a row's headline, text and display date as HTML, so that the story's own words are
escaped; it needs a year in every row, so that an entry without days is left out. Years before 1 are
counted as people do: -44 is 44 BCE.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from maps.export.account import Aside, Entry, tell
from maps.journey import Journey
from maps.markup import html_text
from timeline.cells import neutralised
from timeline.times import Day, TimeValue

HEADERS = (
    "Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date",
    "Headline", "Text", "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type", "Group", "Background",
)  # fmt: skip


def journey_timelinejs(journey: Journey) -> str:
    """Return the journey as CSV with a title row, a row a stop or site, and one each background event."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, HEADERS, lineterminator="\r\n")
    writer.writeheader()
    account = tell(journey)
    writer.writerow(
        _safe({"Headline": html_text(account.title), "Text": html_text(account.summary), "Type": "title"})
    )
    for entry in account.entries:
        if fits_timeline(entry):
            writer.writerow(_safe(_row(entry, entry.certainty)))
    for aside in account.asides:
        if fits_timeline(aside):
            writer.writerow(_safe(_row(aside, "background")))
    return buffer.getvalue()


def fits_timeline(entry: Entry | Aside) -> bool:
    """True where TimelineJS can place the entry on its axis."""
    return entry.time is not None and bool(entry.time.earliest or entry.time.latest)


def _row(entry: Entry | Aside, group: str) -> dict[str, str]:
    words = {"Display Date": entry.when, "Headline": entry.headline, "Text": entry.text, "Group": group}
    dates = _dates(entry.time) if entry.time else {}
    return dates | {name: html_text(text) for name, text in words.items()}


def _dates(time: TimeValue) -> dict[str, str]:
    first, last = time.earliest or time.latest, time.latest or time.earliest
    row = {"Time": time.clock or ""}
    if first:
        row |= _date(first, ("Year", "Month", "Day"))
    if last and last != first:
        row |= _date(last, ("End Year", "End Month", "End Day"))
    return row


def _date(day: Day, columns: tuple[str, str, str]) -> dict[str, str]:
    year = day.year if day.year > 0 else day.year - 1
    return dict(zip(columns, (str(year), str(day.month), str(day.day)), strict=True))


def _safe(row: Mapping[str, str]) -> dict[str, str]:
    return {name: neutralised(cell) for name, cell in row.items()}
