"""How somebody went: what the words around a stop say of it, and what is guessed where they say nothing."""

import pytest

from maps.journey import Journey, build_journey
from timeline.annotate import extract
from timeline.reader import make_article, parse_day

FLIGHTS = "It was a year of planes: flights, jets and helicopters, and one plane more."


def journey_of(text: str, published: str = "2023-09-12", title: str | None = None) -> Journey:
    story = extract(make_article(text, title=title, published=parse_day(published)))
    return build_journey(story.events, title="T", traveller=story.traveller)


def way_of(
    text: str, published: str = "2023-09-12", title: str | None = None
) -> list[tuple[str, str | None]]:
    return [(stop.place.name, stop.mode) for stop in journey_of(text, published, title).stops]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        (
            f"{FLIGHTS} Anna Smith left Leipzig and caught the night train. She was in Dresden by noon.",
            "rail",
        ),
        (f"{FLIGHTS} Anna Smith left Leipzig aboard a crowded coach. It brought her to Dresden.", "road"),
        (f"{FLIGHTS} Anna Smith left Leipzig. She was driven for five hours. She slept in Dresden.", "road"),
        (f"{FLIGHTS} Anna Smith left Genoa. She boarded the mail steamer. She slept in Naples.", "sea"),
        (
            "Anna Smith left Leipzig in a minibus. She slept in Dresden, where she took the cable car up.",
            "road",
        ),
        (
            "Anna Smith left Bergen by boat. In Oslo she ordered a taxi. On Friday she was in Stavanger.",
            "sea",
        ),
    ],
)
def test_vehicle_taken_since_the_stop_before(text: str, mode: str) -> None:
    assert way_of(text)[-1][1] == mode


@pytest.mark.parametrize(
    ("text", "published", "mode"),
    [
        ("The wagons were slow. The first dirigible flew in June. He left Lyon. He reached Dijon.", "1885-07-01", "road"),
        ("Ships came in, boats and ships, and a train. He left Kampala by train. He was in Nairobi in May. He reached Mombasa in June.", "1905-08-01", "rail"),
        ("The minister was in Tokyo on Monday. He was in Seattle on Tuesday.", "2019-05-08", "air"),
        ("The minister was in Liverpool in May. He was in Boston in July.", "1843-08-08", "sea"),
        ("The minister walked up to the palace. He was in Vienna on Monday. He was in Rome on Tuesday.", "2019-05-08", None),
    ],
)  # fmt: skip
def test_what_can_lead_there(text: str, published: str, mode: str | None) -> None:
    assert way_of(text, published)[-1][1] == mode


def test_a_guess_for_a_place_that_is_left_tells_how_it_was_reached() -> None:
    text = "The riders raced to Lyon on 3 May 2023 and rode on to Dijon. From Troyes they left on 9 May for Reims."
    assert ("Troyes", "road") in way_of(text)


def test_who_leaves_by_another_vehicle_came_by_the_one_before() -> None:
    text = "Anna Smith took the train from Milan to Bologna. From Ancona she sailed to Split."
    assert way_of(text)[1:] == [("Bologna", "rail"), ("Ancona", "rail"), ("Split", "sea")]


def test_how_a_planned_way_begins_is_not_how_the_place_was_reached() -> None:
    text = "The ship reached Naples on Monday. The passengers will be flown from Naples to Oslo on Friday."
    assert way_of(text) == [("Naples", "sea"), ("Oslo", "air")]


@pytest.mark.parametrize(
    ("way", "mode"),
    [
        ("by motorboat", "sea"), ("by speedboat", "sea"), ("in a sampan", "sea"), ("in a Cessna", "air"), ("in a Volkswagen", "road"), ("aboard the Shinkansen", "rail"), ("aboard a troopship", "sea"),
        ("on a tramway", "rail"), ("in a cattle truck", "rail"), ("by trolleybus", "road"), ("in a troika", "road"),
        ("by jeepney", "road"), ("in a floatplane", "air"), ("by bullock-cart", "road"), ("by ferryboat", "sea"),
        ("in a Land Cruiser", "road"), ("in the Vimy", "air"), ("in a Tiger Moth", "air"), ("on the Flying Scotsman", "rail"), ("by the Northern Pacific", "rail"), ("in a first-class carriage", "rail"), ("in a carriage", "road"),
        ("on the Sud Express", "rail"), ("with Swissair", "air"), ("by Iberia", "air"), ("by mail coach", "road"), ("with an ox team", "road"), ("in a fishing smack", "sea"), ("in a camper", "road"),
    ],
)  # fmt: skip
def test_vehicles(way: str, mode: str) -> None:
    assert way_of(f"Anna Smith left Leipzig. She went {way} to Dresden.")[-1] == ("Dresden", mode)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        (
            "She drove from Leeds to York. She caught the train at York for Edinburgh.",
            [("Leeds", None), ("York", "road"), ("Edinburgh", "rail")],
        ),
        (
            "She drove to Arles and took ship at Marseille. She was in Tunis by Friday.",
            [("Arles", "road"), ("Marseille", "road"), ("Tunis", "sea")],
        ),
        (
            "They walked to Arles. At Nice they took the train. They slept in Genoa.",
            [("Arles", "foot"), ("Nice", "foot"), ("Genoa", "rail")],
        ),
        ("They were bundled into a van at Lyon and driven to Dijon.", [("Lyon", None), ("Dijon", "road")]),
        ("They took a boat trip in Sopot and drove to Gdynia.", [("Sopot", "sea"), ("Gdynia", "road")]),
        (
            "She went by rail to Marseille, by steamer to Tunis and by camel to Kairouan.",
            [("Marseille", "rail"), ("Tunis", "sea"), ("Kairouan", "road")],
        ),
        (
            "By train to Dover, ferry to Calais, then bus to Lille.",
            [("Dover", "rail"), ("Calais", "sea"), ("Lille", "road")],
        ),
        (
            "Day 3: Train to Aguas Calientes. Day 4: Bus to Juliaca.",
            [("Aguas Calientes", "rail"), ("Juliaca", "road")],
        ),
        (
            "After landing in Bergen on 3 May we picked up a camper van. We drove on to Voss.",
            [("Bergen", "air"), ("Voss", "road")],
        ),
        (
            "She rode from Tashkent to Samarkand and went on to Bukhara by carriage.",
            [("Tashkent", None), ("Samarkand", "road"), ("Bukhara", "road")],
        ),
        ("A ferry to Split. Then a bus to Zadar.", [("Split", "sea"), ("Zadar", "road")]),
        (
            "They left Derby by coach as far as York, where a bicycle was waiting.",
            [("Derby", None), ("York", "road")],
        ),
        (
            "She left Oslo by plane. She landed at Bergen and was driven five hours to Stavanger.",
            [("Oslo", None), ("Bergen", "air"), ("Stavanger", "road")],
        ),
        (
            "They sailed from Genoa on a brig. They landed at Naples in June.",
            [("Genoa", None), ("Naples", "sea")],
        ),
        (
            "The night train left Bergen for Oslo with the band aboard. It was in Oslo on Friday, and on Saturday a steamer carried them to Kiel.",
            [("Bergen", None), ("Oslo", "rail"), ("Kiel", "sea")],
        ),
        (
            "She cycled from Lyon to Avignon. She got to Marseille on Friday, in time for the night ferry to Tunis.",
            [("Lyon", None), ("Avignon", "road"), ("Marseille", "road"), ("Tunis", "sea")],
        ),
        (
            "He drove from York to Leeds. On Monday he was at Whitby; on Tuesday the mail boat brought him to Bergen.",
            [("York", None), ("Leeds", "road"), ("Whitby", "road"), ("Bergen", "sea")],
        ),
        (
            "She went down to Brindisi by the boat train. The Oriental Express took her on to Sofia.",
            [("Brindisi", "rail"), ("Sofia", "rail")],
        ),
        (
            "She sailed from Genoa to Naples. At Naples, where a van took her up to the museum, she slept.",
            [("Genoa", None), ("Naples", "sea")],
        ),
        (
            "Farm carts brought them from Lyon to Dijon, and a canal boat to Reims.",
            [("Lyon", None), ("Dijon", "road"), ("Reims", "sea")],
        ),
        (
            "They left Calais on foot and crossed to Dover. They walked on to London.",
            [("Calais", None), ("Dover", "sea"), ("London", "foot")],
        ),
        (
            "She drove from Oslo to Larvik and crossed to Frederikshavn. She drove on to Aarhus.",
            [("Oslo", None), ("Larvik", "road"), ("Frederikshavn", "sea"), ("Århus", "road")],
        ),
        (
            "They drove to Vienna. They crossed into Slovakia and slept in Bratislava.",
            [("Vienna", "road"), ("Bratislava", "road")],
        ),
        (
            "They left Omaha in a wagon train and reached Laramie in June.",
            [("Omaha", None), ("Laramie", "road")],
        ),
        (
            "They took the Pullman car from Omaha to Cheyenne, changed cars at Ogden and went on to Reno.",
            [("Omaha", None), ("Cheyenne", "rail"), ("Ogden", "rail"), ("Reno", "rail")],
        ),
        (
            "She left Varna by steamer. In Odessa she got into the Orient Express. She was in Vienna on Friday.",
            [("Varna", None), ("Odesa", "sea"), ("Vienna", "rail")],
        ),
        (
            "The carriage took her from Vienna to Graz, and while she waited for a train she wrote home.",
            [("Vienna", None), ("Graz", "road")],
        ),
        (
            "They drove to Split, where they waited for the ferry. It took them to Bari.",
            [("Split", "road"), ("Bari", "sea")],
        ),
        (
            "She flew to Karachi. On Friday she drove through the old streets in Delhi.",
            [("Karachi", "air"), ("Delhi", "air")],
        ),
        (
            "The train left York. The same cars took them on to Derby.",
            [("York", None), ("Derby", "rail")],
        ),
        ("Sailed at noon from Hull. Oslo on Friday. Bergen on Sunday.", [("Oslo", "sea"), ("Bergen", "sea")]),
        (
            "I left Vienna on 3 May. Budapest by the river steamer, hot. Belgrade by to-night's train.",
            [("Vienna", None), ("Budapest", "sea"), ("Belgrade", "rail")],
        ),
        (
            "They sailed to Aberdeen. Then the Great Northern hauled them to Durham.",
            [("Aberdeen", "sea"), ("Durham", "rail")],
        ),
        (
            "She was met on the tarmac in Oslo. On Friday she was in Bergen.",
            [("Bergen", "air")],
        ),
        (
            "She rode to Leeds in a Land Cruiser and reached York, where she took a train.",
            [("Leeds", "road"), ("York", "road")],
        ),
    ],
)
def test_each_way_has_its_vehicle(text: str, way: list[tuple[str, str | None]]) -> None:
    assert [step for step in way_of(text) if step[0] in dict(way)] == way


@pytest.mark.parametrize(
    ("title", "mode"), [("The train that never slept", "rail"), ("A week of speeches", "road")]
)
def test_the_title_tells_the_usual_way(title: str, mode: str) -> None:
    text = (
        "The locomotive was old, and so were the carriages. A ferry hooted. Lorries passed. Anna Smith left Oslo. A van "
        "stood in the rain. She was in Stavanger on Friday."
    )
    assert way_of(text, title=title)[-1] == ("Stavanger", mode)
