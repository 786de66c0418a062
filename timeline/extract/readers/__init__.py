"""Readers: Dateline's own rules, and whom to ask besides them: a spaCy pipeline, a language model, a plug-in.

A reader finds names of places and dates. What they mean, and who moved where, Dateline makes out itself.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any, Final, Protocol

from timeline.article import Article
from timeline.errors import InputError
from timeline.extras import require
from timeline.mentions import Mentions

ENTRY_POINTS: Final = "dateline.readers"


class Reader(Protocol):
    """Anything that finds names of places and dates in a story."""

    @property
    def name(self) -> str:
        """What the evidence calls it: the program, and the model with its version."""
        ...

    def read(self, article: Article, /) -> Mentions:
        """Return what stands in a story, by offset.

        Raises
        ------
        ServiceError
            If a service that it asks fails to answer.
        """
        ...


def open_reader(name: str, **options: Any) -> Reader:
    """Open a reader by name: "spacy:MODEL", "llm", or one that is registered ("NAME" or "NAME:MODEL").

    Parameters
    ----------
    options
        For "llm" those of `open_model`: `url`, `model`, `key`, `timeout_s`, `cache_dir`. A registered reader
        is called with the MODEL and these.

    Raises
    ------
    InputError
        If nobody knows such a reader, its packages aren't installed, or it lacks what it needs.
    """
    kind, _, model = name.partition(":")
    if kind == "spacy":
        from timeline.extract.readers.spacy import open_pipeline

        return open_pipeline(model)
    if kind == "llm":
        for package in ("pydantic", "requests"):
            require(package, "asking a language model", extra="llm")
        from timeline.extract.readers.llm import open_model

        return open_model(**options)
    registered = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    if kind not in registered:
        known = ", ".join(["spacy:MODEL", "llm", *sorted(registered)])
        raise InputError(f"there is no reader {name!r}: choose from {known}")
    reader: Reader = registered[kind].load()(model, **options)
    return reader
