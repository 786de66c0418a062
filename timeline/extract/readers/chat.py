"""Asking a language model over HTTP: any endpoint that speaks OpenAI's chat completions with structured output.

The key goes into one header and nowhere else; what a server says is shortened before it stands in a message.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import requests
import urllib3
from pydantic import BaseModel, Field, ValidationError
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

import timeline
from timeline.errors import InputError, RefusedError, ServiceError

TIMEOUT_S: Final = 120.0  # for one answer: a model on an ordinary machine thinks for a minute
TRIES: Final = 3  # where a server is busy or fails
LONGEST_WAIT_S: Final = 60.0  # that a busy server may ask for between two tries
BUSY: Final = (429, 500, 502, 503, 504)
MAX_BYTES: Final = 4_000_000  # of one answer; a piece of a story needs some 10,000
MOST_WORDS: Final = 200  # characters of what a server says about a failure
_CHUNK: Final = 1 << 16


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Completion(BaseModel):
    """What is looked at in an answer; servers add much else."""

    choices: list[_Choice] = Field(min_length=1)


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """Where a model is asked, and as who. `url` is the base, such as ``https://api.example.com/v1``.

    Raises
    ------
    InputError
        If the address is none of a web server, the model has no name, or the key holds what no header can.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout_s: float = TIMEOUT_S

    def __post_init__(self) -> None:
        if not self.url or not self.model:
            missing = " and ".join(
                name
                for name, value in (("DATELINE_LLM_URL", self.url), ("DATELINE_LLM_MODEL", self.model))
                if not value
            )
            raise InputError(f"no language model to ask: set {missing} (in Python: url=..., model=...)")
        if not _is_address(self.url):
            raise InputError(
                "DATELINE_LLM_URL is no address of a server: give one such as https://api.example.com/v1"
            )
        if self.key is not None and not (self.key.isascii() and self.key.isprintable()):
            raise InputError("DATELINE_LLM_KEY holds characters that no key has: copy it again")
        if not 0 < self.timeout_s < math.inf:
            raise InputError("DATELINE_LLM_TIMEOUT is no number of seconds above 0: give one such as 120")

    @property
    def host(self) -> str:
        """The server's name and port, as messages call it: an address may hold a password."""
        parts = urlsplit(self.url)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)

    def ask(self, instructions: str, text: str, schema: dict[str, Any]) -> str:
        """Send instructions and, apart from them, a text; return what the model answered.

        A server that is busy or fails is asked again, as late as it says.

        Parameters
        ----------
        schema
            The JSON schema that the answer is to keep. Whether it does is for the caller to check.

        Raises
        ------
        RefusedError
            If the server knows neither the key nor the model.
        ServiceError
            If it can't be reached, doesn't answer in time, fails, or the model refuses or is cut short.
        """
        response, body = self._post(
            {
                "model": self.model,
                "messages": [
                    {"role": "system", "content": instructions},
                    {"role": "user", "content": text},
                ],
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": "found", "strict": True, "schema": schema},
                },
            }
        )
        if response.status_code != 200:
            raise self._failure(response, body)
        return self._content(body)

    def _post(self, question: dict[str, Any]) -> tuple[requests.Response, bytes]:
        parts = urlsplit(self.url)
        address = urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/chat/completions"))
        try:
            with _session() as session, session.post(
                address, json=question, auth=self._sign, timeout=self.timeout_s, allow_redirects=False, stream=True
            ) as response:  # fmt: skip
                return response, self._body(response)
        except ServiceError:
            raise
        except (requests.Timeout, urllib3.exceptions.TimeoutError) as error:
            raise self._late() from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise ServiceError(
                f"{self.host} can't be reached ({_reason(error)}): check DATELINE_LLM_URL, and that the server runs"
            ) from error

    def _sign(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Put the key in its header; as `auth`, so that no password of a .netrc file takes its place."""
        if self.key:
            request.headers["Authorization"] = f"Bearer {self.key}"
        return request

    def _body(self, response: requests.Response) -> bytes:
        """Read an answer as it comes: some servers send blanks as long as the model thinks."""
        body, deadline = bytearray(), monotonic() + self.timeout_s
        while part := response.raw.read1(_CHUNK, decode_content=True):
            body += part
            if len(body) > MAX_BYTES:
                raise ServiceError(f"{self.host} sends more than an answer can be long: try another model")
            if monotonic() > deadline:
                raise self._late()
        return bytes(body)

    def _content(self, body: bytes) -> str:
        try:
            choice = _Completion.model_validate_json(body).choices[0]
        except ValidationError as error:
            raise ServiceError(
                f"{self.host} doesn't answer as chat completions do: check DATELINE_LLM_URL, which often ends in /v1"
            ) from error
        if choice.message.refusal or choice.finish_reason == "content_filter":
            said = self.printable(choice.message.refusal or "content filter")
            raise ServiceError(f"{self.model} refused to read the story ({said}): try another model")
        if choice.finish_reason == "length":
            raise ServiceError(
                f"{self.model} was cut short in its answer: let the server give it more tokens, or try another model"
            )
        if not choice.message.content:
            raise ServiceError(f"{self.model} answered nothing: try again, or another model")
        return choice.message.content

    def _failure(self, response: requests.Response, body: bytes) -> ServiceError:
        status = response.status_code
        if status in (401, 403):
            return RefusedError(f"{self.host} doesn't take the key ({status}): check DATELINE_LLM_KEY")
        if status == 404:
            return RefusedError(
                f"{self.host} knows no model {self.model!r}, or not this address (404): "
                "check DATELINE_LLM_MODEL and DATELINE_LLM_URL"
            )
        if status == 429:
            return ServiceError(
                f"{self.host} was asked {TRIES} times and is still busy (429): try again later"
            )
        if status in BUSY:
            return ServiceError(f"{self.host} was asked {TRIES} times and failed ({status}): try again later")
        said = self.printable(body.decode("utf-8", "replace"))
        return ServiceError(
            f"{self.host} didn't take the question ({status}: {said or 'it says nothing'}): "
            "choose a model that answers by a JSON schema, and check DATELINE_LLM_URL"
        )

    def _late(self) -> ServiceError:
        return ServiceError(
            f"{self.host} didn't answer within {self.timeout_s:g} s: try again, or raise DATELINE_LLM_TIMEOUT"
        )

    def printable(self, said: str) -> str:
        """Return what came from outside on one line, without the key and without what moves a terminal's cursor."""
        if self.key:
            said = said.replace(self.key, "…")
        plain = "".join(letter if letter.isprintable() else " " for letter in said[: 10 * MOST_WORDS])
        return " ".join(plain.split())[:MOST_WORDS]


class _Patience(Retry):
    """Asks again as late as a server says, within reason; where that can't be read ("2.5"), after a pause of its own."""

    def get_retry_after(self, response: urllib3.BaseHTTPResponse) -> float | None:
        try:
            asked = super().get_retry_after(response)
        except urllib3.exceptions.InvalidHeader:
            return None
        return asked if asked is None else min(asked, LONGEST_WAIT_S)


def _session() -> requests.Session:
    session = requests.Session()
    session.headers["User-Agent"] = f"dateline/{timeline.__version__}"
    retries = _Patience(
        total=TRIES - 1, connect=0, read=False, redirect=False, backoff_factor=0.5,
        status_forcelist=BUSY, allowed_methods=None, raise_on_status=False,
    )  # fmt: skip
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retries))
    return session


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # "http://[1", "http://host:port"
        return False


def _reason(error: BaseException) -> str:
    """Return what the operating system said, at the bottom of the errors of three libraries."""
    at: BaseException | None = error
    reason = type(error).__name__
    while at is not None:
        if isinstance(at, OSError) and at.strerror:
            reason = at.strerror
        at = at.__cause__ or at.__context__
    return reason
