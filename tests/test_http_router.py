"""Routing servers: a real OSRM with a railway of our own, and servers that answer what they shouldn't."""

import json
import os
import platform
import socket
import subprocess
import sys
import threading
import time
import zipfile
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from maps.cli import main
from maps.door import route
from maps.journey import Point, Route
from maps.routing.http import FallbackRouter, HttpRouter, open_engine, with_fallback
from timeline.errors import InputError, ServiceError
from timeline.events import Event
from timeline.mentions import Span
from timeline.places import Place
from timeline.table import to_frame

WHEEL = "osrm-bindings==26.10.0"  # holds the plain programs of OSRM, which need no Python
MAP = Path(__file__).parent / "osrm"

KHASAN = Place(name="Khasan", lat=42.4308, lon=130.6456, country="RU", kind="station")
VLADIVOSTOK = Place(name="Vladivostok", lat=43.1116, lon=131.8818, country="RU", kind="city")
USSURIYSK = Place(name="Ussuriysk", lat=43.80, lon=131.966, country="RU", kind="city")
SIDING = Place(name="Siding", lat=44.50, lon=133.50, country="RU")
SLAVYANKA = Place(name="Slavyanka", lat=42.86, lon=131.38, country="RU", kind="city")
PYONGYANG = Place(name="Pyongyang", lat=39.0339, lon=125.7543, country="KP", kind="city")
RUSSIA = Place(name="Russia", lat=60, lon=100, country="RU", kind="country")


# ---------------------------------------------------------------- a real OSRM


@pytest.fixture(scope="module")
def osrm_programs(tmp_path_factory):
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        pytest.skip("OSRM is unpacked from a wheel for Linux on x86_64")
    folder = tmp_path_factory.mktemp("osrm")
    ask = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    ask += ["--python-version", "3.12", "--dest", str(folder), WHEEL]
    got = subprocess.run(ask, capture_output=True, text=True, timeout=300, check=False)
    if got.returncode:
        reason = f"{WHEEL} can't be had: {got.stderr.strip().splitlines()[-1:]}"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    for program in (folder / "osrm" / "bin").iterdir():
        program.chmod(0o755)
    return folder / "osrm" / "bin"


@pytest.fixture(scope="module")
def osrm(osrm_programs, tmp_path_factory):
    """The address of an OSRM on the loopback that knows the railways of `osrm/khasan.osm`."""
    folder = tmp_path_factory.mktemp("network")
    (folder / "khasan.osm").write_bytes((MAP / "khasan.osm").read_bytes())
    for step in (
        ["osrm-extract", "-p", str(MAP / "rail.lua"), "khasan.osm"],
        ["osrm-contract", "khasan.osrm"],
    ):
        subprocess.run(
            [osrm_programs / step[0], *step[1:]], cwd=folder, check=True, capture_output=True, timeout=60
        )
    port = free_port()
    serve = [osrm_programs / "osrm-routed", "-i", "127.0.0.1", "-p", str(port), "-t", "1", "khasan.osrm"]
    with subprocess.Popen(serve, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
        server.terminate()


def free_port():
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def wait_for(port):
    for _ in range(100):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("osrm-routed didn't start")


def test_osrm_leads_along_its_railway(osrm):
    found = HttpRouter("osrm", osrm, "rail").route_leg(KHASAN, VLADIVOSTOK)
    assert found.method == "http:osrm"
    assert found.distance_km == pytest.approx(242, abs=1)
    assert Point(43.6905, 131.895) in found.points
    assert (found.points[0], found.points[-1]) == (
        (KHASAN.lat, KHASAN.lon),
        (VLADIVOSTOK.lat, VLADIVOSTOK.lon),
    )
    assert found.note is None


def test_osrm_goes_through_via(osrm):
    router = HttpRouter("osrm", osrm + "/", "rail")
    assert Point(43.80, 131.966) in router.route_leg(KHASAN, VLADIVOSTOK, via=(USSURIYSK,)).points


def test_osrm_off_its_railway(osrm):
    router = HttpRouter("osrm", osrm, "rail")
    assert router.route_leg(KHASAN, SLAVYANKA, forbid=frozenset({"KP"})).note == (
        "the way lies 7 km off Slavyanka; osrm can't keep out of KP"
    )
    for place in (SIDING, PYONGYANG):  # nothing leads there; far off the map
        assert router.route_leg(KHASAN, place) is None
    assert router.explain_missing(KHASAN, SIDING) == f"osrm at {osrm} knows no way from Khasan to Siding"
    assert router.route_leg(KHASAN, RUSSIA) is None
    assert router.explain_missing(KHASAN, RUSSIA) == "Russia is too wide for one station or street"


def timeline_of(*places):
    return to_frame(
        [
            Event(id=f"e{number}", kind="arrival", status="happened", role="stop", actor=None, time=None, place=place,
                  mode="rail", quote="", span=Span(0, 0))
            for number, place in enumerate(places)
        ]
    )  # fmt: skip


def test_a_journey_asks_the_server_and_says_where_it_knows_no_way(osrm):
    story = timeline_of(PYONGYANG, KHASAN, VLADIVOSTOK)
    servers = open_engine("osrm", osrm, ("rail", "road", "foot"))
    far, near = route(story, router=servers).legs
    assert (far.route.method, near.route.method) == ("great-circle", "http:osrm")
    assert far.route.note.endswith("knows no way from Pyongyang to Khasan")


# ---------------------------------------------------------------- servers that fail


@contextmanager
def answering(status, body, kind="application/json"):
    """Serve one answer to everything, on the loopback."""

    class Handler(BaseHTTPRequestHandler):
        asked = 0

        def do_GET(self):
            type(self).asked += 1
            length = int(self.headers.get("Content-Length") or 0)
            self.rfile.read(length)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        do_POST = do_GET

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", Handler
        server.shutdown()
        thread.join()


VALHALLA = json.dumps(
    {
        "trip": {
            "legs": [{"shape": "_oxapAosbbyF_ibE_ibE", "summary": {"time": 60, "length": 12.5}}],
            "status": 0,
        }
    }
)
GRAPHHOPPER = json.dumps(
    {"paths": [{"points": "_p~iF~ps|U_ulLnnqC", "distance": 12500.0, "time": 60000, "points_encoded": True}]}
)


@pytest.mark.parametrize(("engine", "body"), [("valhalla", VALHALLA), ("graphhopper", GRAPHHOPPER)])
def test_other_engines_answer_in_their_own_words(engine, body):
    with answering(200, body) as (url, _):
        lost = HttpRouter(engine, url, "road")
        line, length_km = lost._ask([(0.0, 0.0), (1.0, 1.0)])
        start, end = (Place(name=name, lat=p.lat, lon=p.lon) for name, p in (("A", line[0]), ("B", line[-1])))
        found = lost.route_leg(start, end)
    assert (length_km, found.distance_km, found.method) == (12.5, 12.5, f"http:{engine}")


@pytest.mark.parametrize(
    ("engine", "status", "body"),
    [
        ("osrm", 400, '{"code": "NoSegment", "message": "One of the supplied input coordinates"}'),
        ("valhalla", 400, '{"error_code":442,"error":"No path could be found for input"}'),
        (
            "graphhopper",
            400,
            '{"hints":[{"details":"com.graphhopper.util.exceptions.PointNotFoundException"}]}',
        ),
    ],
)
def test_no_way_is_an_answer(engine, status, body):
    with answering(status, body) as (url, _):
        assert HttpRouter(engine, url, "road").route_leg(KHASAN, VLADIVOSTOK) is None


@pytest.mark.parametrize(
    ("status", "body", "kind", "reason"),
    [
        (404, "<h1>Not here</h1>", "text/html", "it answered 404"),
        (400, '{"code":"InvalidUrl"}', "application/json", "it answered 400"),
        (500, "broken", "text/plain", "it answered 500"),
        (200, "<h1>Welcome</h1>", "text/html", "its answer is no route"),
        (200, '{"hello": "world"}', "application/json", "its answer is no route"),
        (200, '{"code":"Ok","routes":[]}', "application/json", "its answer is no route"),
        (200, "[]", "application/json", "its answer is no route"),
    ],
)
@pytest.mark.parametrize("engine", ["osrm", "valhalla", "graphhopper"])
def test_a_wrong_server_is_an_error_that_says_so(engine, status, body, kind, reason):
    with answering(status, body, kind) as (url, _), pytest.raises(ServiceError) as caught:
        HttpRouter(engine, url, "road").route_leg(KHASAN, VLADIVOSTOK)
    assert str(caught.value) == (
        f"{engine} at {url} led no way ({reason}): "
        "check the address, or let the packaged networks stand in (--fallback)"
    )


def test_a_server_that_is_down():
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(ServiceError, match="it can't be reached"):
        HttpRouter("osrm", url, "rail").route_leg(KHASAN, VLADIVOSTOK)
    routers = with_fallback(open_engine("osrm", url, ("rail", "road")), {"rail": Straight()})
    route = routers["rail"].route_leg(KHASAN, VLADIVOSTOK)
    assert (route.method, route.note) == (
        "network:test",
        f"osrm at {url} failed: led along the packaged network instead; by hand",
    )
    assert routers["road"].route_leg(KHASAN, VLADIVOSTOK) is None
    assert routers["road"].explain_missing(KHASAN, VLADIVOSTOK) == (
        f"osrm at {url} failed, and no packaged network leads from Khasan to Vladivostok"
    )


class Straight:
    """A packaged router that knows every way."""

    def route_leg(self, start, end, *, via=(), forbid=frozenset()):
        points = Point(start.lat, start.lon), Point(end.lat, end.lon)
        return Route(points=points, distance_km=1.0, method="network:test", note="by hand")


def test_a_server_that_failed_is_not_asked_again():
    with answering(500, "broken", "text/plain") as (url, handler):
        router = FallbackRouter(HttpRouter("osrm", url, "rail"), Straight())
        for _ in range(3):
            assert router.route_leg(KHASAN, VLADIVOSTOK).note.startswith(f"osrm at {url} failed")
        assert handler.asked == 1


@pytest.mark.parametrize(
    ("engine", "url", "words"),
    [
        (
            "google",
            "http://127.0.0.1:5000",
            "there is no routing engine 'google': choose from osrm, valhalla",
        ),
        ("osrm", "localhost:5000", "'localhost:5000' is no address of a server: give one such as http"),
        ("osrm", "file:///etc/passwd", "is no address of a server"),
        ("osrm", "", "'' is no address of a server"),
    ],
)
def test_bad_engines_and_addresses(engine, url, words):
    with pytest.raises(InputError, match=words):
        open_engine(engine, url, ("rail",))


def test_valhalla_leads_no_trains():
    assert set(open_engine("valhalla", "http://127.0.0.1:1", ("rail", "road", "foot"))) == {"road", "foot"}


@pytest.mark.parametrize("fallback", [False, True])
def test_the_command_line_with_a_server_that_is_down(fallback, tmp_path, monkeypatch, capsys):
    table, url = tmp_path / "timeline.csv", f"http://127.0.0.1:{free_port()}"
    timeline_of(KHASAN, USSURIYSK).to_csv(table, index=False)
    words = [
        "dateline",
        "map",
        str(table),
        "-o",
        str(tmp_path / "out"),
        "--router",
        "osrm",
        "--router-url",
        url,
    ]
    monkeypatch.setattr(sys, "argv", words + ["--fallback"] * fallback)
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    if fallback:
        assert ended.value.code == 0
        legs = (tmp_path / "out" / "legs.csv").read_text(encoding="utf-8")
        assert f"network:rail,0,,osrm at {url} failed: led along the packaged network instead" in legs
    else:
        assert ended.value.code == 2
        assert said.err.splitlines()[-1].startswith(
            f"dateline: osrm at {url} led no way (it can't be reached)"
        )
        assert not (tmp_path / "out" / "map.html").exists()
