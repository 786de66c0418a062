"""A language model's endpoint on loopback that answers what it is told to, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "tiny-model"


@dataclass(kw_only=True)
class Answer:
    """One HTTP answer: sent after `delay_s`, and a byte at a time where `drips`."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    drips: bool = False


def says(content: str | None, *, finish: str = "stop", refusal: str | None = None) -> Answer:
    """Answer as chat completions do."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return Answer(body=json.dumps({"id": "x", "object": "chat.completion", "choices": [choice]}).encode())


def finds(
    places: Sequence[tuple[str, str]] = (), dates: Sequence[tuple[str, str, str | None]] = ()
) -> Answer:
    """Answer by the schema: names with their quotes, dates with quote and value."""
    found = {
        "places": [{"words": words, "quote": quote} for words, quote in places],
        "dates": [{"words": words, "quote": quote, "edtf": edtf} for words, quote, edtf in dates],
    }
    return says(json.dumps(found, ensure_ascii=False))


@dataclass(kw_only=True)
class Asked:
    """One request: its path, headers and body."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


class FakeModel:
    """Gives its answers in turn, the last one again and again."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answers: list[Answer] = []
        self.asked: list[Asked] = []

    def next_answer(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def serve_model() -> Iterator[FakeModel]:
    """Start such an endpoint on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.asked.append(Asked(path=self.path, headers=dict(self.headers), body=body))
            answer = model.next_answer()
            time.sleep(answer.delay_s)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            try:
                for at in range(len(answer.body)) if answer.drips else ():
                    self.wfile.write(answer.body[at : at + 1])
                    self.wfile.flush()
                    time.sleep(0.02)
                if not answer.drips:
                    self.wfile.write(answer.body)
            except (BrokenPipeError, ConnectionResetError):
                pass  # whoever asked has lost patience

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        model = FakeModel(f"http://127.0.0.1:{server.server_port}/v1")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield model
        finally:
            server.shutdown()
            thread.join()
