"""Tiny spaCy pipelines, trained in a second on sentences of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.training import Example
from spacy.util import fix_random_seed

EPOCHS = 25
PLACES = ("Same", "Zyrplk", "Moshi", "Quellmouth")
DATES = ("May", "5 May", "the 9th")


def train_pipeline(folder: Path, *, labels: tuple[str, str] = ("GPE", "DATE")) -> Path:
    """Train a recogniser of a few names and dates under two labels, save it, and return its folder."""
    fix_random_seed(0)
    pipeline = spacy.blank("en")
    pipeline.meta["name"] = "tiny"
    pipeline.add_pipe("ner")
    examples = [
        _example(pipeline, template.format(place, date), [(place, labels[0]), (date, labels[1])])
        for template in (
            "She reached {0} on {1}.",
            "With {1} they had come to {0}.",
            "Then {0} was theirs by {1}.",
        )
        for place in PLACES
        for date in DATES
    ]
    optimizer = pipeline.initialize(lambda: examples)
    for _ in range(EPOCHS):
        pipeline.update(examples, sgd=optimizer)
    pipeline.to_disk(folder)
    return folder


def _example(pipeline: Any, text: str, entities: Sequence[tuple[str, str]]) -> Any:
    marked = [(at := text.index(words), at + len(words), label) for words, label in entities]
    return Example.from_dict(pipeline.make_doc(text), {"entities": marked})
