"""What the page shows of a journey: one list of sites and steps in words and numbers, for map, list, axis and print.

A site is a numbered place; a step is one event at it, in the order they are played. Longitudes run on over
the antimeridian; moments are minutes since 1970.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from urllib.parse import quote as percent_encoded

from maps.certainty import Certainty, certainty, stretches
from maps.geometry import unwrap
from maps.journey import Clash, Fact, Isochrone, Journey, Leg, Point, Stop
from maps.timing.moments import instant_minutes, span_minutes, zone_label
from maps.web.axis import Axis, time_axis
from maps.web.remarks import readers_in_words, remarks, way_in_words
from maps.web.travel import Call, calls
from maps.words import Words
from timeline.events import Event
from timeline.places import Place
from timeline.times import TimeValue

# Nobody stays or meets by air: how they came there is said of the leg.
_RESTING = frozenset({"stay", "meeting"})
# What the list may link: anything else (javascript:, data:) stays text.
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}")
_FRAGMENT_WORDS = 5  # of a sentence's ends: enough for a browser to find it again


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One event in words. `quote` is None where the step before has said it; `at` is None where it can't be played."""

    number: int
    event_id: str
    what: str
    when: str
    quote: str | None
    speaker: str | None
    source: str | None
    link: str | None
    at: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place of the journey. `mark` is what its pin says, `span` its days on the axis (None for an open end)."""

    mark: str
    name: str
    country: str | None
    lat: float
    lon: float
    certainty: Certainty | None  # None for background
    when: str
    zone: str | None
    span: tuple[float | None, float | None]
    remarks: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A stretch of the way from one numbered site to another, as certain from end to end."""

    start: int
    end: int
    certainty: Certainty
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How far the traveller can have come by a moment, and that in words."""

    words: str
    lines: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything the page shows."""

    title: str
    summary: str
    sites: tuple[Site, ...]
    background: tuple[Site, ...]
    lines: tuple[Line, ...]
    calls: tuple[Call, ...]
    axis: Axis
    reached: tuple[Reached, ...]
    clashes: tuple[tuple[str, tuple[Fact, ...]], ...]

    @property
    def certainties(self) -> tuple[Certainty, ...]:
        """How sure anything shown is, each once, the surest first."""
        shown = {site.certainty for site in self.sites} | {line.certainty for line in self.lines}
        order: tuple[Certainty, ...] = ("reported", "inferred", "planned", "candidate", "doubtful")
        return tuple(word for word in order if word in shown)

    @property
    def points(self) -> tuple[Point, ...]:
        """All that the map must show at first."""
        sites = tuple(Point(site.lat, site.lon) for site in self.sites or self.background)
        return (*sites, *(point for line in self.lines for point in line.points))


def view_of(journey: Journey, words: Words) -> View:
    """Return what the page shows of a journey, in the words of one language."""
    numbered = journey.points
    spans = [span_minutes(site.time, site.place) for site in numbered]
    spans += [(bound, bound) for stop in journey.stops for bound in _reckoned(stop)]
    dated = [site.place for site in numbered if site.time] or [site.place for site in numbered]
    axis = time_axis(spans, dated[0], words) if dated else Axis(start=0.0, end=1.0, is_dated=False)
    lines, lons = _lines(journey)
    called = calls(journey, axis)
    return View(
        title=journey.title,
        summary=_summary(journey, words),
        sites=tuple(_sites(journey, words, lons, called)),
        background=tuple(_background(journey.others, words)),
        lines=lines,
        calls=called,
        axis=axis,
        reached=tuple(_reached(isochrone, journey, words) for isochrone in journey.isochrones),
        clashes=tuple(_clash(clash, words) for clash in journey.clashes),
    )


def _reckoned(stop: Stop) -> Iterator[float]:
    """Yield the bounds of a stop's times that reckoning found."""
    for window in (stop.arrival, stop.departure):
        for end in (window.earliest, window.latest) if window else ():
            if end is not None:
                yield instant_minutes(end)


# ---------------------------------------------------------------- sites and steps


def _sites(journey: Journey, words: Words, lons: dict[int, float], called: Sequence[Call]) -> Iterator[Site]:
    number = 1
    ways = {leg.end: leg for leg in journey.legs}
    moments = {stop.number: call.moments for stop, call in zip(journey.stops, called, strict=True)}
    for site in journey.points:
        first, last = span_minutes(site.time, site.place)
        played = moments.get(site.number) or _after(moments, first, last, len(site.events))
        way = way_in_words(ways[site.number], journey, words) if site.number in ways else ()
        is_stop = isinstance(site, Stop)
        yield Site(
            mark=f"{site.number}" if is_stop else f"{site.number}?",
            name=site.place.name,
            country=words.country(site.place.country) if site.place.country else None,
            lat=site.place.lat,
            lon=lons.get(site.number, site.place.lon),
            certainty=certainty(site),
            when=words.time(site.time),
            zone=_zone(site.time, site.place, words),
            span=(first, last),
            remarks=(*way, *remarks(site, words), *readers_in_words(site.events, words)),
            steps=tuple(_steps(site.events, number, played, words)),
        )
        number += len(site.events)


def _after(
    moments: dict[int, tuple[float, ...]], first: float | None, last: float | None, count: int
) -> tuple[float | None, ...]:
    """Return when a candidate site is shown: when it first may be reached, but not before the last stop."""
    if first is None:
        return (last,) * count
    here = max(first, *(drawn[-1] for drawn in moments.values())) if moments else first
    return (here if last is None or here <= last else first,) * count


def _background(events: Sequence[Event], words: Words) -> Iterator[Site]:
    for at, event in enumerate(events):
        if event.place is None:
            continue
        yield Site(
            mark=_letters(at),
            name=event.place.name,
            country=words.country(event.place.country) if event.place.country else None,
            lat=event.place.lat,
            lon=event.place.lon,
            certainty=None,
            when=words.time(event.time),
            zone=None,
            span=(None, None),
            remarks=readers_in_words((event,), words),
            steps=tuple(_steps((event,), 0, (None,), words)),
        )


def _letters(at: int) -> str:
    """Return a, b, … z, aa, ab, … as spreadsheets name their columns."""
    before, last = divmod(at, len(ascii_lowercase))
    return (_letters(before - 1) if before else "") + ascii_lowercase[last]


def _steps(
    events: Sequence[Event], number: int, moments: Sequence[float | None], words: Words
) -> Iterator[Step]:
    said: set[str] = set()
    for at, (event, moment) in enumerate(zip(events, moments, strict=True)):
        link = _link(event)
        yield Step(
            number=number + at,
            event_id=event.id,
            what=_what(event, words),
            when=words.time(event.time),
            quote=event.quote if event.quote not in said else None,
            speaker=event.speaker,
            source=_source_name(event),
            link=link,
            at=moment,
        )
        said.add(event.quote)


def _what(event: Event, words: Words) -> str:
    kind = words(event.kind)
    is_going = event.kind not in _RESTING
    return words("by", what=kind, mode=words(event.mode)) if event.mode and is_going else kind


def _zone(time: TimeValue | None, place: Place, words: Words) -> str | None:
    day = time.earliest or time.latest if time else None
    if day is None or place.is_area:
        return None
    return zone_label(day, place) or words("local_time")


def _source_name(event: Event) -> str | None:
    """Return the source as a reader would call it: a web address by its host."""
    if event.source and _WEB_ADDRESS.fullmatch(event.source):
        return event.source.split("/")[2]
    return event.source


def _link(event: Event) -> str | None:
    """Return the source's address, pointed at the sentence (https://wicg.github.io/scroll-to-text-fragment)."""
    if not event.source or not _WEB_ADDRESS.fullmatch(event.source):
        return None
    if "#" in event.source or not event.quote:
        return event.source
    said = event.quote.split()
    ends = [said] if len(said) <= 2 * _FRAGMENT_WORDS else [said[:_FRAGMENT_WORDS], said[-_FRAGMENT_WORDS:]]
    parts = (percent_encoded(" ".join(end), safe="", errors="replace").replace("-", "%2D") for end in ends)
    return f"{event.source}#:~:text={','.join(parts)}"


# ---------------------------------------------------------------- lines


def _lines(journey: Journey) -> tuple[tuple[Line, ...], dict[int, float]]:
    """Return the legs' stretches and every site's longitude, running on from the first stop."""
    lines: list[Line] = []
    lons: dict[int, float] = {}
    by_start: dict[int, list[Leg]] = {}
    for leg in journey.legs:
        by_start.setdefault(leg.start, []).append(leg)
    before: float | None = None
    for site in journey.points:
        if site.number not in lons:
            (placed,) = unwrap([Point(site.place.lat, site.place.lon)], near=before)
            lons[site.number] = placed.lon
        before = lons[site.number]
        for leg in by_start.get(site.number, ()):
            drawn, end = _stretched(leg, lons[site.number])
            lines += drawn
            lons[leg.end] = end
    return tuple(lines), lons


def _stretched(leg: Leg, lon: float) -> tuple[list[Line], float]:
    drawn = []
    for sure, points in stretches(leg):
        run_on = unwrap(points, near=lon)
        drawn.append(Line(start=leg.start, end=leg.end, certainty=sure, points=run_on))
        lon = run_on[-1].lon
    return drawn, lon


def _reached(isochrone: Isochrone, journey: Journey, words: Words) -> Reached:
    place = journey.place_of(isochrone.start)
    end = journey.place_of(isochrone.end).name if isochrone.end is not None else None
    text = words(
        "reached" if end is None else "passed",
        place=place.name,
        end=end,
        moment=words.moment(isochrone.by, place),
        speed=words.number(isochrone.speed_kmh),
    )
    return Reached(words=text, lines=tuple(unwrap(line, near=place.lon) for line in isochrone.lines))


# ---------------------------------------------------------------- in words


def _clash(clash: Clash, words: Words) -> tuple[str, tuple[Fact, ...]]:
    if clash.short_by_h is None:
        return words("disagreement"), clash.facts
    return words("clash", hours=words.number(clash.short_by_h, 1)), clash.facts


def _summary(journey: Journey, words: Words) -> str:
    counts: dict[Certainty, int] = {}
    for site in journey.points:
        counts[certainty(site)] = counts.get(certainty(site), 0) + 1
    if not counts:
        return words("no_stops")
    parts = [journey.traveller] if journey.traveller else []
    parts += [f"{words(f'count_{sure}')}: {count}" for sure, count in counts.items()]
    km = sum(leg.route.distance_km for leg in journey.legs if leg.status in {"happened", "planned"})
    if km >= 1:
        parts.append(f"{words.number(km)} km")
    return " · ".join(parts)
