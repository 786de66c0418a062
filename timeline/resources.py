"""The only door to the tables in `data/`: the wheel's `timeline/_data/`, or the checkout's `data/`."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent


@cache
def data_folder() -> Path:
    """Return the folder that holds the packaged tables.

    Raises
    ------
    FileNotFoundError
        If neither the wheel's copy nor a checkout's `data/` is there.
    """
    for folder in (_HERE / "_data", _HERE.parent / "data"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no data folder beside {_HERE}: reinstall dateline")


def data_path(name: str) -> Path:
    """Return the path of a packaged table, such as ``"gazetteer/countries.csv"``."""
    return data_folder() / name


def read_toml(name: str) -> dict[str, Any]:
    """Read a packaged TOML table."""
    return tomllib.loads(data_path(name).read_text(encoding="utf-8"))


def read_rows(name: str) -> list[dict[str, str]]:
    """Read a packaged CSV table as one dict a row; lines that start with ``#`` are notes."""
    with data_path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def read_words(name: str) -> frozenset[str]:
    """Read a packaged list of words parted by blanks; lines that start with ``#`` are notes."""
    lines = data_path(name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def phrases_of(text: str) -> list[str]:
    """Return the phrases of a row, which are written with "_" for the blank."""
    return [word.replace("_", " ") for word in text.split()]
