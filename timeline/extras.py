"""Packages of an extra: asked for when they are used, and named where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from timeline.errors import InputError


def require(module: str, purpose: str, *, extra: str) -> Any:
    """Import a module that comes with an extra of Dateline, such as "archive".

    Raises
    ------
    InputError
        If it isn't installed: the message says how to get it.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if error.name is None or error.name.partition(".")[0] != package:
            raise
        raise InputError(
            f"{purpose} needs {package}, which isn't installed: pip install 'dateline[{extra}]'"
        ) from error
