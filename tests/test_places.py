"""Toponyms in stories: which names are places, which place they mean, and that no text stalls the finder."""

import json
import time
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.extract.places import find_toponyms
from timeline.extract.readers.rules import RuleReader
from timeline.gazetteer import Gazetteer
from timeline.language import guess_language
from timeline.mentions import Toponym
from timeline.places import Place, distance_km
from timeline.reader import make_article

HERE = Path(__file__).parent
CORPORA = HERE.parents[1] / "shared" / "corpora"
FLOORS = tomllib.loads((HERE / "floors.toml").read_text())["places"]
NEAR_KM = 161.0  # the field's measure of a toponym put right
STOP_KM = 50.0
SLOWEST_S = 20.0  # for a million characters of anything, on a busy machine


def read(text: str, gazetteer: Gazetteer, **options: bool) -> dict[str, Toponym]:
    return {t.text: t for t in find_toponyms(make_article(text), gazetteer, **options)}


def placed(text: str, gazetteer: Gazetteer) -> dict[str, str | None]:
    """Return each name with the country (and state) of the place it was given."""
    return {
        name: f"{t.place.country}-{t.place.admin1}"
        if t.place and t.place.country == "US"
        else t.place and t.place.country
        for name, t in read(text, gazetteer).items()
    }


# ---------------------------------------------------------------- which names are places


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He flew from Paris to London.", ["Paris", "London"]),
        ("She met Jack London and Paris Hilton.", []),
        (
            "At Easter they sailed from Christmas Island to Thursday Island.",
            ["Christmas Island", "Thursday Island"],
        ),
        ("Mr Jackson said so. Later Jackson left.", []),
        ("Georgia Stevens skates. Georgia began at four.", []),
        ("The Duke of Windsor wrote to the Bishop of Lincoln.", []),
        ("The cruiser Emden sank; the steamer Oregon did not.", []),
        ("We lay beside the Rotterdam, same company; the Lancaster was lost.", []),
        ("He loved the Paris of the twenties, the Lyon train and the Bronx.", ["Paris", "Lyon", "Bronx"]),
        ("Juliano dos Santos and Ahmed bin Salman sailed.", []),
        ("They were taken to St. Paul's Hospital.", []),
        ("Sen. Ron Wyden (D-Ore.) and John Cornyn (R-Texas) voted.", []),
        ("The drug was sold. Drug abuse is rising. Reading helps. Nice people, though.", []),
        ("We changed trains at Reading and slept in Nice.", ["Reading", "Nice"]),
        ("The bank in Nancy, France, was shut.", ["Nancy", "France"]),
        ("He works for the Bank of America and reads the Boston Globe.", []),
        ("BERLIN (AP) — A man was held.", ["BERLIN"]),
        ("WASHINGTON Barack Obama pardoned a turkey.", ["WASHINGTON"]),
        ("Leaving Oakland on May 20, she went east.", ["Oakland"]),
        ("At Canton he changed ships. Then came the Canaries.", ["Canton", "Canaries"]),
        ("18 June Reading, Sporthalle\nThu Jan 5 | Nice | Casino", ["Reading", "Nice"]),
        ("12 May – Essen, Grugahalle\n13 May – Buffalo, Memorial Auditorium", ["Essen", "Buffalo"]),
        ("The train called at Salt Lake City and Cheyenne.", ["Salt Lake City", "Cheyenne"]),
        ("He was from the village of Zyrplk.", ["Zyrplk"]),
        ("The fair is held in Zyrplk, Texas.", ["Zyrplk", "Texas"]),
        ("They rode to Land's End and St John's.", ["Land's End", "St John's"]),
        ("He toured Adair County and Isfahan Province.", ["Adair County", "Isfahan Province"]),
        ("A rally at the Vancouver Art Gallery.", ["Vancouver Art Gallery"]),
        ("US forces met us in the US. It costs US$5.", ["US"]),
        ("The Russia-Turkey talks and the U.S.-Mexico border.", ["Russia", "Turkey", "U.S.", "Mexico"]),
        ("I’ve been there, and so have We.", []),
        ("It was Ambassador to China Gary Locke who spoke.", ["China"]),
        ("26 June. Left Funchal early. 2 July. Sailed from Lisbon.", ["Funchal", "Lisbon"]),
        ("15 August. Simon's Reef. Rode to Cape Town.", ["Cape Town"]),
        ("He crossed the Vizier's Bridge on 30 November and came to Prizren.", ["Prizren"]),
        ("Day 3 – Rest day in Lynton.", ["Lynton"]),
        ("The army left Cork for Trim and Kells.", ["Cork", "Trim", "Kells"]),
        ("The Battle of Hastings had begun when he reached Dover.", ["Dover"]),
        (
            "Constantine left Rome for Ravenna. When Raleigh reached Trinidad he slept.",
            ["Rome", "Ravenna", "Trinidad"],
        ),
        (
            "Douglas Mawson sailed. Then Austin rode to Leeds, and Charlotte went on to London.",
            ["Leeds", "London"],
        ),
        ("Lisbon left at dawn, Cascais reached at noon.", ["Lisbon", "Cascais"]),
        ("His wife Florence went to Rouen with the painter Hamilton.", ["Rouen"]),
        ("On 1 May the Normandie docked in New York; they crossed aboard the Virginia.", ["New York"]),
        ("They kept the feast of St Stephen in Winchester.", ["Winchester"]),
        ("They knocked at the door of Notre-Dame-des-Plaines, near Florac.", ["Florac"]),
        (
            "They farmed at Eden in New South Wales and at Stanley in the Falklands.",
            ["Eden", "New South Wales", "Stanley", "Falklands"],
        ),
        ("He met Jackson in Mississippi.", ["Mississippi"]),
        ("The Leeds Festival will run until May; they play at the Sydney Festival.", ["Sydney Festival"]),
        (
            "The show pleased the people of the county, and its van left Worcester early. Next: Evesham, Ledbury, Ross. "
            "It is said that the company will be paid, that the actors are content and the council has voted money for it.",
            ["Worcester", "Evesham", "Ledbury", "Ross"],
        ),
        ("3 June. Left Dover at six. 4 June. On to Metz. Passed Sedan.", ["Dover", "Metz", "Sedan"]),
        ("They walked in the Fens and crossed the Wash; Downs and Dales are words.", ["Fens", "Wash"]),
        (
            "She left the Cape for Madras, and they wash in the Cape of Good Hope.",
            ["Cape", "Madras", "Cape of Good Hope"],
        ),
        (
            "13 September: Return to Rome. 14 May: Transfer to Lima. 2 June: Visit to Oslo.",
            ["Rome", "Lima", "Oslo"],
        ),
    ],
)
def test_names_that_are_places(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert list(read(text, gazetteer)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Russian troops met the Russians, who spoke in Russian.", ["Russian"]),
        ("The American League and the American president.", ["American"]),
    ],
)
def test_demonyms_are_left_out_unless_asked_for(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert not read(text, gazetteer)
    found = read(text, gazetteer, demonyms=True)
    assert list(found) == names
    assert all("demonym" in t.evidence for t in found.values())


def test_an_island_named_after_a_feast_is_no_date(gazetteer: Gazetteer) -> None:
    mentions = RuleReader(gazetteer).read(make_article("They reached Christmas Island at Easter."))
    assert [date.text for date in mentions.dates] == ["Easter"]


def test_seats_of_power_are_marked(gazetteer: Gazetteer) -> None:
    found = read("The Kremlin and the White House denied it.", gazetteer)
    assert {name: "metonym" in t.evidence for name, t in found.items()} == {
        "Kremlin": True,
        "White House": True,
    }


def test_unresolved_names_stay(gazetteer: Gazetteer) -> None:
    found = read("He reached the town of Zyrplk. Nobody left for Zyrplk again.", gazetteer)
    assert found["Zyrplk"].place is None
    assert found["Zyrplk"].evidence == ("unresolved",)


def test_a_village_far_from_all_else_is_left_open(gazetteer: Gazetteer) -> None:
    found = read(
        "We sailed from Oban to Tobermory, Mallaig, Portree, Ullapool and Stornoway, and came into Rona at dusk.",
        gazetteer,
    )
    assert found["Rona"].place is None
    assert found["Rona"].evidence == ("far from all else", "unresolved")
    assert found["Oban"].place is not None


def test_a_word_of_the_story_is_no_village(gazetteer: Gazetteer) -> None:
    found = read(
        "Thurs 15. Portree, for bread and a bolt. Found bread.\n\nFri 16. Bolt.\n\nSat 17. Home.", gazetteer
    )
    assert list(found) == ["Portree"]


# ---------------------------------------------------------------- which place a name means


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("He moved from Birmingham, Alabama, to London, England.", {"Birmingham": "US-AL", "London": "GB"}),
        ("The mayor of London, Ontario, spoke. London is in Canada.", {"London": "CA"}),
        ("A man from Springfield, Ill., was seen. Springfield police know him.", {"Springfield": "US-IL"}),
        ("He lives in Edmonton, south of Cairns.", {"Edmonton": "AU"}),
        ("She came from the Cairns suburb of Edmonton.", {"Edmonton": "AU"}),
        ("San Antonio, the Chilean port, was shut.", {"San Antonio": "CL"}),
        ("He slept in Cordoba, an old Argentine town.", {"Cordoba": "AR"}),
        ("They met in Valencia, a Venezuelan city, in May.", {"Valencia": "VE"}),
        ("She was born in the Welsh town of Newport.", {"Newport": "GB"}),
        ("The Australian port of Newcastle was next.", {"Newcastle": "AU"}),
        ("The ship lies off the Colombian city of Cartagena.", {"Cartagena": "CO"}),
        ("Fires burn in Paris, Reno and Powderly, Texas.", {"Paris": "US-TX"}),
        ("New York Governor Andrew Cuomo spoke in Albany.", {"New York": "US-NY", "Albany": "US-NY"}),
        ("Colorado, Oregon and Washington vote on Tuesday.", {"Washington": "US-WA"}),
        ("He went back to Washington on Monday.", {"Washington": "US-DC"}),
        ("Atlanta is the capital of Georgia.", {"Georgia": "US-GA"}),
        ("Tbilisi is the capital of Georgia.", {"Georgia": "GE"}),
        ("Mexico is large. Mexico City is larger.", {"Mexico": "MX"}),
        ("Mr. Kim's train reached the border station of Khasan, in Russia.", {"Khasan": "RU"}),
        ("Kim went to Khasan by rail; Delhi and India had no part in it.", {"Khasan": "RU"}),
        ("We sailed from Newport on the Isle of Wight.", {"Newport": "GB"}),
        ("They flew to Georgetown on Ascension.", {"Georgetown": "SH"}),
        ("They lived at Salisbury in Rhodesia.", {"Salisbury": "ZW"}),
        ("The Baltic left New York for Liverpool.", {"New York": "US-NY", "Liverpool": "GB"}),
        ("They marched from Plymouth to Exeter, Dorchester and Salisbury.", {"Salisbury": "GB"}),
        ("She wintered in Salisbury and took the train to Bulawayo.", {"Salisbury": "ZW"}),
        ("They flew from London to Philadelphia.", {"Philadelphia": "US-PA"}),
        ("From Helsinki he took the train to St Petersburg.", {"St Petersburg": "RU"}),
        ("We drove from Orlando to St. Petersburg and Miami, Florida.", {"St. Petersburg": "US-FL"}),
        ("The pilgrims walked from Burgos in Spain to Santiago.", {"Santiago": "ES"}),
        ("The ship passed Messina and called at Reggio and Catania.", {"Reggio": "IT"}),
        (
            "From Boston, in Maine's poorest winter, they went by Saint John to Halifax.",
            {"Saint John": "CA"},
        ),
        ("Governor Dewey of New York left Albany by train for Chicago.", {"Albany": "US-NY"}),
        (
            "The cutter lay off Howland Island. Nobody came near Howland.",
            {"Howland": "UM", "Howland Island": "UM"},
        ),
    ],
)
def test_namesakes(gazetteer: Gazetteer, text: str, places: dict[str, str]) -> None:
    assert placed(text, gazetteer).items() >= places.items()


def test_states_are_areas_and_cities_points(gazetteer: Gazetteer) -> None:
    found = read("New York Governor Andrew Cuomo praised Quebec and its people.", gazetteer)
    assert {name: t.place.kind for name, t in found.items() if t.place} == {
        "New York": "state",
        "Quebec": "state",
    }


def test_a_journey_comes_to_the_town_and_not_to_its_state(gazetteer: Gazetteer) -> None:
    found = read("The ship sailed from Liverpool and reached Quebec on Friday.", gazetteer)
    assert found["Quebec"].place
    assert found["Quebec"].place.kind == "city"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("He sailed from Alexandria to Acre, and rode to Tyre and Damascus.", "IL"),
        ("He rode from Seville to Granada.", "ES"),
        ("They came to Châlus near Limoges.", "FR"),
        ("The road from Pretoria into Natal was closed.", "ZA"),
    ],
)
def test_the_world_knows_better_namesakes(gazetteer: Gazetteer, text: str, country: str) -> None:
    assert {t.place.country for t in read(text, gazetteer).values() if t.place} >= {country}
    assert not {"BR", "GD", "IR"} & {t.place.country for t in read(text, gazetteer).values() if t.place}


def test_founding_story(gazetteer: Gazetteer) -> None:
    story = (HERE.parent / "seeds" / "kim-2023.md").read_text(encoding="utf-8")
    found = read(story, gazetteer)
    assert "IN" not in {t.place.country for t in found.values() if t.place}
    khasan, cosmodrome = found["Khasan"].place, found["Vostochny Cosmodrome"].place
    assert khasan is not None
    assert cosmodrome is not None
    assert distance_km(khasan, Place(name="", lat=42.43, lon=130.64)) < 5
    assert (khasan.country, cosmodrome.kind) == ("RU", "spaceport")


# ---------------------------------------------------------------- other languages

STORIES = {
    "de": (
        "Kim ist am Dienstagmorgen mit dem Zug am Grenzbahnhof Chassan in Russland angekommen. Er war aus Pjöngjang abgereist und soll in Wladiwostok Präsident Putin treffen. Aus Moskau hieß es, die Vereinigten Staaten seien besorgt.",
        {
            "Chassan": "RU",
            "Russland": "RU",
            "Pjöngjang": "KP",
            "Wladiwostok": "RU",
            "Moskau": "RU",
            "Vereinigten Staaten": "US",
        },
    ),
    "fr": (
        "Le dirigeant est arrivé mardi à la gare frontière de Khassan, en Russie, après avoir quitté Pyongyang. De Moscou, le porte-parole a confirmé. Il est allé de Marseille à Genève par Lyon et aux États-Unis.",
        {
            "Khassan": "RU",
            "Russie": "RU",
            "Pyongyang": "KP",
            "Moscou": "RU",
            "Marseille": "FR",
            "Genève": "CH",
            "Lyon": "FR",
            "États-Unis": "US",
        },
    ),
    "es": (
        "El líder de Corea del Norte llegó en tren a la estación de Jasán, en Rusia, tras salir de Pyongyang. Después viajó en España de Sevilla a Córdoba y Zaragoza, y cruzó a Francia.",
        {
            "Corea del Norte": "KP",
            "Jasán": "RU",
            "Rusia": "RU",
            "Pyongyang": "KP",
            "España": "ES",
            "Sevilla": "ES",
            "Córdoba": "ES",
            "Zaragoza": "ES",
            "Francia": "FR",
        },
    ),
    "it": (
        "Il leader è arrivato in treno alla stazione di confine di Khasan, in Russia. Da Mosca il portavoce ha confermato. Poi andò da Roma a Firenze e Venezia, e in Germania.",
        {
            "Khasan": "RU",
            "Russia": "RU",
            "Mosca": "RU",
            "Roma": "IT",
            "Firenze": "IT",
            "Venezia": "IT",
            "Germania": "DE",
        },
    ),
    "pt": (
        "O líder chegou de comboio à estação de Khasan, na Rússia, depois de deixar Pyongyang. De Moscovo não houve comentários. Depois foi de Lisboa ao Porto e a Coimbra, e para o Brasil.",
        {
            "Khasan": "RU",
            "Rússia": "RU",
            "Pyongyang": "KP",
            "Moscovo": "RU",
            "Lisboa": "PT",
            "Porto": "PT",
            "Coimbra": "PT",
            "Brasil": "BR",
        },
    ),
    "ru": (
        "Поезд прибыл во вторник на станцию Хасан в России. Он выехал из Пхеньяна. Встреча пройдёт во Владивостоке. Из Москвы он поехал в Иркутск. В Хасане лидера Северной Кореи встретили. США следят.",
        {
            "Хасан": "RU",
            "России": "RU",
            "Пхеньяна": "KP",
            "Владивостоке": "RU",
            "Москвы": "RU",
            "Иркутск": "RU",
            "Хасане": "RU",
            "Северной Кореи": "KP",
            "США": "US",
        },
    ),
    "ko": (
        "열차가 화요일 아침 러시아 하산역에 도착했다. 그는 일요일 평양에서 출발했다. 회담은 블라디보스토크에서 열릴 예정이다. 서울의 반응은 없었다. 부산으로 가는 기차.",
        {"러시아": "RU", "하산역": "RU", "평양": "KP", "블라디보스토크": "RU", "서울": "KR", "부산": "KR"},
    ),
}


# Villages, passes, abbeys, airports and battlefields that no list of towns holds, and namesakes of larger ones.
SMALL_BUT_FAMOUS = [
    ("We sailed from Nice and anchored off Villefranche.", "Villefranche", 43.70, 7.31),
    ("The steamer crossed from Folkestone to Boulogne.", "Boulogne", 50.73, 1.61),
    ("He sailed from Sydney to Christmas Island.", "Christmas Island", -10.49, 105.63),
    ("They reached Easter Island after sailing from Callao.", "Easter Island", -27.12, -109.35),
    ("We walked from Ghent to Ypres and stood under the Menin Gate.", "Menin Gate", 50.85, 2.89),
    ("The pilgrims left Burguete for Roncesvalles.", "Roncesvalles", 43.01, -1.32),
    ("From Akureyri we drove down to Vík.", "Vík", 63.42, -19.01),
    ("The consul went up the Yangtze from Kiu-kiang to Hankow.", "Kiu-kiang", 29.71, 116.00),
    ("The cruise called at Horta and Funchal before Lisbon.", "Horta", 38.53, -28.63),
    ("He drove from Leh over the Khardung La.", "Khardung La", 34.28, 77.60),
    ("The ferry from Puttgarden took us to Denmark.", "Puttgarden", 54.50, 11.22),
    ("We slept at Phakding and Dingboche and came down to Lukla.", "Dingboche", 27.89, 86.83),
    ("We walked from Courmayeur to La Fouly and Champex.", "La Fouly", 45.93, 7.10),
    ("The bus from Cusco took us to Puno.", "Puno", -15.84, -70.02),
    ("They walked from Keld to Reeth and on to Richmond.", "Keld", 54.40, -2.17),
    ("The plane landed at Mehrabad and refuelled.", "Mehrabad", 35.69, 51.31),
    ("The march went from Sabarmati to Dandi by way of Surat.", "Dandi", 20.89, 72.80),
    ("He lived in Leeds and in Melbourne, and once in Derby.", "Melbourne", -37.81, 144.96),
    ("We sailed from Newport on the Isle of Wight to Ryde.", "Newport", 50.70, -1.29),
    ("They stayed at Victoria on Gozo.", "Victoria", 36.04, 14.24),
    ("Breakfast at Crewe, lunch at Carlisle, dinner in Glasgow.", "Carlisle", 54.89, -2.94),
    ("The king slept at Boscobel and rode to Bristol.", "Boscobel", 52.67, -2.24),
    ("Columbus sailed from Palos to Gomera.", "Gomera", 28.10, -17.10),
    ("We rode from Exeter to Plymouth and saw the fleet in the Sound.", "Sound", 50.33, -4.15),
    ("He crossed to the Isle of Aix from Rochefort.", "Isle of Aix", 46.01, -1.17),
    ("The destroyer left Scapa Flow for Suda Bay with stores.", "Suda Bay", 35.49, 24.13),
    ("The ships from Portus sailed to Carthage.", "Portus", 41.78, 12.26),
    ("The ship passed Messina and called at Reggio and Catania.", "Reggio", 38.11, 15.66),
    ("He went from Verona to Parma and Reggio.", "Reggio", 44.70, 10.63),
    ("We walked from Zermatt up to the Gornergrat.", "Gornergrat", 45.98, 7.78),
    ("He spent Easter on Mount Athos, at Vatopedi.", "Vatopedi", 40.31, 24.21),
    ("He took the boat from Saint-Malo to St Brieuc.", "St Brieuc", 48.51, -2.77),
    ("We saw the Prado and left Madrid for Aranjuez.", "Prado", 40.41, -3.69),
    ("They landed at Suvla Bay and dug in below Chunuk Bair.", "Chunuk Bair", 40.25, 26.31),
    ("She lodged in Bloomsbury, then in Hampstead.", "Hampstead", 51.56, -0.18),
    ("They flew from Darwin to Newcastle Waters.", "Newcastle Waters", -17.37, 133.41),
    ("From Damascus the train ran to Haydarpaşa, and they crossed to Galata.", "Galata", 41.02, 28.97),
    ("The president left Washington for Hyde Park and spent Christmas there.", "Hyde Park", 41.79, -73.93),
    ("The torch was lit at Olympia and carried to Athens.", "Olympia", 37.64, 21.63),
    (
        "We left Darwin and drove on down the road all day, then rode back to Adelaide.\n\n**Katherine.** Four hours.",
        "Katherine",
        -14.47,
        132.26,
    ),
    ("By the second night they were in Hornopirén, drying socks.", "Hornopirén", -41.96, -72.43),
    ("We lay three hours off the Shiants and came into Lochmaddy.", "Lochmaddy", 57.60, -7.16),
    ("The yacht sailed from Stornoway to the Monachs.", "Monachs", 57.52, -7.63),
    ("A search was made among the Gilberts.", "Gilberts", 1.0, 173.5),
    (
        "He knocked at the door of Notre-Dame-des-Neiges, in the Cévennes.",
        "Notre-Dame-des-Neiges",
        44.58,
        3.93,
    ),
    ("The transport left Devonport for Gibraltar and Malta.", "Devonport", 50.37, -4.17),
]


@pytest.mark.parametrize(("text", "name", "lat", "lon"), SMALL_BUT_FAMOUS)
def test_small_places_of_fame(text: str, name: str, lat: float, lon: float, gazetteer: Gazetteer) -> None:
    place = read(text, gazetteer)[name].place
    assert place is not None
    assert distance_km(place, Place(name=name, lat=lat, lon=lon)) < STOP_KM


@pytest.mark.parametrize("language", STORIES)
def test_stories_in_other_languages(gazetteer: Gazetteer, language: str) -> None:
    text, places = STORIES[language]
    assert guess_language(text) == language
    found = read(text, gazetteer)
    assert {name: t.place and t.place.country for name, t in found.items()} == places


@pytest.mark.parametrize(
    "text", ["", "Paris", "Der Spiegel, the weekly, was read in the train to Berlin.", "1234 \x00"]
)
def test_a_story_is_english_unless_it_says_otherwise(text: str) -> None:
    assert guess_language(text) == "en"


# ---------------------------------------------------------------- quality that may not fall


def _toponym_f1(name: str, gazetteer: Gazetteer, *, demonyms: bool) -> float:
    """Return the end-to-end F1 at 161 km: found, on the right words, and put near enough."""
    right = found = wanted = 0
    for line in (CORPORA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        toponyms = [
            t for t in find_toponyms(make_article(record["text"]), gazetteer, demonyms=demonyms) if t.place
        ]
        gold = record["toponyms"]
        wanted += sum(g["lat"] is not None for g in gold)
        for toponym in toponyms:
            match = next(
                (g for g in gold if g["start"] < toponym.span.end and toponym.span.start < g["end"]), None
            )
            if match is None or match["lat"] is not None:
                found += 1
            if match and match["lat"] is not None:
                point = Place(name="", lat=match["lat"], lon=match["lon"])
                right += distance_km(toponym.place, point) <= NEAR_KM  # type: ignore[arg-type]
    return 2 * right / (found + wanted)


@pytest.mark.parametrize(("name", "demonyms"), [("places-trnews", True), ("places-tudloc-train", False)])
def test_toponyms_on_a_corpus(gazetteer: Gazetteer, name: str, demonyms: bool) -> None:
    if not (CORPORA / f"{name}.jsonl").is_file():
        pytest.skip(f"{name}.jsonl isn't beside the checkout")
    assert _toponym_f1(name, gazetteer, demonyms=demonyms) >= FLOORS[name]


def test_stops_of_the_gold_journeys_are_found(gazetteer: Gazetteer) -> None:
    found = wanted = 0
    for path in sorted((HERE / "golden").glob("*.json")):
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        journey = record.get("journey", record)
        toponyms = find_toponyms(make_article(record["text"], title=record.get("title")), gazetteer)
        places = [t.place for t in toponyms if t.place]
        for stop in journey.get("stops", []) + journey.get("candidates", []):
            point = Place(name="", lat=stop["lat"], lon=stop["lon"])
            wanted += 1
            found += any(distance_km(place, point) <= STOP_KM for place in places)
    assert found / wanted >= FLOORS["golden_stops"]


# ---------------------------------------------------------------- any text


PIECES = (
    "A", "A. ", "Mr ", "Paris ", "Paris, ", "U.S. ", "New York ", "St. ", "Paris\n", "Paris's ", "12 May – Paris\n",
    "in Paris, Texas, ", "Moscow–", "Aa-", "A&B & ", "J. K. ", "county ", "\x00", "\u202e", "\U0001f600", "İ", "É", "’s ",
    "San Francisco, north of Paris near ", "Lake ", "the village of ",
    "평양에서 ", "가나다라마바사아자차카타파하", "из Москвы в Хасане ", "Северной ",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_million_of_anything_is_read_in_time(gazetteer: Gazetteer, piece: str) -> None:
    article = make_article((piece * (1_000_000 // len(piece) + 1))[:1_000_000])
    start = time.process_time()
    find_toponyms(article, gazetteer)
    assert time.process_time() - start < SLOWEST_S


NAUGHTY = st.text(
    st.one_of(
        st.characters(), st.sampled_from(" \n.,'’-–()&$ABParis0123\x00\u202e\u2028\ufeff\U0001f600İßŉ")
    ),
    max_size=300,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(NAUGHTY, st.sampled_from(PIECES)), max_size=12).map("".join))
def test_offsets_are_in_order_and_true_to_the_text(gazetteer: Gazetteer, text: str) -> None:
    toponyms = find_toponyms(make_article(text), gazetteer, demonyms=True)
    for toponym in toponyms:
        assert text[toponym.span.start : toponym.span.end] == toponym.text != ""
    ends = [(t.span.start, t.span.end) for t in toponyms]
    assert all(a[1] <= b[0] for a, b in pairwise(ends))


def test_the_same_story_gives_the_same_places(gazetteer: Gazetteer) -> None:
    text = "He went from Paris to London, then Paris again, by way of Springfield and Georgia."
    runs = [find_toponyms(make_article(text), gazetteer) for _ in range(3)]
    assert runs[0] == runs[1] == runs[2]
