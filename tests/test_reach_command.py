"""The command that asks whether a place could be reached, and the options about the way."""

import subprocess
import sys
from datetime import datetime

import pytest

from maps.cli import main
from maps.options import find_place, read_moment, read_way_options
from timeline.errors import InputError, UnknownPlaceError

# The timeline of the train of 2023, as a person may write it.
KIM = """\
order,start,end,part_of_day,kind,status,role,place,country,lat,lon,timezone,mode,speed_kmh,quote
1,2023-09-10,2023-09-10,,departure,happened,origin,Pyongyang,KP,39.0339,125.7543,Asia/Pyongyang,rail,,He left Pyongyang.
2,2023-09-12,2023-09-12,morning,arrival,happened,stop,Khasan,RU,42.4308,130.6456,Asia/Vladivostok,rail,59,He reached Khasan.
3,,,,denial,doubtful,candidate,Vladivostok,RU,43.1056,131.8735,Asia/Vladivostok,,,They ruled out Vladivostok.
"""


@pytest.fixture(scope="module")
def kim(tmp_path_factory):
    path = tmp_path_factory.mktemp("kim") / "timeline.csv"
    path.write_text(KIM, encoding="utf-8")
    return str(path)


@pytest.fixture
def dateline(monkeypatch, capsys):
    def run(*words):
        monkeypatch.setattr(sys, "argv", ["dateline", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run


def test_vostochny_could_be_reached(dateline, kim):
    code, out, _ = dateline("reach", kim, "--to", "Vostochny Cosmodrome", "--by", "2023-09-13T13:00")
    assert code == 0
    first, second, *_ = out.splitlines()
    assert first == "Vostochny Cosmodrome: could be reached by 2023-09-13 13:00 (UTC+0900)"
    assert second.startswith(
        "  1656 km, 59 km/h at most (stated in the story), 3.9 h to spare, needs 52 km/h"
    )


def test_ulan_ude_could_not(dateline, kim):
    _, out, _ = dateline("reach", kim, "--to", "Ulan-Ude", "--by", "2023-09-13T13:00")
    assert out.startswith("Ulan-Ude: could not be reached by 2023-09-13 13:00 (UTC+0800)")


def test_vladivostok_could_but_is_spoken_against(dateline, kim):
    _, out, _ = dateline("reach", kim, "--to", "Vladivostok", "--by", "2023-09-13T13:00+10:00")
    assert "Vladivostok: could be reached" in out
    assert "against it: ruled out: Vladivostok (“They ruled out Vladivostok.”)" in out


def test_between_two_stops_and_by_coordinates(dateline, kim):
    _, out, _ = dateline("reach", kim, "--to", "51.884, 128.334", "--by", "2023-09-13T13:00")
    assert out.startswith("51.884, 128.334: could be reached by 2023-09-13 13:00 (UTC+0900)")
    _, out, _ = dateline("reach", kim, "--to", "Hamhung")
    assert "between Pyongyang and Khasan: could be reached" in out


def test_a_story_does_as_well_as_a_timeline(dateline, tmp_path):
    story = tmp_path / "story.txt"
    story.write_text("On 5 May 2023 she went by train from Paris to Lyon.", encoding="utf-8")
    code, out, _ = dateline("reach", str(story), "--to", "Marseille", "--by", "2023-05-06", "--mode", "rail")
    assert (code, out.startswith("Marseille: ")) == (0, True)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--to", "Atlantis-on-Sea"), "the gazetteer knows no place called 'Atlantis-on-Sea'"),
        (("--to", "Ulan-Ude", "--by", "noon"), "'noon' is no moment: write it as 2023-09-13T13:00"),
        (("--to", "Ulan-Ude", "--speed", "0"), "0 km/h is no speed to travel at: give one above 0"),
        (("--to", "Ulan-Ude", "--speed", "-59"), "-59 km/h is no speed to travel at"),
        (("--to", "Ulan-Ude", "--mode", "camel"), "there is no mode 'camel': choose from rail, sea"),
        (("--to", "Ulan-Ude", "--forbid", "CN,XX"), "XX is no country code to forbid"),
        (("--to", "Ulan-Ude", "--close", "corinth"), "there is no sea passage corinth to close"),
    ],
)
def test_bad_questions_get_one_sentence(dateline, kim, words, message):
    code, out, err = dateline("reach", kim, *words)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].startswith(f"dateline: {message}")


def options(**given):
    plain = {
        "router": None,
        "url": None,
        "modes": "rail,road,foot",
        "fallback": False,
        "forbid": "",
        "close": "",
    }
    return read_way_options(**plain | {"by": None} | given)


def test_options_about_the_way():
    way = options(forbid="cn, MN", close="Suez", by="2023-09-13T13:00+09:00")
    assert (way.forbid, way.closed, way.router) == ({"CN", "MN"}, {"suez"}, None)
    assert way.by == datetime.fromisoformat("2023-09-13T13:00+09:00")
    assert set(options(router="osrm", url="http://127.0.0.1:1", modes="rail").router) == {"rail"}


@pytest.mark.parametrize("given", [{"router": "osrm"}, {"url": "http://127.0.0.1:1"}])
def test_an_engine_needs_its_address(given):
    with pytest.raises(InputError, match="--router and --router-url go together"):
        options(**given)


def test_a_bare_day_means_its_end():
    assert read_moment("2023-09-13") == datetime(2023, 9, 13, 23, 59)


def test_places_a_person_names(gazetteer):
    khasan = gazetteer.lookup("Khasan")[0]
    assert find_place("khasan", (khasan,), gazetteer) is khasan
    assert find_place("-33.9, 18.4", (), gazetteer).lon == 18.4
    with pytest.raises(UnknownPlaceError):
        find_place("95, 18.4", (), gazetteer)


def test_help_needs_no_network_of_railways():
    heavy = "{'numpy', 'scipy', 'pandas', 'folium', 'searoute', 'routingpy'}"
    code = f"import sys, maps.cli, maps.options, maps.terminal; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
