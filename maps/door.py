"""The Python doors: whatever holds a story's events becomes a routed journey, and that a map."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from maps.caches import cache_folder
from maps.journey import Journey, Router, build_journey
from maps.routing.http import with_fallback
from maps.routing.route import packaged_routers, route_journey
from maps.timing.reach import Terms, judge_candidates
from maps.timing.windows import reckon_times
from maps.web.leaflet import LeafletFiles, fetch_leaflet, find_leaflet
from timeline.annotate import Annotation
from timeline.events import Mode

if TYPE_CHECKING:
    import folium
    import pandas as pd

OVERLAND: tuple[Mode, ...] = ("rail", "road", "foot")


def route(
    story: Annotation | pd.DataFrame,
    *,
    title: str | None = None,
    router: Router | Mapping[Mode, Router] | None = None,
    fallback: bool = False,
    forbid: frozenset[str] = frozenset(),
    closed: frozenset[str] = frozenset(),
    by: datetime | None = None,
) -> Journey:
    """Return the journey of a story or of its timeline: legs along real lines, times and verdicts reckoned.

    Parameters
    ----------
    story
        What `timeline.extract` returned, or a timeline (`timeline.build`, `timeline.read_table`).
    title
        Heads the map; the story's own title where None is given.
    router
        Who leads the legs over land, such as a server (`maps.routing.http`), or one router for each mode
        named; by default the packaged networks lead what they can.
    fallback
        Whether the packaged networks stand in, by name, where such a server fails.
    forbid
        Countries to keep out of (ISO 3166 alpha-2), as far as the routers can.
    closed
        Sea passages to keep out of, such as "suez" (`data/sea/passages.csv`).
    by
        When the traveller would have to be at a candidate site, to judge whether they could; local time of
        the site where it has no offset. By default what the story says.

    Raises
    ------
    TableError
        If the timeline lacks a column or has a cell that can't be read.
    InputError
        If there is no sea passage of a name in `closed`.
    ServiceError
        If a router asks a server that fails.
    """
    return lead_journey(
        _build(story, title), router=router, fallback=fallback, forbid=forbid, closed=closed, by=by
    )


def draw(
    journey: Journey,
    *,
    leaflet: LeafletFiles | None = None,
    tiles: str | None = None,
    cdn: bool = False,
    card: str | None = None,
) -> folium.Map:
    """Return the journey as a folium map that more layers can be added to, and that saves as a whole page.

    Parameters are those of `maps.web.draw.draw`, but where no Leaflet is given, the wheel's or the cached copy is
    part of the page; it is fetched where there is none, and linked where it can't be.
    """
    from maps.web.draw import draw as draw_map

    if leaflet is None and not cdn:
        leaflet = find_leaflet(cache_folder()) or fetch_leaflet(cache_folder())
    return draw_map(journey, leaflet=leaflet, tiles=tiles, cdn=cdn, card=card)


def lead_journey(
    journey: Journey,
    *,
    router: Router | Mapping[Mode, Router] | None = None,
    fallback: bool = False,
    forbid: frozenset[str] = frozenset(),
    closed: frozenset[str] = frozenset(),
    by: datetime | None = None,
) -> Journey:
    """Return a journey with its legs led along real lines, its times reckoned and its candidates judged.

    Parameters and errors are those of `route`.
    """
    packaged, servers = packaged_routers(journey, closed=closed), _routers(router)
    routers = packaged | (with_fallback(servers, packaged) if fallback else servers)
    routed = reckon_times(route_journey(journey, routers=routers, forbid=forbid))
    return judge_candidates(routed, by=by, terms=Terms(routers=routers, forbid=forbid))


def _build(story: Annotation | pd.DataFrame, title: str | None) -> Journey:
    if isinstance(story, Annotation):
        return build_journey(
            story.events,
            title=title or story.article.title or "Untitled journey",
            traveller=story.traveller,
            language=story.article.language,
        )
    from timeline.table import from_frame

    return build_journey(from_frame(story), title=title or "Untitled journey")


def _routers(router: Router | Mapping[Mode, Router] | None) -> dict[Mode, Router]:
    if router is None:
        return {}
    return dict(router) if isinstance(router, Mapping) else dict.fromkeys(OVERLAND, router)
