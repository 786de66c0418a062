"""A journey as an iCalendar file (RFC 5545), one event a stop or site.

A day is an all-day event, whose end is exclusive; a stated clock time is an instant in UTC. Whatever
isn't reported is `TENTATIVE`. Calendars know the years 1 to 9999 and no open ends: an event that is open
on one side stands on the day of the other, which its text says; one without days or BCE is left out.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from maps.export.account import Account, Entry, tell
from maps.journey import Journey
from maps.markup import printable
from timeline.times import Day

# RFC 5545 asks when an event was last revised; where no day of publication is known, nothing is claimed.
_UNKNOWN_REVISION = datetime(1970, 1, 1, tzinfo=UTC)


def journey_ics(journey: Journey) -> str:
    """Return the journey as an iCalendar document; its description names what it had to leave out."""
    calendar = Calendar()
    calendar.add("prodid", "-//Dateline//Dateline//EN")
    calendar.add("version", "2.0")
    account = tell(journey)
    calendar.calendar_name = account.title
    calendar.description = " ".join(_description(account).split())
    for entry in account.entries:
        if fits_calendar(entry):
            calendar.add_component(_event(entry, journey, account.address))
    return str(calendar.to_ical(), "utf-8")


def fits_calendar(entry: Entry) -> bool:
    """True where a calendar can hold the entry: it has a day, and none before the year 1."""
    if entry.time is None:
        return False
    days = [day for day in (entry.time.earliest, entry.time.latest) if day]
    return bool(days) and all(MINYEAR <= day.plus(1).year <= MAXYEAR and day.year >= MINYEAR for day in days)


def _description(account: Account) -> str:
    missing = [entry.headline for entry in account.entries if not fits_calendar(entry)]
    if not missing:
        return account.summary
    return f"{account.summary} Left out, because a calendar can't hold their times: {'; '.join(missing)}"


def _event(entry: Entry, journey: Journey, address: str | None) -> CalendarEvent:
    event = CalendarEvent()
    identity = printable(f"{journey.source}|{journey.title}|{entry.number}|{entry.place.name}")
    event.add("uid", f"{uuid5(NAMESPACE_URL, identity)}@dateline")
    event.add("dtstamp", _revision(journey))
    _add_times(event, entry)
    event.add("summary", entry.headline)
    event.add("description", entry.text)
    event.add("location", entry.place.name)
    event.add("geo", (entry.place.lat, entry.place.lon))
    event.add("status", "CONFIRMED" if entry.certainty == "reported" else "TENTATIVE")
    event.add("categories", [entry.certainty])
    event.add("transp", "TRANSPARENT")
    if address:
        event.add("url", address)
    return event


def _add_times(event: CalendarEvent, entry: Entry) -> None:
    first, last = _days(entry)
    moment = _moment(entry, first)
    if moment and first == last:
        event.add("dtstart", moment)
        return
    event.add("dtstart", _date(first))
    event.add("dtend", _date(last) + timedelta(days=1))


def _days(entry: Entry) -> tuple[Day, Day]:
    earliest = entry.time.earliest if entry.time else None
    latest = entry.time.latest if entry.time else None
    first, last = earliest or latest, latest or earliest
    if first is None or last is None:
        raise ValueError(f"{entry.headline} has no day")
    return first, last


def _moment(entry: Entry, day: Day) -> datetime | None:
    """Return the instant of a stated clock time; None without one, or where its time zone isn't known."""
    clock = entry.time.clock if entry.time else None
    if clock is None or entry.place.timezone is None:
        return None
    try:
        zone = ZoneInfo(entry.place.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        return None
    return datetime.combine(_date(day), time.fromisoformat(clock), zone).astimezone(UTC)


def _revision(journey: Journey) -> datetime:
    if journey.published is None:
        return _UNKNOWN_REVISION
    return datetime.combine(_date(Day.from_iso(journey.published)), time(), UTC)


def _date(day: Day) -> date:
    return date(*day)
