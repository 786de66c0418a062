"""Every kind of archive is read whole: each story once, in order, and what can't be read is named."""

import gzip
import json
import pickle
from itertools import chain
from pathlib import Path

import fsspec
import pyarrow.parquet as pq
import pytest
from archives import WRITERS, read_ids, read_lines, stories, warc_record, write_lines, write_rows

from maps.archive import annotate, lines, sources, warc
from maps.archive.schema import SCHEMA
from maps.archive.sources import cut, find_files
from timeline.errors import DatelineError


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_stories_from_every_kind_of_file(tmp_path: Path, name: str) -> None:
    records = stories(6)
    WRITERS[name](tmp_path / name, records)
    summary = annotate(tmp_path / name, tmp_path / "out.jsonl")
    found = read_lines(tmp_path / "out.jsonl")
    assert (summary.read, summary.bad) == (6, 0)
    assert [story["id"] for story in found] == [record["id"] for record in records]
    assert [story["source"] for story in found] == ["The Example"] * 6
    assert found[2]["events"][0]["start"] == "2023-09-12"
    assert not (tmp_path / "errors.jsonl").exists()
    assert not (tmp_path / "out.jsonl.parts").exists()


def test_a_folder_of_story_files(tmp_path: Path) -> None:
    folder = tmp_path / "stories"
    (folder / "2022").mkdir(parents=True)
    (folder / "2022" / "a.txt").write_text("She left Paris on 3 May 2022.", encoding="utf-8")
    (folder / "b.md").write_text(
        "---\npublished: 2023-09-12\n---\nHe reached Oslo on Tuesday.", encoding="utf-8"
    )
    (folder / "c.html").write_bytes(warc_record(1, "She reached Rome.").split(b"\r\n\r\n", 2)[2])
    (folder / "empty.txt").touch()
    (folder / ".hidden.txt").write_text("no story", encoding="utf-8")
    summary = annotate(folder, tmp_path / "out.jsonl", text=True)
    found = read_lines(tmp_path / "out.jsonl")
    assert [story["id"] for story in found] == ["2022/a.txt", "b.md", "c.html"]
    assert found[1]["published"] == "2023-09-12"
    assert found[1]["text"].startswith("He reached")
    assert summary.bad == 1
    [error] = read_lines(tmp_path / "errors.jsonl")
    assert (error["file"], error["line"]) == ("empty.txt", None)
    assert "is empty" in error["reason"]


def test_a_glob_and_an_address_of_fsspec(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_lines(tmp_path / f"{name}.jsonl", stories(2))
    assert annotate(str(tmp_path / "*.jsonl"), tmp_path / "out" / "o.jsonl").read == 4
    with fsspec.open("memory://news/c.jsonl", "wb") as file:
        file.write((tmp_path / "a.jsonl").read_bytes())
    assert annotate("memory://news/c.jsonl", tmp_path / "out" / "m.jsonl").read == 2


def test_stories_with_the_same_id_are_all_kept(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", stories(3) + stories(3))
    annotate(tmp_path / "a.jsonl", tmp_path / "out.jsonl")
    assert [story["id"] for story in read_lines(tmp_path / "out.jsonl")] == ["s0", "s1", "s2"] * 2


def test_bad_lines_are_named_by_their_number(tmp_path: Path) -> None:
    good = json.dumps(stories(1)[0]).encode()
    bad = [
        b"{no json",
        b"",
        b'{"id": "b"}',
        b'"text"',
        b"[" * 20_000,
        b'{"id":7,"text":"x","published":"May"}',
    ]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join([b"\xef\xbb\xbf" + good, *bad, good]))
    summary = annotate(path, tmp_path / "out.jsonl")
    errors = read_lines(tmp_path / "errors.jsonl")
    assert (summary.read, summary.bad) == (2, 5)
    assert [error["line"] for error in errors] == [2, 4, 5, 6, 7]
    assert [error["id"] for error in errors] == [None, "b", None, None, 7]
    assert all(error["file"] == "a.jsonl" for error in errors)
    assert "no JSON" in errors[0]["reason"]


def test_half_a_character_is_written_as_a_question_mark(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"id": "\\ud83d", "text": "He left \\ud83d Paris on 3 May 2022."}', "utf-8"
    )
    annotate(tmp_path / "a.jsonl", tmp_path / "out.jsonl", text=True)
    [story] = read_lines(tmp_path / "out.jsonl")
    assert (story["id"], story["text"][:10]) == ("?", "He left ? ")


def test_lines_cut_anywhere_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = stories(40)
    path = write_lines(tmp_path / "a.jsonl", records)
    for size in (1, 7, 150, 151, 1000, 10**6):
        monkeypatch.setattr(lines, "CHUNK_BYTES", size)
        chunks = cut(find_files([str(path)]), tmp_path)
        ids = [piece.id for chunk in chunks for piece in chunk.pieces() if piece]
        assert ids == [record["id"] for record in records]


def test_a_chunk_is_a_small_description(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", stories(2000))
    write_rows(tmp_path / "a.parquet", stories(2000))
    chunks = cut(find_files([str(tmp_path)]), tmp_path / "staged")
    assert max(len(pickle.dumps(chunk)) for chunk in chunks) < 500


def test_parquet_keeps_all_that_lines_hold(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", [record | {"id": number} for number, record in enumerate(stories(6))])
    annotate(tmp_path / "a.jsonl", tmp_path / "out.jsonl", routes=True, text=True)
    annotate(tmp_path / "a.jsonl", tmp_path / "out", routes=True, text=True)
    [part] = (tmp_path / "out").glob("*.parquet")
    rows = pq.read_table(part).to_pylist()
    assert rows == [story | {"id": str(story["id"])} for story in read_lines(tmp_path / "out.jsonl")]
    assert list(rows[0]) == SCHEMA.names


def test_a_damaged_row_group_costs_its_own_rows_only(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.parquet", stories(900), group=300)
    data = bytearray(path.read_bytes())
    column = pq.ParquetFile(path).metadata.row_group(1).column(1)
    start = column.dictionary_page_offset or column.data_page_offset
    data[start : start + 200] = bytes(200)
    path.write_bytes(data)
    summary = annotate(path, tmp_path / "out")
    assert (summary.read, summary.bad) == (600, 300)
    assert read_ids(tmp_path / "out") == [f"s{number}" for number in chain(range(300), range(600, 900))]
    errors = read_lines(tmp_path / "out" / "errors.jsonl")
    assert [error["line"] for error in errors] == list(range(301, 601))
    assert "row group 2 can't be read" in errors[0]["reason"]


PAGES = [warc_record(number, f"She reached Rome in letter {number}.") for number in range(40)]
OTHERS = [warc_record(98, "x", kind="request"), warc_record(99, "x", status="404 Not Found")]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("size", [300, 2000, 10**6])
def test_web_archives_cut_anywhere_are_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool, size: int
) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(record) if packed else record for record in (*PAGES, *OTHERS)))
    monkeypatch.setattr(warc, "CHUNK_BYTES", size)
    pieces = [piece for chunk in cut(find_files([str(path)]), tmp_path) for piece in chunk.pieces()]
    assert [piece.id for piece in pieces if piece] == [f"<urn:uuid:{number}>" for number in range(40)]
    article = next(piece for piece in pieces if piece).read()
    assert article.source == "http://news.example/0"
    assert article.published is not None
    assert article.published.iso() == "2023-09-12"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("cut_off", [1, 30, 200, 420])
def test_a_web_archive_that_is_cut_off(tmp_path: Path, packed: bool, cut_off: int) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(page) if packed else page for page in PAGES[:5])[:-cut_off])
    summary = annotate(path, tmp_path / "out.jsonl")
    assert summary.bad == 1
    assert summary.read in {4, 5}
    assert "cut off" in (tmp_path / "errors.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [300, 2000, 10**6])
def test_a_damaged_record_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    members = [gzip.compress(page) for page in PAGES[:10]]
    members[4] = members[4][:40] + bytes(60) + members[4][100:]
    members[7] = bytes(len(members[7]))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(members))
    monkeypatch.setattr(warc, "CHUNK_BYTES", size)
    summary = annotate(path, tmp_path / "out.jsonl")
    assert (summary.read, summary.bad) == (8, 2)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.jsonl", None, "there is no file"),
        ("a.docx", b"x", "holds no file of stories"),
        ("a.csv", b"id,body\n1,x\n", "no column text (its columns: id, body)"),
        ("a.csv", b'id,text\n1,"' + b"x" * 31_000_000, "close its quotes"),
        ("a.parquet", b"PAR1 no PAR1", "no Parquet file"),
        ("a.jsonl.gz", gzip.compress(b"{}" * 9999)[:-20], "damaged or cut off"),
        ("a.jsonl.gz", b"no gzip", "damaged or cut off"),
    ],
)
def test_an_archive_that_cannot_be_used(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(DatelineError, match=words.replace("(", r"\(").replace(")", r"\)")):
        annotate(tmp_path / name, tmp_path / "out.jsonl")
    assert not list(tmp_path.glob("out*"))


def test_one_bad_file_among_good_ones(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", stories(2))
    (tmp_path / "b.parquet").write_bytes(b"no Parquet")
    (tmp_path / "c.warc").write_bytes(b"no web archive" * 30)
    summary = annotate(tmp_path, tmp_path / "out.jsonl")
    assert (summary.read, summary.bad) == (2, 2)
    assert [error["file"] for error in read_lines(tmp_path / "errors.jsonl")] == ["b.parquet", "c.warc"]


def test_csv_rows_with_too_many_cells_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "ID;Text\n1;She left Paris.\n2;a;b\n\n3;He left Rome.\n", encoding="utf-8"
    )
    summary = annotate(tmp_path / "a.csv", tmp_path / "out.jsonl")
    assert (summary.read, summary.bad) == (2, 1)
    [error] = read_lines(tmp_path / "errors.jsonl")
    assert error["line"] == 2
    assert "more cells" in error["reason"]


def test_every_kind_is_known() -> None:
    assert set(sources.KINDS.values()) == {"lines", "table", "rows", "page", "warc"}
