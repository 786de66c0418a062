"""Archives from the command line: annotate, find and merge as one chain."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import typer.main
from archives import stories, write_lines

from maps.cli import app

DOCS = (Path(__file__).parents[1] / "docs" / "archives.md").read_text(encoding="utf-8")

Run = Callable[..., tuple[int, str, str]]

TOLD = {
    "reuters.md": (
        "Reuters",
        "2023-09-12",
        "Mr Kim left Pyongyang by train on Sunday. He arrived in Khasan on Tuesday.",
    ),
    "yonhap.md": (
        "Yonhap",
        "2023-09-13",
        "Mr Kim left Pyongyang by train on Monday. He arrived in Khasan on Tuesday.",
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of stories that disagree on a day."""
    stories = tmp_path / "kim"
    stories.mkdir()
    for name, (source, published, text) in TOLD.items():
        head = f"---\nsource: {source}\npublished: {published}\n---\n"
        (stories / name).write_text(head + text, encoding="utf-8")
    return stories


def test_stories_are_merged_into_a_map(run: Run, folder: Path, tmp_path: Path) -> None:
    code, out, err = run("merge", folder, "-o", tmp_path / "map")
    assert code == 0, err
    assert "the sources disagree, Pyongyang, departure: Reuters: Sunday (10 Sept 2023); Yonhap: Monday" in out
    assert "The sources disagree" in (tmp_path / "map" / "map.html").read_text(encoding="utf-8")
    table = (tmp_path / "map" / "timeline.csv").read_text(encoding="utf-8")
    assert "Reuters: Sunday (10 Sept 2023); Yonhap: Monday (11 Sept 2023)" in table


def test_from_an_archive_to_the_stories_found_to_a_map(run: Run, folder: Path, tmp_path: Path) -> None:
    annotated, hits = tmp_path / "annotated", tmp_path / "hits.jsonl"
    assert run("annotate", folder, "-o", annotated)[0] == 0
    code, out, err = run(
        "find", "--place", "Khasan", "--from", "2023-09", "--near", "200km", annotated, "--stories", hits
    )
    assert code == 0, err
    assert out.count("Khasan") >= 2
    assert "2 events in 2 stories" in err
    assert run("find", annotated, "-o", tmp_path / "all.csv")[0] == 0
    assert run("map", tmp_path / "all.csv", "-o", tmp_path / "drawn")[0] == 0
    assert run("merge", hits, "-o", tmp_path / "map")[0] == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["find", "--near", "5km"], "add --place NAME"),
        (["find", "--place", "Qwxyzzy"], "knows no place"),
        (["find", "--from", "May"], "--from 'May' can't be read"),
        (["find"], "is no annotated archive"),
        (["annotate", "-o", "x.docx"], "neither a .jsonl file nor a folder"),
        (["annotate", "--scheduler", "nowhere", "-o", "x.jsonl"], "no Dask scheduler answers at nowhere"),
    ],
)
def test_bad_input_ends_in_one_sentence(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*args, folder)
    assert code == 2
    assert words in err
    assert err.count("\n") == 1
    assert not out


@pytest.mark.parametrize("name", ["annotate", "merge", "find"])
def test_every_option_is_described(name: str) -> None:
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    for option in (name for param in command.params for name in param.opts if name.startswith("--")):
        assert option in DOCS or option == "--out" or option == "--title", option


def test_the_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [block] = re.findall(r"```python\n(.*?)```", DOCS, re.DOTALL)
    (tmp_path / "news").mkdir()
    write_lines(tmp_path / "news" / "a.jsonl", stories(6))
    monkeypatch.chdir(tmp_path)
    exec(compile(block.replace("workers=4", "workers=1"), "archives.md", "exec"), {})
    assert "</html>" in (tmp_path / "map.html").read_text(encoding="utf-8")
