"""The reader that a person asks for by name, with the settings that the environment has for it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.errors import InputError

if TYPE_CHECKING:
    from timeline.extract.readers import Reader

ReaderName = Annotated[
    str | None,
    typer.Option(
        "--reader",
        metavar="NAME",
        help="Ask a model for more names and dates: spacy:PIPELINE, or llm (DATELINE_LLM_URL, _MODEL, _KEY).",
    ),
]


def open_named_reader(name: str | None, cache_dir: Path | None) -> Reader | None:
    """Open the reader of that name; none where no name is given.

    Raises
    ------
    InputError
        If there is no such reader, its packages aren't installed, or a setting is missing or can't be read.
    """
    if name is None:
        return None
    from timeline.extract.readers import open_reader

    options = _model_options(os.environ, cache_dir) if name == "llm" else {}
    return open_reader(name, **options)


def _model_options(environment: Mapping[str, str], cache_dir: Path | None) -> dict[str, Any]:
    options: dict[str, Any] = {
        "url": environment.get("DATELINE_LLM_URL", "").strip(),
        "model": environment.get("DATELINE_LLM_MODEL", "").strip(),
        "key": environment.get("DATELINE_LLM_KEY", "").strip() or None,
        "cache_dir": cache_dir,
    }
    if timeout := environment.get("DATELINE_LLM_TIMEOUT", "").strip():
        try:
            options["timeout_s"] = float(timeout)
        except ValueError:
            raise InputError(
                f"DATELINE_LLM_TIMEOUT {timeout!r} is no number of seconds: give one such as 120"
            ) from None
    return options
