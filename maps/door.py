"""The Python door to routing: whatever holds a story's events becomes a routed journey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.journey import Journey, build_journey
from maps.route import route_journey
from timeline.annotate import Annotation

if TYPE_CHECKING:
    import pandas as pd


def route(story: Annotation | pd.DataFrame, *, title: str | None = None) -> Journey:
    """Return the journey of a story or of its timeline, with its legs led along real lines.

    Parameters
    ----------
    story
        What `timeline.extract` returned, or a timeline (`timeline.build`, `timeline.read_table`).
    title
        Heads the map; the story's own title where None is given.

    Raises
    ------
    TableError
        If the timeline lacks a column or has a cell that can't be read.
    """
    if isinstance(story, Annotation):
        journey = build_journey(
            story.events,
            title=title or story.article.title or "Untitled journey",
            traveller=story.traveller,
            language=story.article.language,
        )
    else:
        from timeline.table import from_frame

        journey = build_journey(from_frame(story), title=title or "Untitled journey")
    return route_journey(journey)
