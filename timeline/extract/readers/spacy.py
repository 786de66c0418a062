"""Names of places and dates that a spaCy pipeline finds: any that the user has, of any language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from timeline.article import Article
from timeline.errors import InputError
from timeline.extract.readers.spans import cut_pieces, date_mentions, place_mentions
from timeline.extras import require
from timeline.mentions import Mentions, Span
from timeline.resources import read_rows

PIECE: Final = 100_000  # characters at a time; spaCy refuses a million
# Components of the packaged pipelines that no recogniser of names leans on.
NOT_NEEDED: Final = (
    "tagger",
    "parser",
    "senter",
    "morphologizer",
    "attribute_ruler",
    "lemmatizer",
    "trainable_lemmatizer",
)
_ENTITIES: Final = "doc.ents"


def open_pipeline(model: str) -> SpacyReader:
    """Load a pipeline: the name of an installed package, or the path of a folder.

    Raises
    ------
    InputError
        If spaCy or the pipeline isn't installed, the pipeline can't be loaded, or it finds neither places
        nor dates.
    """
    if not model:
        raise InputError("spacy needs a pipeline: name one, such as spacy:en_core_web_sm, or its folder")
    spacy = require("spacy", "reading with a pipeline", extra="spacy")
    try:
        pipeline = spacy.load(model, exclude=NOT_NEEDED)
    except OSError as error:
        raise InputError(
            f"spaCy finds no pipeline {model!r}: install it (python -m spacy download {model}), or give its folder"
        ) from error
    except Exception as error:  # a pipeline is configured and made by code of its own
        raise InputError(
            f"spaCy can't load the pipeline {model!r} ({_first_line(error)}): "
            "install what it needs, or a version of it for this spaCy"
        ) from error
    return SpacyReader(pipeline)


class SpacyReader:
    """A loaded pipeline as a reader.

    Raises
    ------
    InputError
        If the pipeline finds neither places nor dates.
    """

    def __init__(self, pipeline: Any) -> None:
        meta = pipeline.meta
        self.name = f"spacy:{meta['lang']}_{meta['name']}-{meta['version']}"
        self._pipeline = pipeline
        _check(pipeline, self.name)

    def read(self, article: Article, /) -> Mentions:
        """Return the entities that are places, and the dates among them that Dateline's grammar can read."""
        found: dict[str, list[Span]] = {"place": [], "date": []}
        for kind, span in self._entities(article):
            found[kind].append(span)
        return Mentions(
            dates=date_mentions(article, found["date"], reader=self.name),
            places=place_mentions(article, found["place"], reader=self.name),
        )

    def _entities(self, article: Article) -> Iterator[tuple[str, Span]]:
        kinds = _kinds()
        for piece in cut_pieces(article, PIECE):
            with self._pipeline.memory_zone():  # else the words of a whole archive stay in memory
                entities = [
                    (e.label_, e.start_char, e.end_char) for e in self._pipeline(article.words(piece)).ents
                ]
            for label, start, end in entities:
                if label in kinds:
                    yield kinds[label], Span(piece.start + start, piece.start + end)


def _check(pipeline: Any, name: str) -> None:
    """Fail where nothing in a pipeline finds entities, or none of its labels is a place or a date."""
    finders = [part for part in pipeline.pipe_names if _ENTITIES in pipeline.get_pipe_meta(part).assigns]
    if not finders:
        parts = ", ".join(pipeline.pipe_names) or "none"
        raise InputError(
            f"{name} has no component that finds names (its components: {parts}): choose one with ner"
        )
    labels = {label for part in finders for label in pipeline.pipe_labels.get(part, ())}
    if labels and labels.isdisjoint(_kinds()):
        raise InputError(
            f"{name} has no label for places or dates (its labels: {', '.join(sorted(labels))}): choose another"
        )


@cache
def _kinds() -> dict[str, str]:
    """Return what the labels mean: "place" or "date"."""
    return {row["label"]: row["kind"] for row in read_rows("readers/labels.csv")}


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)[:200]
