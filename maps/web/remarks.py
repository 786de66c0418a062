"""What the page says about a stop or site beside the story's own words: the way there, reckoned times, verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time

from maps.journey import Candidate, Journey, Leg, Reach, Stop, Window
from maps.timing.zones import window_of, zone_of
from maps.words import Words
from timeline.events import Event
from timeline.places import Place

_LEAST_INFERRED_KM = 1.0  # shorter gaps in the mapped track are bridges over a river, not guesses


def way_in_words(leg: Leg, journey: Journey, words: Words) -> tuple[str, ...]:
    """Return how the traveller came (or would come) here: mode, length, and what is uncertain about the line."""
    route = leg.route
    parts = [
        words("way", start=journey.place_of(leg.start).name, km=words.number(route.distance_km)),
        words(leg.mode) if leg.mode else words("mode_unknown"),
    ]
    if route.inferred_km >= _LEAST_INFERRED_KM:
        parts.append(words("inferred_km", km=words.number(route.inferred_km)))
    if route.note:
        parts.append(route.note)
    return (", ".join(parts),)


def remarks(site: Stop | Candidate, words: Words) -> tuple[str, ...]:
    """Return the reckoned times of a stop, or the verdict on a candidate site and what it rests on."""
    if isinstance(site, Stop):
        said = window_of(site.time, site.place) if site.time else None
        windows = (("arrival_window", site.arrival), ("departure_window", site.departure))
        return tuple(
            words(key, times=_times(window, site.place, words))
            for key, window in windows
            if window and _says_more(window, said, site.place)
        )
    return tuple(_verdict(site.reach, site.place, words)) if site.reach else ()


def readers_in_words(events: Sequence[Event], words: Words) -> tuple[str, ...]:
    """Return which model or program found a place's name or days, where Dateline's own rules didn't."""
    found = [("place_reader", event.place_reader) for event in events]
    found += [("date_reader", event.date_reader) for event in events]
    return tuple(words(key, reader=reader) for key, reader in dict.fromkeys(found) if reader)


def _says_more(window: Window, said: Window | None, place: Place) -> bool:
    """True where a time to travel bounds it, not just the days that the story names, here or at the stop before."""
    known = {said.earliest, said.latest} if said else set()
    ends = [end for end in (window.earliest, window.latest) if end is not None and end not in known]
    return any(end.astimezone(zone_of(place)).time() != time() for end in ends)


def _times(window: Window, place: Place, words: Words) -> str:
    first = words.moment(window.earliest, place) if window.earliest else None
    last = words.moment(window.latest, place) if window.latest else None
    if first and last:
        return f"{first} – {last}"
    return words("from", day=first) if first else words("until", day=last)


def _verdict(reach: Reach, place: Place, words: Words) -> Iterator[str]:
    verdict = words(f"verdict_{reach.verdict}")
    yield f"{verdict}: {_margin(reach.margin_h, words)}" if reach.margin_h is not None else verdict
    if reach.earliest_arrival and reach.distance_km is not None and reach.speed_kmh:
        yield words(
            "earliest_arrival",
            moment=words.moment(reach.earliest_arrival, place),
            km=words.number(reach.distance_km),
            speed=words.number(reach.speed_kmh),
            source=reach.speed_source or "?",
        )
    needs = [words("due", times=_times(reach.due, place, words))] if reach.due else []
    if reach.needed_kmh is not None:
        needs.append(words("needed", speed=words.number(reach.needed_kmh)))
    if reach.detour_km:
        needs.append(words("detour", km=words.number(reach.detour_km)))
    if needs:
        yield "; ".join(needs)
    for fact in reach.against:
        yield words("against", fact=fact.text)
    if reach.note:
        yield reach.note


def _margin(hours: float, words: Words) -> str:
    key = "to_spare" if hours >= 0 else "too_late"
    return words(key, hours=words.number(abs(hours), 1))
