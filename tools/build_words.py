"""Build the word lists of `data/lexicon/` that no person keeps: words, given names and surnames of English.

    apt-get download wamerican && dpkg-deb -x wamerican_*.deb inputs
    pip download --no-deps --no-binary :all: --dest inputs names==0.3.0 && tar xzf inputs/names-0.3.0.tar.gz -C inputs
    python tools/build_words.py inputs

- `ordinary.en.txt`: words that SCOWL (the list behind Debian's `wamerican`) writes in lower case and that are also
  the name of some place in the gazetteer.
- `given.en.txt`: the given names of the 1990 census of the United States (public domain, as in the package `names`).
- `surnames.en.txt`: its commonest surnames.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from timeline.gazetteer import Gazetteer, fold

LEXICON = Path(__file__).resolve().parents[1] / "data" / "lexicon"
WORDS = Path("usr/share/dict/american-english")
CENSUS = Path("names-0.3.0/names")
SURNAMES_READ = 4000  # borne by one American in 25,000 or more
LINE = 110


def main(inputs: Path) -> None:
    """Write the three lists."""
    gazetteer = Gazetteer.open()
    words = (inputs / WORDS).read_text(encoding="utf-8").split()
    ordinary = {word for word in words if word.islower() and word.isalpha() and _is_place(word, gazetteer)}
    given = {*_census(inputs, "dist.male.first"), *_census(inputs, "dist.female.first")}
    surnames = [
        name for name in _census(inputs, "dist.all.last")[:SURNAMES_READ] if _is_place(name, gazetteer)
    ]
    _write("ordinary.en.txt", "Ordinary English words that are the names of places too: SCOWL.", ordinary)
    _write("given.en.txt", "Given names: U.S. census of 1990.", given)
    _write("surnames.en.txt", "Common surnames: U.S. census of 1990.", surnames)


def _is_place(word: str, gazetteer: Gazetteer) -> bool:
    return any(entry.role != "demonym" for entry in gazetteer.entries(fold(word)))


def _census(inputs: Path, name: str) -> list[str]:
    """Return the names of one list, the commonest first."""
    lines = (inputs / CENSUS / name).read_text(encoding="ascii").splitlines()
    return [line.split()[0].lower() for line in lines]


def _write(name: str, note: str, words: Iterable[str]) -> None:
    lines, line = [f"# {note}"], ""
    for word in sorted(words):
        if len(line) + len(word) >= LINE:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    (LEXICON / name).write_text("\n".join([*lines, line, ""]), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
