"""Who moved where, when and how: sentences with their places and dates marked, and what is made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import read_marked

from maps.journey import Journey, build_journey
from timeline.annotate import extract
from timeline.assemble import assemble_events
from timeline.extract.movements import extract_movements
from timeline.reader import make_article, parse_day


def journey_of(text: str, published: str = "2023-09-12") -> Journey:
    article, dates, toponyms = read_marked(text, published)
    events, traveller = assemble_events(article, extract_movements(article, dates, toponyms))
    return build_journey(events, title="T", traveller=traveller)


def stops_of(text: str, published: str = "2023-09-12") -> list[str]:
    return [stop.place.name for stop in journey_of(text, published).stops]


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("Anna Smith left [Paris] for [Lyon].", ["Paris", "Lyon"]),
        ("Anna Smith flew from [Paris] to [Lyon] via [Dijon].", ["Paris", "Dijon", "Lyon"]),
        ("Anna Smith arrived in [Lyon] from [Paris].", ["Paris", "Lyon"]),
        ("Anna Smith set out from [Paris]. She reached [Lyon].", ["Paris", "Lyon"]),
        ("The train pulled into [Lyon].", ["Lyon"]),
        ("The ship put in at [Genoa] and dropped anchor off [Naples].", ["Genoa", "Naples"]),
        (
            "The liner sailed from [Genoa], calling at [Naples], [Palermo] and [Tunis].",
            ["Genoa", "Naples", "Palermo", "Tunis"],
        ),
        ("In [Hamburg] the couple laid a wreath.", ["Hamburg"]),
        ("He was driven to [Dexter].", ["Dexter"]),
        ("The drivers put them down at [Vienna].", ["Vienna"]),
        ("The jet was diverted to [Anchorage].", ["Anchorage"]),
        ("She touched down in [Oslo]. Two days later she returned to [Bergen].", ["Oslo", "Bergen"]),
        ("His arrival in [Rome] was noisy.", ["Rome"]),
        ("Four days later he was in [Berlin].", ["Berlin"]),
        ("[Moscow] welcomed him with champagne.", ["Moscow"]),
        ("Anna Smith stopped at the gates of [Rome].", ["Rome"]),
        ("Anna Smith reached [Birmingham], [=Alabama].", ["Birmingham"]),
        ("Anna Smith went to [Kazan], then by [Ufa] to [Perm].", ["Kazan", "Ufa", "Perm"]),
        ("Anna Smith rode to [Dijon], where she spent a week, then to [Nancy].", ["Dijon", "Nancy"]),
        ("Anna Smith was second into [Lyon] and first into [Dijon].", ["Lyon", "Dijon"]),
        ("Anna Smith was waved away from [Lyon] at noon.", ["Lyon"]),
        ("Anna Smith left [Lyon]. After [Lyon] came [Dijon].", ["Lyon", "Dijon"]),
        ("Anna Smith left [Lyon] and got no farther than [Dijon].", ["Lyon", "Dijon"]),
        ("Anna Smith left [Lyon]. The week was spent in [Dijon].", ["Lyon", "Dijon"]),
        ("Anna Smith left [Lyon]. There followed visits to [Dijon] and [Nancy].", ["Lyon", "Dijon", "Nancy"]),
        ("Anna Smith saw three towns: [Lyon], [Dijon] and [Nancy].", ["Lyon", "Dijon", "Nancy"]),
        ("Anna Smith did [Lyon] to [Dijon] in four days.", ["Lyon", "Dijon"]),
        ("Anna Smith drove from [Oslo] to [Bergen] and back.", ["Oslo", "Bergen", "Oslo"]),
        ("Anna Smith flew to [Oslo] with a stop in [Bergen].", ["Bergen", "Oslo"]),
        ("On her way to [Oslo] Anna Smith called at [Bergen].", ["Bergen", "Oslo"]),
        ("The ferry sailed from [Oslo] bound for [Bergen].", ["Oslo", "Bergen"]),
        ("The train bound for [Lublin] stopped at [Chelm].", ["Chelm", "Lublin"]),
        ("The plane, bound for [Cairo], left [Rome].", ["Rome", "Cairo"]),
        ("A convoy carrying about 700 nurses reached [Lyon]. It left [Lyon] for [Dijon].", ["Lyon", "Dijon"]),
        ("The candidate flew to [Dijon].", ["Dijon"]),
        ("The crates left [Lyon]. They were trucked to [Dijon].", ["Lyon", "Dijon"]),
        ("Anna Smith reached [Lyon]. She called the police in [Nancy].", ["Lyon"]),
        ("Anna Smith reached [Lyon]. Her godfather came down from [Nancy].", ["Lyon"]),
        ("Anna Smith made a day trip from [Oslo] to [Hamar].", ["Oslo", "Hamar"]),
        ("Stage 1: [Lyon] – [Dijon], 200 km\n\nStage 2: [Dijon] – [Nancy]", ["Lyon", "Dijon", "Nancy"]),
        (
            "[Lyon], {2023-09-04|on Monday}, meant rain. [Dijon] charmed her against her will.",
            ["Lyon", "Dijon"],
        ),
        (
            "Anna Smith left [Lyon]. After a long wait at [Dijon] she reached [Nancy].",
            ["Lyon", "Dijon", "Nancy"],
        ),
        (
            "We drove to [Lyon] {2023-09-04|on Monday}. [Dijon] was hot and loud and we loved it.",
            ["Lyon", "Dijon"],
        ),
        (
            "We drove to [Lyon] {2023-09-04|on Monday}. [Dijon] was the highlight of the trip.",
            ["Lyon", "Dijon"],
        ),
        ("We drove to [Lyon] {2023-09-04|on Monday}. [Dijon] was where my sister lived.", ["Lyon"]),
        ("We drove to [Lyon] {2023-09-04|on Monday}. [Dijon] was our goal.", ["Lyon"]),
        ("We drove to [Lyon] {2023-09-04|on Monday}. [Dijon] was a disappointment.", ["Lyon", "Dijon"]),
        ("We waved goodbye to [Lyon] and drove on to [Dijon].", ["Lyon", "Dijon"]),
        (
            "We reached [Dijon]. A minibus full of strangers from [Lyon] took us to [Nancy].",
            ["Dijon", "Nancy"],
        ),
        ("We reached [Dijon]. A boat with pensioners from [Lyon] took us to [Nancy].", ["Dijon", "Nancy"]),
        ("We reached [Dijon] and popped over to [Nancy] for lunch.", ["Dijon", "Nancy"]),
        ("[Lyon] charmed her, and [Dijon] kept her for a week.", ["Lyon", "Dijon"]),
    ],
)
def test_stops(text: str, stops: list[str]) -> None:
    assert stops_of(text) == stops


@pytest.mark.parametrize(
    "text",
    [
        "Anna Smith, the mayor of [Lyon], said nothing.",
        "Anna Smith spoke of [Lyon]'s bridges.",
        "Anna Smith reached [Oslo]. Anna Smith met Tom Jones, who had flown to [Lyon].",
        "Anna Smith never went to [Lyon].",
        "Officials in [Lyon] said the weather was bad.",
        "The ship passed [Lyon] at noon and reached [Oslo].",
        "Anna Smith flew over [Lyon] and landed in [Oslo].",
        "Anna Smith rounded [Lyon] and reached [Oslo].",
        "[Lyon] called her. She reached [Oslo].",
        "Anna Smith drove through [Lyon] without stopping and reached [Oslo].",
        "Anna Smith stopped ten miles from [Lyon] and turned back to [Oslo].",
    ],
)
def test_no_stop(text: str) -> None:
    assert "Lyon" not in stops_of(text)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Anna Smith reached [Oslo]. She may go on to [Bergen].", "possible"),
        ("Anna Smith reached [Oslo]. [Bergen] has been suggested as a possible venue.", "possible"),
        ("Anna Smith reached [Oslo], and is heading away from [Bergen].", "doubtful"),
        ("Anna Smith reached [Oslo]. A visit to [Bergen] was called off.", "doubtful"),
    ],
)
def test_candidates(text: str, status: str) -> None:
    journey = journey_of(text)
    assert [(c.place.name, c.status) for c in journey.candidates] == [("Bergen", status)]
    assert [stop.place.name for stop in journey.stops] == ["Oslo"]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Anna Smith left [Oslo]. She flew to [Bergen].", "air"),
        ("Anna Smith left [Oslo]. She travelled to [Bergen] by train.", "rail"),
        ("Anna Smith left [Oslo]. The ferry took her to [Bergen].", "sea"),
        ("Anna Smith left [Oslo]. She walked to [Bergen].", "foot"),
        ("Anna Smith left [Oslo]. She was driven to [Bergen].", "road"),
        ("Anna Smith left [Oslo]. She went to [Bergen].", None),
        ("Anna Smith left [Oslo] in March. She went to [Bergen] by the end of March.", None),
        ("Anna Smith left [Oslo]. The sleeping car reached [Bergen] at ten.", "rail"),
        ("Anna Smith left [Oslo] by bus. She reached [Bergen]. In [Bergen] a train was waiting.", "road"),
        (
            "Trains are slow, and a train is dear. Anna Smith left [Oslo]. She was in [Bergen] by noon. She had flown to [Bergen].",
            "air",
        ),
    ],
)
def test_mode(text: str, mode: str | None) -> None:
    assert journey_of(text).stops[-1].mode == mode


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("Rather than take the motorway through [Florence], she drove to [Pisa].", ["Rome", "Pisa"]),
        ("The driver was for going on to [Florence], but she stopped at [Siena].", ["Rome", "Siena"]),
        ("Everyone was convinced that she had gone to [Florence]. She reached [Pisa].", ["Rome", "Pisa"]),
        ("Sailing straight to [Genoa] was ruled out. She drove to [Pisa].", ["Rome", "Pisa"]),
        (
            "She stopped for lunch at [Palermo] in [=Sicily] and sailed to [Naples].",
            ["Rome", "Palermo", "Naples"],
        ),
        ("She dreamt of the room she used to rent in [Berlin]. She reached [Pisa].", ["Rome", "Pisa"]),
        ("Friends might be met in [Madrid] and brought home. She flew to [Oslo].", ["Rome", "Oslo"]),
        (
            "She made [Pisa] on {2023-09-04|the 4th} after rain, and [Genoa] on {2023-09-05|the 5th}.",
            ["Rome", "Pisa", "Genoa"],
        ),
        ("By {2023-09-05|the 5th} she was as far south as [Naples].", ["Rome", "Naples"]),
        ("At [Naples], on {2023-09-05|the 5th}, everybody came on deck.", ["Rome", "Naples"]),
        ("{2023-09-04|Monday}'s concert was in [Naples].", ["Rome", "Naples"]),
        ("Police stopped her at [Naples].", ["Rome", "Naples"]),
        ("A hotel in [Naples] took her in.", ["Rome", "Naples"]),
        ("Newspapers in [Naples] cheered her.", ["Rome"]),
        ("She was next heard of in [Naples].", ["Rome", "Naples"]),
        ("She asked to be taken to [Florence]. She reached [Pisa].", ["Rome", "Pisa"]),
        ("Win, and she goes on to [Milan]. She reached [Pisa].", ["Rome", "Pisa"]),
        ("Tom Carter, about to fly to [Berlin], called. Anna Smith reached [Pisa].", ["Rome", "Pisa"]),
        ("A couple of hours in [Siena], mostly spent in bed. She reached [Pisa].", ["Rome", "Siena", "Pisa"]),
        (
            "She is due in [Naples] on {2023-09-15|Friday} and flies on to [Palermo].",
            ["Rome", "Naples", "Palermo"],
        ),
        ("Her brother was ill, but she stopped at [Siena].", ["Rome", "Siena"]),
        ("Her husband went to [Paris]. She flew to [Oslo].", ["Rome", "Oslo"]),
        ("It was from [Pisa], on {2023-09-04|the 4th}, that she sailed.", ["Rome", "Pisa"]),
        ("She went from [Genoa], where she slept, to [Turin].", ["Rome", "Genoa", "Turin"]),
        ("[Oslo] is on {2023-09-20|the 20th}, [Kiel] on {2023-09-22|the 22nd}.", ["Rome", "Oslo", "Kiel"]),
        ("In [Pisa] on {2023-09-05|the 5th} she sang. She went on to [Genoa].", ["Rome", "Pisa", "Genoa"]),
        ("The agency expects her back in [Paris] on {2023-09-19|Tuesday}.", ["Rome", "Paris"]),
        ("Back in [Milan] {2023-09-04|the next day} she defeated two rivals.", ["Rome", "Milan"]),
        ("Her coming to [Milan] on {2023-09-05|Tuesday} was delayed by snow.", ["Rome", "Milan"]),
        (
            "The ship dropped anchor in Port Xanadu on {2023-09-05|5 September}. She saw [Naples].",
            ["Rome", "Naples"],
        ),
        ("She went on to [Pisa], where she was met by friends and, some say, a priest.", ["Rome", "Pisa"]),
        ("She then moves to [Pisa] on {2023-09-15|Friday}.", ["Rome", "Pisa"]),
        ("They then take a bus to [Pisa] and play there on {2023-09-15|Friday}.", ["Rome", "Pisa"]),
    ],
)
def test_weighed_wanted_and_unknown_places(text: str, stops: list[str]) -> None:
    assert stops_of(f"Anna Smith left [Rome] on {{2023-09-03|3 September}}. {text}") == stops


@pytest.mark.parametrize(
    ("text", "subject", "modality"),
    [
        ("The squad fly to [Lyon] on {2023-09-15|Friday}.", "The squad", "happened"),
        ("The band then play [Lyon] on {2023-09-15|Friday}.", "The band", "happened"),
        ("The [Leeds]-born quartet kick off in [Lyon].", "born quartet", "happened"),
        ("The show then travels to [Lyon].", "The show", "happened"),
        ("The relic will be cleaned before it goes back to [Lyon].", "it", "planned"),
        ("The crew will rest until they fly home to [Lyon].", "The crew", "planned"),
        ("The crew were ill before they flew home to [Lyon].", "The crew", "happened"),
    ],
)
def test_one_movement(text: str, subject: str, modality: str) -> None:
    movements = extract_movements(*read_marked(text))
    movement = next(each for each in movements if "Lyon" in [t.text for t, _ in each.places])
    assert (movement.subject.text, movement.modality) == (subject, modality)
    assert not movement.is_fragment


def test_they_are_not_the_ministry() -> None:
    text = "The refugees left [Naples]. From [Palermo], the Ministry has said, they will go on to [Tunis]."
    assert stops_of(text)[-1] == "Tunis"


def test_never_before_is_no_word_against_a_visit() -> None:
    text = "The band left [Rome]. They play [Naples], where they have never played before, on {2023-09-16|Saturday}."
    assert stops_of(text) == ["Rome", "Naples"]


@pytest.mark.parametrize(("last", "mode"), [("Lisbon", "sea"), ("Budapest", "rail"), ("Samarkand", "rail")])
def test_no_ship_is_guessed_over_land(last: str, mode: str) -> None:
    text = f"It was a year of ships, boats, ships and a train. Anna Smith left Hamburg. She was in {last} in May."
    story = extract(make_article(text, published=parse_day("2023-09-12")))
    assert [(e.place.name, e.mode) for e in story.events if e.place][1:] == [(last, mode)]


def test_each_stop_has_its_own_day() -> None:
    text = (
        "Anna Smith is to speak in [Denver] {2023-09-14|on Thursday}, in [Reno] {2023-09-15|the day after} "
        "and in [Boise] {2023-09-17|on Sunday}."
    )
    journey = journey_of(text)
    assert [(s.place.name, s.time and s.time.edtf, s.status) for s in journey.stops] == [
        ("Denver", "2023-09-14", "planned"), ("Reno", "2023-09-15", "planned"), ("Boise", "2023-09-17", "planned"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "ways",
    [
        "the bus to [Split] {2023-09-06|on Wednesday} and the ferry to [Bari] {2023-09-08|on Friday}",
        "{2023-09-06|on Wednesday} the bus to [Split] and {2023-09-08|on Friday} the ferry to [Bari]",
        "the bus to [Split] {2023-09-06|on Wednesday}, and {2023-09-08|two days later} the ferry to [Bari]",
    ],
)
def test_each_way_has_its_own_day(ways: str) -> None:
    journey = journey_of(f"Anna Smith took {ways}.")
    first_days = [s.time and s.time.earliest and s.time.earliest.iso() for s in journey.stops]
    assert first_days == ["2023-09-06", "2023-09-08"]


def test_a_day_in_front_holds_until_the_next() -> None:
    text = (
        "Anna Smith is to fly to [Denver] {2023-09-14|on Thursday} and {2023-09-15|on Friday} to [Reno] and [Boise]. "
        "She plays [Provo] {2023-09-17|on Sunday} and two nights in [Ogden] {2023-09-19|from the 19th}."
    )
    days = [(s.place.name, s.time and s.time.start) for s in journey_of(text).stops]
    assert days == [
        ("Denver", "2023-09-14"), ("Reno", "2023-09-15"), ("Boise", "2023-09-15"), ("Provo", "2023-09-17"),
        ("Ogden", "2023-09-19"),
    ]  # fmt: skip


def test_told_out_of_order() -> None:
    text = (
        "Anna Smith reached [Paris] {2023-09-10|on Sunday}.\n\nShe had left [Peking] {2023-09-01|on 1 September} "
        "and had come to [Moscow] {2023-09-05|on 5 September}."
    )
    assert stops_of(text) == ["Peking", "Moscow", "Paris"]


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("Anna Smith landed in [Nice]. She had stopped at [Genoa].", ["Genoa", "Nice"]),
        ("Anna Smith left [Lyon]. By nightfall she had reached [Dijon].", ["Lyon", "Dijon"]),
        ("Before reaching [Turin], Anna Smith spent a night in [Milan].", ["Milan", "Turin"]),
        ("Anna Smith reached [Lyon], having come from [Geneva].", ["Geneva", "Lyon"]),
        (
            "My train to [Graz] left at nine. I had come from [Prague] and slept in [Brno].",
            ["Prague", "Brno", "Graz"],
        ),
        (
            "Anna Smith reached [Doha] {2023-09-09|on Saturday} from [Cairo]. She left [Amman] {2023-09-07|on Thursday}.",
            ["Amman", "Cairo", "Doha"],
        ),
        ("Anna Smith spent a night in [Perm] and two in [Irkutsk].", ["Perm", "Irkutsk"]),
    ],
)
def test_told_out_of_order_without_days(text: str, stops: list[str]) -> None:
    assert stops_of(text) == stops


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        (
            "Anna Smith is back in [London] after a tour. She flew to [Oslo] {2023-09-01|on 1 September}. "
            "She returned to [London] {2023-09-09|on Saturday}.",
            ["Oslo", "London"],
        ),
        (
            "Anna Smith reached [Perth] {2023-09-08|on Friday}.\n\nFrom [Sydney] she went to [Adelaide]. "
            "She left [Adelaide] {2023-09-03|on the 3rd} for [Perth].",
            ["Sydney", "Adelaide", "Perth"],
        ),
        (
            "[HOF] — The train rolled into this small border town {2023-09-10|on Sunday}. "
            "It left [Prague] {2023-09-09|on Saturday}.",
            ["Prague", "HOF"],
        ),
        (
            "Anna Smith flew to [Rome]. She met the king in [Naples]. In [Rome] she bought a hat.",
            ["Rome", "Naples"],
        ),
        (
            "Anna Smith flew to [Rome]. She went to [Naples] and was in [Rome] again.",
            ["Rome", "Naples", "Rome"],
        ),
    ],
)
def test_told_twice(text: str, stops: list[str]) -> None:
    assert stops_of(text) == stops


def test_a_carried_day_does_not_reorder_the_telling() -> None:
    text = (
        "Anna Smith reached [Lyon] {2023-09-03|on 3 September}. She was paid until {2023-09-20|20 September}. "
        "She went on to [Dijon]. She reached [Paris] {2023-09-09|on 9 September} "
        "and [Lille] {2023-09-10|on 10 September}."
    )
    assert stops_of(text) == ["Lyon", "Dijon", "Paris", "Lille"]


def test_the_title_stands_for_whoever_holds_it() -> None:
    text = "The King flew to [Berlin] {2023-09-03|on Sunday}. On Monday the King went to [Hamburg]."
    assert stops_of(text) == ["Berlin", "Hamburg"]


def test_an_earlier_trip_is_background() -> None:
    text = "Anna Smith reached [Oslo] {2023-09-10|on Sunday}. Her last trip abroad was to [Rome] {2019-04-24|in 2019}."
    journey = journey_of(text)
    assert [stop.place.name for stop in journey.stops] == ["Oslo"]
    assert [event.place.name for event in journey.others if event.place] == ["Rome"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("{2023-09-05|On Tuesday} the pump failed. Her brother was in [Geneva].", set()),
        ("The pump failed {2023-09-05|on Tuesday}. The wishes of both valleys count, not the orders from [Geneva].", set()),
        ("Her brother was in [Geneva] {2023-09-06|on Wednesday}.", {"2023-09-06"}),
        ("[==France]'s minister met her there and spoke of tourism {2023-09-06|on Wednesday}.", set()),
    ],
)  # fmt: skip
def test_background_is_on_no_day_of_another_sentence(text: str, days: set[str]) -> None:
    others = journey_of(f"Anna Smith reached [Oslo] {{2023-09-03|on Sunday}}. {text}").others
    assert {event.time.edtf for event in others if event.time} == days


def test_where_the_traveller_came_from_is_no_site() -> None:
    text = (
        "Anna Smith left [Oslo] {2023-09-10|on Sunday} and reached [Narvik]. "
        + "The train was late and the coffee cold, and nobody in the carriage knew what it was waiting for. "
        * 8
        + "[==Norway] also wants ore and possibly timber, analysts say."
    )
    assert not journey_of(text).candidates


def test_what_nobody_does_is_nobodys() -> None:
    text = "Anna Smith reached [Oslo]. The war in [==Ukraine] and trade with [==China] form the background of it all."
    article, dates, toponyms = read_marked(text)
    events, _ = assemble_events(article, extract_movements(article, dates, toponyms))
    assert [event.actor for event in events if event.role == "mention"] == [None, None]


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("My grandmother sailed from [Cork] with a trunk. She was sick until [New York].", ["Cork", "New York"]),
        ("His uncle left [Kraków] on foot. He crossed into Romania and reached [Beirut] by sea.", ["Kraków", "Beirut"]),
    ],
)  # fmt: skip
def test_a_story_may_be_of_somebody_s_uncle(text: str, stops: list[str]) -> None:
    assert stops_of(text) == stops


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("Back in [Nairobi]. I had a bath. The train from [Mombasa] was four hours late.", ["Mombasa", "Nairobi"]),
        ("Mum, we're in [Cusco]! The bus from [Lima] took twenty-two hours.", ["Lima", "Cusco"]),
        ("Still in [Perth]. Nothing to report.", ["Perth"]),
        ("Hello from [Oslo], where we sleep. I was in [Bergen] {2023-09-04|on Monday}. We slept at [Voss] {2023-09-06|on Wednesday}.", ["Bergen", "Voss", "Oslo"]),
        ("We had no plan. First [Potosí], then the salt flats at [Uyuni].", ["Potosí", "Uyuni"]),
    ],
)  # fmt: skip
def test_a_letter_is_from_where_it_says(text: str, stops: list[str]) -> None:
    assert stops_of(text) == stops


def test_a_programme_is_a_journey() -> None:
    text = "The tour\n\n{2023-09-20|20 Sept.} – [Munich], Circus Krone\n{2023-09-21|21 Sept.} – [Essen], Grugahalle"
    journey = journey_of(text)
    assert [(s.place.name, s.status) for s in journey.stops] == [("Munich", "planned"), ("Essen", "planned")]


def test_a_stay_runs_from_arrival_to_departure() -> None:
    text = "Anna Smith came to [Manila] {2023-09-03|on the 3rd} and left [Manila] {2023-09-05|on the 5th}."
    (stop,) = journey_of(text).stops
    assert stop.time is not None
    assert (stop.time.start, stop.time.end) == ("2023-09-03", "2023-09-05")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Anna Smith reached [Lyon] on {2023-09-03|the 3rd} and stayed {P2W|a fortnight}.",
            {"Lyon": "2023-09-03/2023-09-17"},
        ),
        (
            "Anna Smith left for [Lyon] on {2023-09-03|the 3rd}, where she was kept in bed for {P3D|three days}.",
            {"Lyon": "2023-09-03~/2023-09-06~"},
        ),
        (
            "Anna Smith reached [Lyon] on {2023-09-03|the 3rd}, {P2D|two days} ahead of her sister.",
            {"Lyon": "2023-09-03"},
        ),
        (
            "Anna Smith reached [Lyon] on {2023-01-03|3 January} and remained until {2023-09-04|4 September}.",
            {"Lyon": "2023-01-03/2023-09-04"},
        ),
        (
            "Anna Smith stayed in [Lyon] between {2023-09-03|the 3rd} and {2023-09-09|the 9th}.",
            {"Lyon": "2023-09-03/2023-09-09"},
        ),
        (
            "Leaving [Lyon] on {2023-09-03|3 September}, she crossed to [Oslo], and from there, on "
            "{2023-09-09|the 9th}, she sailed to [Bergen].",
            {"Lyon": "2023-09-03", "Oslo": "2023-09-09"},
        ),
        (
            "{2023-09-03|Sun. 3 Sept.} Over the hills and on to [Lyon] {2023-09-02|late last night}.",
            {"Lyon": "2023-09-02"},
        ),
        (
            "Anna Smith reached [Lyon] on {2023-09-03|the 3rd}. She left [=France] on {2023-09-05|the 5th} for [Oslo].",
            {"Lyon": "2023-09-03/2023-09-05"},
        ),
        (
            "Anna Smith is due to take off from [Lyon] and to land in [Oslo] {2023-09-20|that afternoon}.",
            {"Lyon": "2023-09-20", "Oslo": "2023-09-20"},
        ),
        (
            "Anna Smith will spend {P3NI|three nights} in [Lyon] from {2023-09-20|20 September}.",
            {"Lyon": "2023-09-20/2023-09-23"},
        ),
        (
            "Anna Smith stayed in [Lyon] until {2023-09-03|3 September}, when she took the train to [Oslo].",
            {"Oslo": "2023-09-03"},
        ),
        (
            "Not until {2023-09-03|3 September} did Anna Smith ride into [Lyon].",
            {"Lyon": "2023-09-03"},
        ),
        (
            "Anna Smith took a boat to [Lyon] and there, on {2023-09-03|3 September}, found a room.",
            {"Lyon": "2023-09-03"},
        ),
        (
            "Anna Smith flew from [Lyon] to [Oslo] {2023-09-03|on Sunday}.",
            {"Lyon": "2023-09-03~", "Oslo": "2023-09-03"},
        ),
        (
            "Anna Smith reached [Lyon] on {2023-09-03|the 3rd}. She rested on {2023-09-08|the 8th} at home.",
            {"Lyon": "2023-09-03"},
        ),
        ("Anna Smith has been in [Lyon] since {2023-09-08|Friday}.", {"Lyon": "2023-09-08/2023-09-12"}),
        ("A tanker has lain off [Malta] since {2023-09-03|3 September}.", {"Malta": "2023-09-03/2023-09-12"}),
        (
            "{2023-09-05|5 September}\n\nWe have been in [Bergen] since {2023-09-02|Saturday}.\n\n{2023-09-07|7 September}\n\nBy boat to [Oslo].",
            {"Bergen": "2023-09-02/2023-09-05"},
        ),
        (
            "Anna Smith reached [Oslo] {2023-09-10|on Sunday}. She had been in [Lyon] since {2023-09-06|Wednesday}.",
            {"Lyon": "2023-09-06/2023-09-10", "Oslo": "2023-09-10"},
        ),
        ("Anna Smith has been in [Lyon] since {2015-01-03|January 2015}.", {"Lyon": None}),
        (
            "Anna Smith reached [Lyon] on {2023-09-03|the 3rd} and had {P3D|three days} there.",
            {"Lyon": "2023-09-03/2023-09-06"},
        ),
        (
            "Anna Smith reached [Lyon] on {2023-09-03|the 3rd} and was nursed by nuns for {P1W|a week}.",
            {"Lyon": "2023-09-03/2023-09-10"},
        ),
        (
            "Anna Smith arrived in [Lyon] on {2023-09-03|the 3rd} for a {P5D|five-day} visit.",
            {"Lyon": "2023-09-03/2023-09-07"},
        ),
        (
            "Anna Smith flew to [Lyon] on {2023-09-03|the 3rd} for {P3D|three days} of talks.",
            {"Lyon": "2023-09-03/2023-09-06"},
        ),
        (
            "The king begins a {P4D|four-day} state visit to [Lyon] {2023-09-14|on Thursday}.",
            {"Lyon": "2023-09-14/2023-09-17"},
        ),
        (
            "Anna Smith walked for {P3D|three days} to [Lyon] and was there on {2023-09-03|the 3rd}.",
            {"Lyon": "2023-09-03"},
        ),
        (
            "Anna Smith woke in [Lyon] on {2023-09-03|the 3rd} and had {P2D|two days} left.",
            {"Lyon": "2023-09-03"},
        ),
        ("{2023-09-08|On Friday} Anna Smith took the night train to [Lyon].", {"Lyon": "2023-09-09"}),
        ("Anna Smith caught the sleeper to [Lyon] {2023-09-08|on Friday}.", {"Lyon": "2023-09-09"}),
        (
            "{2023-09-08|On Friday} they played [Oslo], and travelled {2023-09-11|overnight} to [Bergen].",
            {"Oslo": "2023-09-08", "Bergen": "2023-09-09"},
        ),
        ("The night bus brought Anna Smith to [Lyon] {2023-09-08|on Friday}.", {"Lyon": "2023-09-08"}),
        (
            "Anna Smith flew to [Lyon] via [Dijon] {2023-09-08|on Friday}.",
            {"Dijon": "2023-09-08", "Lyon": "2023-09-08"},
        ),
        ("Anna Smith rode out in the rain to [Lyon] {2023-09-08|on Friday}.", {"Lyon": "2023-09-08"}),
        ("They drove off to [Lyon] {2023-09-08|on Friday}.", {"Lyon": "2023-09-08"}),
        (
            "The yacht entered [Oslo] on {2023-09-02|2 September} and is still there.",
            {"Oslo": "2023-09-02/2023-09-12"},
        ),
        (
            "The yacht entered [Oslo] on {2023-09-02|2 September}, where it remains.",
            {"Oslo": "2023-09-02/2023-09-12"},
        ),
        (
            "The yacht entered [Oslo] on {2013-09-02|2 September 2013} and is still there.",
            {"Oslo": "2013-09-02"},
        ),
        ("The yacht has been in [Oslo] for {P1W|a week}.", {"Oslo": "2023-09-05/2023-09-12"}),
        (
            "Reaching [Lyon] on {1841-05-03|3 May 1841}, she remained there {P1M|a month}.",
            {"Lyon": "1841-05-03/1841-06-02"},
        ),
        (
            "They came to [Lyon] on {2023-09-01|the 1st}. They spent {P4D|four days} there before going on to [Dijon].",
            {"Lyon": "2023-09-01/2023-09-05", "Dijon": "2023-09-05~"},
        ),
        (
            "They came to [Lyon] on {2023-09-01|the 1st}, had {P2D|two days} there and went on to [Dijon].",
            {"Lyon": "2023-09-01/2023-09-03", "Dijon": "2023-09-03~"},
        ),
        (
            "Anna Smith was in [Lyon] {2023-09-11|on Monday}. {2023-09-16|On Saturday} she travels to [Oslo].",
            {"Lyon": "2023-09-11", "Oslo": "2023-09-16"},
        ),
        (
            "The king arrives in [Lyon] {2023-09-15|on Friday}, where he will unveil a statue {2023-09-17|on Sunday}.",
            {"Lyon": "2023-09-15/2023-09-17"},
        ),
        (
            "The ship put into [Oslo] on {2023-09-01|the 1st}, and {P3D|three days} went in mending a sail.",
            {"Oslo": "2023-09-01/2023-09-04"},
        ),
        (
            "Anna Smith reached [Oslo] on {2023-05-03|3 May}. After {P1W|a week} there she sailed to [Bergen].",
            {"Oslo": "2023-05-03/2023-05-10", "Bergen": "2023-05-10"},
        ),
        (
            "Anna Smith reached [Oslo] on {2023-05-03|3 May}. After {P3D|three days} in [Oslo] she flew to [Bergen].",
            {"Oslo": "2023-05-03/2023-05-06", "Bergen": "2023-05-06~"},
        ),
        (
            "They left [Oslo] on {2023-05-03|3 May} and after a march of {P6D|six days} entered [Bergen].",
            {"Oslo": "2023-05-03", "Bergen": "2023-05-09"},
        ),
        (
            "{2023-05-03|On 3 May} they were in [Oslo]; after {P2D|two days} they drove to [Bergen].",
            {"Oslo": "2023-05-03/2023-05-05", "Bergen": "2023-05-05"},
        ),
        (
            "They came to [Oslo] on {2023-05-03|3 May}, and after {P4D|four days} went on to [Bergen].",
            {"Bergen": "2023-05-07"},
        ),
        (
            "They left [Oslo] on {2023-05-03|3 May}, and after the flood entered [Bergen].",
            {"Oslo": "2023-05-03"},
        ),
        (
            "Anna Smith left [Oslo] on {2023-09-05|the 5th} after {P3D|three nights}.",
            {"Oslo": "2023-09-02/2023-09-05"},
        ),
        (
            "After {P2W|two weeks} in [Oslo] Anna Smith left for [Bergen] on {2023-09-05|the 5th}.",
            {"Oslo": "2023-08-22/2023-09-05"},
        ),
        (
            "Anna Smith reached [Oslo] on {2023-09-02|the 2nd} and left it on {2023-09-05|the 5th} after {P3D|three days}.",
            {"Oslo": "2023-09-02/2023-09-05"},
        ),
        (
            "Anna Smith flew from [Oslo] to [Bergen] on {2023-09-05|the 5th} for {P3D|three days}.",
            {"Oslo": "2023-09-05~", "Bergen": "2023-09-05/2023-09-08"},
        ),
        (
            "Anna Smith reached [Oslo] on {2023-09-02|the 2nd} and has been there ever since.",
            {"Oslo": "2023-09-02/2023-09-12"},
        ),
        ("The ship lay at anchor a mile from [Oslo] {2023-09-05|on Tuesday}.", {"Oslo": "2023-09-05"}),
        (
            "Anna Smith left [Oslo] for [Perth] {2023-09-08|on Friday}.",
            {"Oslo": "2023-09-08", "Perth": "2023-09-08/.."},
        ),
        (
            "Anna Smith left [Oslo] for [Perth] {2023-09-08|on Friday} by air.",
            {"Oslo": "2023-09-08", "Perth": "2023-09-08"},
        ),
        (
            "The ship will leave [Oslo] {2023-09-15|on Friday} for [Perth].",
            {"Oslo": "2023-09-15", "Perth": "2023-09-15/.."},
        ),
        ("Anna Smith has spent {P3D|the last three days} in [Oslo].", {"Oslo": "2023-09-09/2023-09-12"}),
        (
            "Anna Smith will stay in [Oslo] for {P4D|four days} from {2023-09-14|Thursday}.",
            {"Oslo": "2023-09-14/2023-09-18"},
        ),
        (
            "Anna Smith reached [Lyon] on {2023-09-03|the 3rd}, {P2D|two days} from home.",
            {"Lyon": "2023-09-03"},
        ),
        (
            "She ran aground near [Oslo] on {2023-09-01|the 1st}, and it was {P4D|four days} before she was afloat.",
            {"Oslo": "2023-09-01/2023-09-05"},
        ),
        (
            "She put into [Oslo] on {2023-09-01|the 1st}, and {P3D|three days} were lost. She had come from [Bergen].",
            {"Oslo": "2023-09-01/2023-09-04"},
        ),
        (
            "Anna Smith was in [Lyon] until {2023-09-08|Friday}, then in [Oslo] on {2023-09-09|Saturday}.",
            {"Lyon": "../2023-09-08", "Oslo": "2023-09-09"},
        ),
        (
            "Anna Smith landed in [Lyon] {2023-09-10|on Sunday} by air from [Oslo].",
            {"Oslo": "2023-09-10", "Lyon": "2023-09-10"},
        ),
        (
            "The king lands in [Lyon] {2023-09-15|on Friday} and leaves for [Oslo] {2023-09-17|on Sunday}.",
            {"Lyon": "2023-09-15/2023-09-17"},
        ),
        (
            "Anna Smith began on {2023-09-01|the 1st} with {P3NI|three nights} in [Oslo], two in [Bergen] and one in [Lyon].",
            {
                "Oslo": "2023-09-01/2023-09-04",
                "Bergen": "2023-09-04/2023-09-06",
                "Lyon": "2023-09-06/2023-09-07",
            },
        ),
        (
            "They spent {P1W|a week} in [Oslo] from {2023-09-01|1 September}, then {P3D|three days} in [Bergen].",
            {"Oslo": "2023-09-01/2023-09-08", "Bergen": "2023-09-08/2023-09-11"},
        ),
        (
            "Anna Smith was in [Oslo] on {2023-09-05|the 5th} and in [Bergen] on {2023-09-07|the 7th}; from there a friend drove her to [Voss].",
            {"Oslo": "2023-09-05", "Bergen": "2023-09-07", "Voss": "2023-09-07"},
        ),
        (
            "They came to [Oslo] on {2023-05-03|3 May}. They rested {2023-05-04|the following day}.",
            {"Oslo": "2023-05-03/2023-05-04"},
        ),
        (
            "They came to [Oslo] on {2023-05-03|3 May}. After {P4D|four days} they set out for [Bergen].",
            {"Oslo": "2023-05-03/2023-05-07"},
        ),
        (
            "On {2023-09-01|1 September} they drove to [Oslo] ({P2NI|two nights}), [Bergen] ({P1NI|one night}) and [Lyon].",
            {
                "Oslo": "2023-09-01/2023-09-03",
                "Bergen": "2023-09-03/2023-09-04",
                "Lyon": "2023-09-04~",
            },
        ),
        (
            "{2023-09-02|On Saturday} they took the train to [Oslo]. {P2NI|Two nights} there, then a ferry.",
            {"Oslo": "2023-09-02/2023-09-04"},
        ),
        (
            "They were in [Oslo] between {2023-09-02|the 2nd} and {2023-09-06|the 6th}, then went on to [Bergen].",
            {"Oslo": "2023-09-02/2023-09-06", "Bergen": "2023-09-06~"},
        ),
        (
            "They stayed in [Oslo] until {2023-09-06|the 6th} and then took the train to [Bergen].",
            {"Oslo": "../2023-09-06", "Bergen": "2023-09-06~"},
        ),
        (
            "They were in [Oslo] on {2023-09-03|the 3rd} and in [Lyon] on {2023-09-06|the 6th}, where they stayed till {2023-09-09|the 9th}.",
            {"Oslo": "2023-09-03", "Lyon": "2023-09-06/2023-09-09"},
        ),
        (
            "{2023-09-03|3 September}\n\nCame into [Malta] at dawn.\n\n{2023-09-07|7 September}\n\nSailed for [Oslo].",
            {"Malta": "2023-09-03/2023-09-07", "Oslo": "2023-09-07/.."},
        ),
        (
            "They touched at [Malta] on {2023-09-03|the 3rd} and [Oslo] on {2023-09-06|the 6th}; at [Oslo] they lay {P1W|a week}.",
            {"Malta": "2023-09-03", "Oslo": "2023-09-06/2023-09-13"},
        ),
        (
            "She was stuck in [Oslo] for {P2D|two days} and only reached [Lyon] on {2023-09-09|the 9th}.",
            {"Oslo": "2023-09-07~/2023-09-09~", "Lyon": "2023-09-09"},
        ),
        (
            "{2023-09-02|On Saturday} she flew to [Oslo]. In [Bergen] she stayed {P3NI|three nights}.",
            {"Oslo": "2023-09-02", "Bergen": "2023-09-02~/2023-09-05~"},
        ),
        (
            "After {P3W|three weeks} with friends in [Oslo] they moved to [Rome] on {2023-09-04|4 September}.",
            {"Oslo": "2023-08-14/2023-09-04", "Rome": "2023-09-04"},
        ),
        ("[OSLO], {2023-09-12|Sept. 12} — The king landed here at noon.", {"OSLO": "2023-09-12"}),
        (
            "[OSLO] — The king flew here from [Rome] {2023-09-11|on Monday}.",
            {"Rome": "2023-09-11", "OSLO": "2023-09-11"},
        ),
        (
            "They came to [Oslo] on {2023-09-03|the 3rd}. {P3D|Three days}' march brought them to [Bergen].",
            {"Oslo": "2023-09-03", "Bergen": "2023-09-06"},
        ),
        (
            "She had {P1W|a week} in [Bergen]. On {2023-09-09|the 9th} she left for [Oslo].",
            {"Bergen": "2023-09-02~/2023-09-09~", "Oslo": "2023-09-09/.."},
        ),
        (
            "They touched at [Malta] on {2023-09-03|the 3rd}, where {P2D|two days} were spent in loading.",
            {"Malta": "2023-09-03/2023-09-05"},
        ),
        (
            "She is in [Oslo] {2023-09-12|today}; on {2023-09-16|Saturday} and {2023-09-17|Sunday} she visits [Bergen].",
            {"Oslo": "2023-09-12", "Bergen": "2023-09-16/2023-09-17"},
        ),
        (
            "They caught the ferry from [Oslo] on {2023-09-04|the 4th} and woke up in [Bergen].",
            {"Oslo": "2023-09-04", "Bergen": "2023-09-05~"},
        ),
        ("They woke up in [Bergen] on {2023-09-04|the 4th}.", {"Bergen": "2023-09-04"}),
        (
            "The train stopped at [Oslo], [Bergen] and [Lyon] on successive days from {2023-09-03|the 3rd}.",
            {"Oslo": "2023-09-03", "Bergen": "2023-09-04", "Lyon": "2023-09-05"},
        ),
        (
            "They will visit [Oslo], [Bergen] and [Lyon] {2023-09-20|on 20 September}.",
            {"Oslo": "2023-09-20", "Bergen": "2023-09-20", "Lyon": "2023-09-20"},
        ),
        (
            "[Oslo]: {P3NI|three nights} from {2023-09-03|3 September}. [Bergen]: {P4NI|four nights}.",
            {"Oslo": "2023-09-03/2023-09-06", "Bergen": "2023-09-06/2023-09-10"},
        ),
        (
            "She had been at [Oslo] {P1W|a week} when, on {2023-09-10|the 10th}, the news came.",
            {"Oslo": "2023-09-03/2023-09-10"},
        ),
        (
            "The king arrived in [Oslo] on {2023-09-03|the 3rd} for {PT48H|48 hours} of talks.",
            {"Oslo": "2023-09-03/2023-09-05"},
        ),
        (
            "They were in [Oslo] on {2023-09-03|the 3rd}. On {2023-09-06|the 6th} they went on to [Bergen].",
            {"Oslo": "2023-09-03/2023-09-06", "Bergen": "2023-09-06"},
        ),
        (
            "They were in [Oslo] on {2023-09-03|the 3rd}. On {2023-09-06|the 6th} a boat brought them to [Bergen].",
            {"Oslo": "2023-09-03", "Bergen": "2023-09-06"},
        ),
        (
            "They left [Oslo] on {2023-09-03|the 3rd}. It was [Bergen] that they reached on {2023-09-06|the 6th}.",
            {"Oslo": "2023-09-03", "Bergen": "2023-09-06"},
        ),
        (
            "From {2023-09-03|the 3rd} until {2023-09-07|the 7th} the ship went up and down near [Oslo].",
            {"Oslo": "2023-09-03/2023-09-07"},
        ),
        (
            "{2023-09-03|3 September}\n\nCame into [Malta] at dawn.\n\n{2023-09-05|5 September}\n\nNothing to eat but biscuit.\n\n"
            "{2023-09-09|9 September}\n\nBy boat to [Oslo].",
            {"Malta": "2023-09-03/2023-09-05", "Oslo": "2023-09-09"},
        ),
        (
            "{2023-09-03|3 September}\n\nSailed from [Malta].\n\n{2023-09-05|5 September}\n\nNothing to eat but biscuit.\n\n"
            "{2023-09-09|9 September}\n\nCame into [Oslo].",
            {"Malta": "2023-09-03", "Oslo": "2023-09-09"},
        ),
        (
            "The ship reached [Oslo] on {2023-09-03|the 3rd}, where she coaled and lay over until {2023-09-07|the 7th}.",
            {"Oslo": "2023-09-03/2023-09-07"},
        ),
        (
            "They came to [Oslo] on {2023-09-03|the 3rd} and stayed {P2NI|two nights}. In all they stayed {P1W|a week}.",
            {"Oslo": "2023-09-03/2023-09-10"},
        ),
        (
            "She was in [Lyon] until {2023-09-06|the 6th}. Then she had {P2D|two free days} in [Oslo].",
            {"Oslo": "2023-09-06/2023-09-08"},
        ),
    ],
)
def test_the_days_of_a_stay(text: str, days: dict[str, str | None]) -> None:
    times = {stop.place.name: stop.time and stop.time.edtf for stop in journey_of(text).stops}
    assert {name: times.get(name) for name in days} == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Anna Smith settled in [Lyon] on {2023-05-03|3 May}. On {2023-08-22|22 August} she flew to [Oslo].", "2023-05-03~/2023-08-22~"),
        ("The queen was lodged at [Lyon] on {2023-09-01|the 1st}. She was in [Oslo] on {2023-09-07|the 7th}.", "2023-09-01~/2023-09-07~"),
        ("They were interned in [Lyon] from {2023-09-01|the 1st}. They reached [Oslo] on {2023-09-07|the 7th}.", "2023-09-01~/2023-09-07~"),
        ("Anna Smith was in [Lyon] on {2023-09-01|the 1st}. She was in [Oslo] on {2023-09-07|the 7th}.", "2023-09-01"),
    ],
)  # fmt: skip
def test_who_lodges_somewhere_stays(text: str, days: str) -> None:
    time = journey_of(text).stops[0].time
    assert time is not None
    assert time.edtf == days


def test_a_planned_stop_lasts_until_the_next_heading_that_names_one() -> None:
    story = extract(
        make_article(
            "Day 1 (7 October 2023). The express to Lyon.\n\nDay 2 (8 October). Rest, and a walk.\n\n"
            "Day 3 (9 October). By train to Dijon.\n\nDay 7 (13 October). By ship to Boston.",
            published=parse_day("2023-09-12"),
        )
    )
    stops = build_journey(story.events, title="T").stops
    assert [(stop.place.name, stop.time and stop.time.edtf) for stop in stops] == [
        ("Lyon", "2023-10-07/2023-10-09"),
        ("Dijon", "2023-10-09"),  # who knows how long the ship takes
        ("Boston", "2023-10-13"),
    ]


def test_a_journey_before_our_era_has_its_stops() -> None:
    text = "In 480 BC the army left Sardis and marched to Athens. In 479 BC it was in Thebes, and then in Plataea."
    assert extract(make_article(text, published=parse_day("2023-09-12"))).events


def test_speed_and_speaker_are_kept() -> None:
    article, dates, toponyms = read_marked(
        "According to state media, the train left [Oslo] at 37mph (59 km/h)."
    )
    (movement,) = extract_movements(article, dates, toponyms)
    assert (movement.speed_kmh, movement.speaker) == (59.0, "state media")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The wishes of both valleys count, a spokesman said, and not the letters that came from [Geneva].", "a spokesman"),
        ("The roads of the county matter, Bill Reed told us, and Anna Smith left [Geneva].", "Bill Reed"),
        ("The governor, a former soldier, said that Anna Smith left [Geneva].", "The governor"),
        ("{2023-09-05|On Tuesday}, the harbour master said, Anna Smith left [Geneva].", "the harbour master"),
        ("The harbour master of the port said that Anna Smith left [Geneva].", "The harbour master"),
    ],
)  # fmt: skip
def test_who_speaks(text: str, speaker: str) -> None:
    article, dates, toponyms = read_marked(text)
    assert {each.speaker for each in extract_movements(article, dates, toponyms)} == {speaker}


@given(
    st.lists(
        st.sampled_from(
            ["left", "[Paris]", "[Oslo]", "Kim", "and", ",", ".", "to", "“", "may", "\n", "he", "’s"]
        ),
        max_size=30,
    )
)
def test_no_order_of_words_breaks_it(words: list[str]) -> None:
    journey = journey_of(" ".join(words))
    assert [stop.number for stop in journey.stops] == list(range(1, len(journey.stops) + 1))


def test_what_may_come_long_after_the_journey_is_a_candidate() -> None:
    text = (
        "We reached [Lyon] {2023-09-03|on 3 September} and [Dijon] {2023-09-04|on 4 September}. "
        "If my knee is mended we will ride on to [Nancy] {2024-05-01/2024-05-31|next May}."
    )
    assert [(c.place.name, c.status) for c in journey_of(text).candidates] == [("Nancy", "possible")]
