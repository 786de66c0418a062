"""Archives to try the commands on: the same stories in every kind of file."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Record = dict[str, Any]

SENTENCES = (
    "She left Paris on 3 May 2022 and reached Rome by train on 5 May 2022.",
    'He flew from Berlin to Oslo on 7 June 2021, and later, he said, "to Rome".',
    "On Tuesday the president arrived in Khasan by train.",
)


def stories(count: int) -> list[Record]:
    """Return short stories, each with an id of its own."""
    return [
        {
            "id": f"s{number}",
            "text": f"{SENTENCES[number % len(SENTENCES)]} It was letter {number}.",
            "published": "2023-09-12",
            "source": "The Example",
        }
        for number in range(count)
    ]


def write_lines(path: Path, records: Sequence[Record]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def write_packed_lines(path: Path, records: Sequence[Record]) -> Path:
    path.write_bytes(gzip.compress(b"".join(json.dumps(record).encode() + b"\n" for record in records)))
    return path


def write_csv(path: Path, records: Sequence[Record]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(records[0]))
        writer.writeheader()
        writer.writerows(records)
    return path


def write_rows(path: Path, records: Sequence[Record], group: int = 1000) -> Path:
    pq.write_table(pa.Table.from_pylist(list(records)), path, row_group_size=group)
    return path


WRITERS: dict[str, Callable[[Path, Sequence[Record]], Path]] = {
    "a.jsonl": write_lines,
    "a.jsonl.gz": write_packed_lines,
    "a.csv": write_csv,
    "a.parquet": write_rows,
}


def warc_record(number: int, text: str, *, kind: str = "response", status: str = "200 OK") -> bytes:
    """Return a record of a web archive that holds a page."""
    page = (
        f"<html><head><title>Letter {number}</title>"
        '<meta property="article:published_time" content="2023-09-12"></head>'
        f"<body><article><h1>Letter {number}</h1><p>{text}</p><p>{' '.join(SENTENCES)}</p></article></body></html>"
    ).encode()
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".encode() + page
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Target-URI: http://news.example/{number}\r\nWARC-Date: 2023-09-13T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def read_lines(path: Path) -> list[Record]:
    """Return the objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_ids(folder: Path) -> list[str]:
    """Return the ids of the stories in a folder of Parquet, in order."""
    parts = sorted(folder.glob("*.parquet"))
    return [story_id for part in parts for story_id in pq.read_table(part)["id"].to_pylist()]
