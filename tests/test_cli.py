"""The command line as a person meets it: what is written, what is printed, and what bad input is told."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from maps.cli import main

SEEDS = Path(__file__).parents[1] / "seeds"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `dateline` in this process: exit code, standard output, standard error."""

    def call(*args: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, args)])
        monkeypatch.setenv("COLUMNS", "160")
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_the_founding_story_from_text_to_page(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("map", SEEDS / "kim-2023.md", "-o", tmp_path)
    assert code == 0
    assert {"map.html", "timeline.csv", "journey.geojson"} <= {path.name for path in tmp_path.iterdir()}
    assert str(tmp_path / "map.html") in out.replace("\n", "")
    features = json.loads((tmp_path / "journey.geojson").read_text())["features"]
    assert {"Pyongyang", "Khasan"} <= {f["properties"].get("title") for f in features}


def test_a_corrected_timeline_is_drawn_again(run: Run, tmp_path: Path) -> None:
    run("map", SEEDS / "kim-2023.md", "-o", tmp_path / "first")
    table = tmp_path / "first" / "timeline.csv"
    corrected = table.read_text(encoding="utf-8").replace(",Khasan,RU,", ",Tumangang,KP,")
    table.write_text(corrected, encoding="utf-8")
    code, out, _ = run("map", table, "-o", tmp_path / "second")
    assert code == 0
    assert "Tumangang" in out
    assert (tmp_path / "second" / "timeline.csv").read_text(encoding="utf-8") == corrected


def test_the_timeline_goes_to_standard_output(run: Run) -> None:
    code, out, _ = run("timeline", SEEDS / "tour-1903.md")
    assert code == 0
    assert out.splitlines()[0].startswith("order,event_id,start,end,edtf")
    assert "1903-07-05" in out


@pytest.mark.parametrize("suffix", ["csv", "json", "parquet"])
def test_the_timeline_goes_to_a_file(run: Run, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t.{suffix}"
    assert run("timeline", SEEDS / "flight-1919.md", "-o", path)[0] == 0
    assert path.stat().st_size > 0


def test_a_bad_line_is_skipped_and_the_rest_is_done(run: Run, tmp_path: Path) -> None:
    stories, done = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    good = {
        "id": "a",
        "text": "She left Paris on 3 May 2022 and reached Rome by train.",
        "published": "2022-05-09",
    }
    lines = [json.dumps(good), "{no json", json.dumps({"id": "b"}), json.dumps(good | {"id": "c"})]
    stories.write_text("\n".join(lines), encoding="utf-8")
    code, _, err = run("annotate", stories, "-o", done)
    records = [json.loads(line) for line in done.read_text(encoding="utf-8").splitlines()]
    assert [record["id"] for record in records] == ["a", "c"]
    assert code == 1
    assert "line 2" in err
    assert "line 3" in err
    for item in (*records[0]["timexes"], *records[0]["toponyms"]):
        assert good["text"][item["start"] : item["end"]] == item["text"]


def test_what_the_gazetteer_knows(run: Run) -> None:
    code, out, _ = run("place", "Khasan")
    assert code == 0
    assert "RU" in out.splitlines()[3]


def without_date(tmp_path: Path) -> list[str | Path]:
    story = tmp_path / "s.txt"
    story.write_text("She left Paris on Tuesday for Rome.", encoding="utf-8")
    return ["timeline", story]


def written(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


CSV = b"place,lat,lon,start\nParis,48.85,2.35,2022-05-03\n"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (lambda t: ["map", t / "none.txt"], "there is no file"),
        (lambda t: ["map", written(t, "s.txt", b"")], "is empty"),
        (lambda t: ["map", written(t, "s.txt", b"\0\1\2" * 99)], "not text"),
        (lambda t: ["map", t], "is a folder"),
        (without_date, "--published YYYY-MM-DD"),
        (lambda t: ["map", SEEDS / "kim-2023.md", "--published", "12/09/23"], "write it as YYYY-MM-DD"),
        (lambda t: ["map", SEEDS / "kim-2023.md", "--published", "2023-02-30"], "no day of the calendar"),
        (lambda t: ["place", "Qwxyzzy"], "knows no place"),
        (lambda t: ["place", "Paris", "--near", "Qwxyzzy"], "to be near"),
        (lambda t: ["map", "http://127.0.0.1:9/story.html"], "can't be reached"),
        (lambda t: ["map", written(t, "t.csv", CSV.replace(b"lat", b"latitude"))], "lacks the column lat"),
        (lambda t: ["map", written(t, "t.csv", CSV.replace(b"48.85", b"95"))], "between -90 and 90"),
        (lambda t: ["map", written(t, "t.csv", CSV.replace(b"2022-05-03", b"May"))], "write the day as"),
        (lambda t: ["timeline", SEEDS / "kim-2023.md", "-o", t / "x.docx"], "choose one of these endings"),
        (lambda t: ["annotate", t / "none.jsonl", "-o", t / "o.jsonl"], "none.jsonl"),
    ],
)  # fmt: skip
def test_bad_input_ends_in_one_sentence(
    run: Run, tmp_path: Path, args: Callable[[Path], list[str | Path]], words: str
) -> None:
    code, out, err = run(*args(tmp_path))
    assert code == 2
    assert words in err
    assert err.startswith("dateline: ")
    assert err.count("\n") == 1
    assert not out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    code, _, err = run("map", SEEDS / "kim-2023.md", "-o", tmp_path / "out")
    assert (code, "can't be written" in err) == (2, True)


def test_a_folder_that_is_a_file(run: Run, tmp_path: Path) -> None:
    code, _, err = run("map", SEEDS / "kim-2023.md", "-o", written(tmp_path, "file", b"x"))
    assert (code, "can't be written" in err) == (2, True)


def test_one_line_of_ten_megabytes(run: Run, tmp_path: Path) -> None:
    story = written(
        tmp_path, "s.txt", b"She went from Paris to Rome on 3 May 2022. " + b"and so on and on " * 600_000
    )
    code, out, _ = run("timeline", story, "--published", "2022-06-01")
    assert code == 0
    assert out.startswith("order,")
