"""Geocoders: the gazetteer as geopy knows them, and services asked politely. No network but the loopback."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.exc import GeocoderServiceError
from geopy.geocoders import get_geocoder_for_service
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from timeline.errors import InputError, OutputError, ServiceError
from timeline.extract.places import find_toponyms
from timeline.gazetteer import Gazetteer
from timeline.geocode import CachedGeocoder, EmbeddedGeocoder, geocode_place, open_geocoder
from timeline.reader import make_article


class FakeService:
    """Knows one village, counts what it is asked, and fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.asked: list[str] = []
        self.failures = failures

    def geocode(self, query: str) -> Location | None:
        self.asked.append(query)
        if self.failures:
            self.failures -= 1
            raise GeocoderServiceError("HTTP 503")
        if query != "Zyrplk":
            return None
        return Location("Zyrplk, Nowhere", (43.1, 131.9), {"address": {"country_code": "ru"}})


def cached(service: Any, folder: Path) -> CachedGeocoder:
    return CachedGeocoder(service, name="fake", cache_dir=folder, spacing_s=0)


def test_place_is_marked_with_the_service(tmp_path: Path) -> None:
    place = geocode_place(cached(FakeService(), tmp_path), "Zyrplk")
    assert place is not None
    assert (place.name, place.lat, place.lon) == ("Zyrplk", 43.1, 131.9)
    assert (place.country, place.timezone, place.geocoder) == ("RU", "Asia/Vladivostok", "fake")


@pytest.mark.parametrize("name", ["Zyrplk", "nowhere at all"])
def test_nothing_is_asked_twice(name: str, tmp_path: Path) -> None:
    service = FakeService()
    first = cached(service, tmp_path).geocode(name)
    second = cached(service, tmp_path).geocode(name)
    assert first == second
    assert service.asked == [name]


def test_a_passing_failure_is_tried_again(tmp_path: Path) -> None:
    service = FakeService(failures=1)
    assert cached(service, tmp_path).geocode("Zyrplk") is not None
    assert len(service.asked) == 2


def test_a_failing_service_is_an_error_and_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="fake was asked for 'Zyrplk' and failed"):
        cached(FakeService(failures=9), tmp_path).geocode("Zyrplk")
    assert cached(FakeService(), tmp_path).geocode("Zyrplk") is not None


def test_a_plain_geopy_geocoder_will_do() -> None:
    with pytest.raises(ServiceError, match="fakeservice was asked"):
        geocode_place(FakeService(failures=1), "Zyrplk")
    place = geocode_place(FakeService(), "Zyrplk")
    assert place is not None
    assert place.geocoder == "fakeservice"


def test_a_spoilt_cache_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "geocoder-fake.sqlite3").write_bytes(b"no database" * 100)
    with pytest.raises(OutputError, match="delete that file"):
        cached(FakeService(), tmp_path).geocode("Zyrplk")


@pytest.mark.parametrize(
    ("name", "said"), [("nosuch", "no geocoder is called"), ("opencage", "can't be opened")]
)
def test_unknown_or_keyless_services_are_said_so(name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        open_geocoder(name, cache_dir=tmp_path)


def test_service_is_asked_only_for_what_the_gazetteer_lacks(gazetteer: Gazetteer, tmp_path: Path) -> None:
    service = FakeService()
    story = make_article("He went from Paris to the village of Zyrplk and on to Zyrplk County in France.")
    toponyms = find_toponyms(story, gazetteer, geocoder=cached(service, tmp_path))
    assert "Zyrplk" in service.asked
    assert "Paris" not in service.asked
    found = {t.text: t.place.geocoder if t.place else None for t in toponyms}
    assert found["Zyrplk"] == "fake"
    assert found["Paris"] == "embedded"


# ---------------------------------------------------------------- a server on the loopback


@pytest.fixture
def nominatim() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    seen: list[dict[str, Any]] = []

    class Reply(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            seen.append({"query": query, "agent": self.headers["User-Agent"]})
            body = json.dumps(
                [{"lat": "42.43", "lon": "130.64", "display_name": "X", "address": {"country_code": "ru"}}]
            ).encode()
            self.send_response(500 if query["q"] == ["fail"] else 200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Reply)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}", seen
    server.shutdown()
    thread.join()


def test_nominatim_by_name(nominatim: tuple[str, list[dict[str, Any]]], tmp_path: Path) -> None:
    domain, seen = nominatim
    service = open_geocoder("nominatim", cache_dir=tmp_path, options={"domain": domain, "scheme": "http"})
    for _ in range(3):
        place = geocode_place(service, "Khasan")
    assert place is not None
    assert (place.lat, place.country, place.geocoder) == (42.43, "RU", "nominatim")
    assert len(seen) == 1
    assert seen[0]["agent"].startswith("dateline/")


# ---------------------------------------------------------------- the embedded gazetteer


def test_embedded_is_a_geopy_geocoder(gazetteer: Gazetteer) -> None:
    geocoder = EmbeddedGeocoder(gazetteer)
    assert isinstance(geocoder, Geocoder)
    assert isinstance(geocoder, get_geocoder_for_service("nominatim").__mro__[1])
    found = geocoder.geocode("Khasan", timeout=3)
    assert isinstance(found, Location)
    assert (round(found.latitude, 1), round(found.longitude, 1)) == (42.4, 130.6)
    assert found.raw["country"] == "RU"
    every = geocoder.geocode("Paris", exactly_one=False)
    assert isinstance(every, list)
    assert len(every) > 1
    assert geocoder.geocode("Zyrplk") is None


def test_embedded_by_name(gazetteer: Gazetteer) -> None:
    place = geocode_place(open_geocoder("embedded", cache_dir=gazetteer.folder.parent), "Paris")
    assert place is not None
    assert (place.country, place.geocoder) == ("FR", "embedded")
