"""Whom a story follows, and whose movement each movement is."""

from dataclasses import replace

import pytest
from marked import read_marked

from maps.journey import build_journey
from timeline.assemble import assemble_events
from timeline.extract.movements import extract_movements


def read_journey(text: str, title: str = "") -> tuple[str | None, list[str]]:
    """Return the traveller of a story with marked places and dates, and the names of the stops."""
    article, dates, toponyms = read_marked(text, "2023-09-12")
    article = replace(article, title=title)
    events, traveller = assemble_events(article, extract_movements(article, dates, toponyms))
    journey = build_journey(events, title="T", traveller=traveller)
    return traveller, [stop.place.name for stop in journey.stops]


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("Anna Smith and the pilot left [Paris] for [Lyon].", ["Paris", "Lyon"]),
        ("Anna Smith left [Paris]. The pilot and Anna Smith reached [Lyon].", ["Paris", "Lyon"]),
        ("The King and the Queen drove to [Lyon]. The King went on to [Paris].", ["Lyon", "Paris"]),
        ("King ends visit. The King left [Lyon] for [Paris].", ["Lyon", "Paris"]),
    ],
)
def test_who_goes_too(text: str, stops: list[str]) -> None:
    assert read_journey(text)[1] == stops


@pytest.mark.parametrize(
    "text",
    [
        "Anna Smith reached [Oslo]. She saw Tom Jones off. The mayor of [Lyon] flew to [Paris].",
        "Anna Smith reached [Oslo]. The leader of the Liberals went to [Paris].",
        "Anna B. Smith reached [Oslo]. Tom B. Jones flew to [Paris].",
        "I reached [Oslo]. There I met a young couple who had come from [Paris].",
        "The players reached [Oslo]. Their rivals' own party flew to [Paris].",
        "Anna Smith reached [Oslo]. Her parents flew to [Paris].",
        "Anna Smith reached [Oslo]. Two dozen journalists flew to [Paris].",
        "Dr. Smith reached [Oslo]. He slept. Mrs. Smith went to [Paris].",
        "The refugees reached [Oslo]. It rained. They slept. Tom Jones spoke. A reporter asked him. He flew to [Paris].",
        "Anna Smith reached [Oslo]. The Danes were not with her, having taken a steamer from [Paris].",
        "The players reached [Oslo]. [Lyon] were to leave for [Paris] by road.",
        "Anna Smith reached [Oslo]. In the end [Paris] paid. At last [Lyon] gave in. In return [Rome] agreed.",
        "Anna Smith reached [Oslo]. In turn [Paris] complained, and in the meantime [Lyon] kept silent.",
        "Pope Pius reached [Oslo]. He slept there. The king went to [Paris].",
        "The king reached [Oslo]. He slept there. The duke went to [Paris]. The bishop rode to [Lyon].",
        "Anna Smith reached [Oslo]. The Germans came to [Paris]. The sentries were moved to [Lyon].",
        "Tom Smith reached [Oslo]. General Jones crossed the river. His army entered [Paris].",
    ],
)
def test_others_go_elsewhere(text: str) -> None:
    assert read_journey(text)[1] == ["Oslo"]


@pytest.mark.parametrize(
    ("text", "traveller"),
    [
        (
            "Dr. Smith left [Paris] for [Lyon]. He came back in May, and he was met by Mrs. Smith.",
            "Dr. Smith",
        ),
        (
            "Anna Smith left [Paris]. Her doctor, Tom Jones, had told her to rest. She reached [Lyon].",
            "Anna Smith",
        ),
        (
            "Tom Jones spoke. The king left [Paris]. The king reached [Lyon]. King Olaf slept. King Olaf ate.",
            "King Olaf",
        ),
        (
            "Lord [Lyon] is dead. He sailed from [Paris]. Lord [Lyon] reached [Oslo], and he hid there.",
            "Lord Lyon",
        ),
        (
            "A walker found Ibn Musa, a clerk at the court, was rich. He left [Paris]. He reached [Lyon].",
            "Ibn Musa",
        ),
        (
            "The steamer St. [Louis] sailed from [Paris]. Tom Jones spoke. The ship reached [Lyon].",
            "the St. Louis",
        ),
        (
            "The yacht Solaris left [Paris]. Tom Jones, its owner, spoke. The yacht is in [Lyon].",
            "the Solaris",
        ),
        ("Detectives flew to [Oslo]. Detectives found Anna Smith. She left [Paris].", "Anna Smith"),
        ("On 3 May Anna Smith left [Paris]. She reached [Lyon].", "Anna Smith"),
        (
            "The elephants left [Paris]. It rained. The group went to [Lyon]. The group came to [Oslo].",
            "the elephants",
        ),
        ("The refugees left [Paris]. The refugees reached [Lyon]. Tom Jones spoke.", "the refugees"),
    ],
)
def test_traveller(text: str, traveller: str) -> None:
    assert read_journey(text)[0] == traveller


@pytest.mark.parametrize(
    ("title", "text", "traveller"),
    [
        (
            "How we tracked the Alba",
            "We saw the yacht Alba on a chart. She left [Paris]. She reached [Lyon]. We rang her agent. She sailed to [Oslo].",
            "the Alba",
        ),
        (
            "Jet lands at last",
            "The Boeing left [Paris]. Capt. Smith asked for fuel. Capt. Smith was in [Lyon] once. The Boeing flew to [Oslo].",
            "the Boeing",
        ),
        (
            "The Sultan abroad",
            "In a villa he waits. He left [Paris] in May, and King Olaf received him at [Lyon]. He went on to [Oslo]. "
            "The Sultan’s hosts, King Olaf and King Haakon, are silent.",
            "the Sultan",
        ),
        (
            "Journey of a queen",
            "Catherine the Great left [Paris] by sledge. Count Panin came from [Rome] to meet her. She reached [Lyon].",
            "Catherine",
        ),
        (
            "Olaf welcomes Tito",
            "King Olaf drove to the pier. Tito was there from noon. Tito goes to [Lyon]. Tito flies to [Oslo].",
            "Tito",
        ),
        ("The Alba nears land", "Dr. Smith left [Paris]. Tom Jones knew. The Alba sailed. Smith was aboard the Alba at [Lyon].", "Dr. Smith"),
        ("The bell goes home", "The bell left [Paris]. Tom Jones was in [Rome]. The bell came to [Lyon].", "the bell"),
        ("The bell goes home", "The bell left [Paris]. Edward I took it to [Lyon]. The bell is in [Oslo].", "the bell"),
        ("Where is he?", "[Oslo] - Detectives seek Jan Smith. He left [Paris]. He was seen in [Lyon].", "Jan Smith"),
        ("Refugees", "Jewish refugees left [Paris] for [Lyon]. Jewish charities met the refugees. They went to [Oslo].", "the refugees"),
        ("The President afloat", "The President left [Paris]. Roosevelt reached [Lyon]. Roosevelt flew to [Oslo].", "Roosevelt"),
        ("Storm", "The storm moved on. The news reached [Paris]. The storm reached [Lyon]. Anna Smith flew to [Oslo].", "Anna Smith"),
    ],
)  # fmt: skip
def test_traveller_of_title(title: str, text: str, traveller: str) -> None:
    assert read_journey(text, title)[0] == traveller


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("Anna Smith left [Paris]. Tom Jones met her at [Lyon]. She went on to [Oslo].", ["Paris", "Lyon", "Oslo"]),
        ("The Shah left [Paris] for [Lyon], where King Olaf was kind. He went on to [Oslo].", ["Paris", "Lyon", "Oslo"]),
        ("Tom Smith reached [Lyon], where Dr. Jones was born. He went on to [Oslo].", ["Lyon", "Oslo"]),
        (
            "Anna Smith left [Paris]. The Gestapo arrested her chief in [Rome]. She slipped away to [Oslo].",
            ["Paris", "Oslo"],
        ),
        (
            "Tom Smith took the Alba out of [Paris]. The ship was old. The Alba left [Lyon]. She reached [Oslo].",
            ["Paris", "Lyon", "Oslo"],
        ),
        ("Anna Smith left [Paris]. The ash drifted to [Lyon] {2023-09-10|on Sunday}. She reached [Oslo].", ["Paris", "Oslo"]),
        ("Anna Smith left [Paris]. The news reached [Lyon] {2023-09-10|on Sunday}. She reached [Oslo].", ["Paris", "Oslo"]),
    ],
)  # fmt: skip
def test_pronoun_behind_others(text: str, stops: list[str]) -> None:
    assert read_journey(text)[1] == stops


@pytest.mark.parametrize(
    "text",
    [
        "The yacht Alba reached [Oslo]. “It is over,” said Tom Jones, a clerk, from his office in [Paris].",
        'The yacht Alba reached [Oslo]. "It is over," said a spokesman in [Paris]..',
        'The yacht Alba reached [Oslo]. "We were sick," said Tom Jones. "I had gone to [Paris]. I left for [Lyon]."',
        "The yacht Alba reached [Oslo]. The yacht is old. Tom Jones sent his congratulations from [Paris].",
        "Anna Smith reached [Oslo]. Anna Smith slept. Tom Jones sent her his best wishes from [Paris].",
        "We saw the yacht Alba. The Alba left [Oslo]. The Alba left [Oslo] late. We rang her agent in [Paris].",
        "The Alba reached [Oslo]. She is old. It rained. The judges met in [Paris]. The lawyers are held in [Lyon].",
        "The Alba left [Oslo]. She is old. It rained. The three leaders were jailed in [Paris]. The doctors flew to [Lyon].",
        "The Alba lay at [Oslo]. She is old. It rained. The painters live in [Rome]. The ministers talked in [Bonn].",
        "The refugees left [Oslo]. It rained. Two girls went back to [Paris]. One boy was taken to [Lyon].",
        "Prince William reached [Oslo]. William slept. The King leaves for [Paris]. The Pope is in [Lyon].",
    ],
)
def test_others_stay_elsewhere(text: str) -> None:
    assert read_journey(text, "The yacht Alba")[1] == ["Oslo"]


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("A tanker that nobody wanted limped into [Paris]. The tanker Alba left [Lyon].", ["Paris", "Lyon"]),
        ("The Alba left [Paris]. She is old. It rained. The pilots put down at [Lyon].", ["Paris", "Lyon"]),
        ("A ferry with many aboard came into [Paris]. The Alba left [Lyon] early.", ["Paris", "Lyon"]),
        ("On 6 May two men left [Paris] by boat. The men slept. The men reached [Lyon].", ["Paris", "Lyon"]),
        (
            'The players left [Paris]. "We were tired," said Tom Jones. "We go on to [Oslo]."',
            ["Paris", "Oslo"],
        ),
    ],
)
def test_party_is_introduced(text: str, stops: list[str]) -> None:
    assert read_journey(text)[1] == stops


def test_spouse() -> None:
    text = "Tom Jones left [Paris]. He slept, he ate, and he wrote. Anna Jones woke at ten. Her husband drove to [Lyon]."
    assert read_journey(text)[1] == ["Paris", "Lyon"]


def test_party_speaks() -> None:
    text = 'The players left [Paris]. The players reached [Lyon]. "We go on to [Oslo]," said Tom Jones.'
    assert read_journey(text) == ("the players", ["Paris", "Lyon", "Oslo"])


def test_narrator_is_there() -> None:
    text = "I left [Paris] on my mule, and we were wet. At [Lyon] the pupils gave a play for us. We reached [Oslo]."
    assert read_journey(text)[1] == ["Paris", "Lyon", "Oslo"]


def test_vehicle_after_others() -> None:
    text = (
        "Anna Smith left [Paris]. A call on the mayor of [Lyon] was short, and the plane put down at [Oslo]."
    )
    assert read_journey(text)[1][-1] == "Oslo"


def test_team_named_by_its_town() -> None:
    text = (
        "The players reached [Oslo]. They slept. [Lyon] were to leave by road for [Bonn], where they play on."
    )
    article, dates, toponyms = read_marked(text)
    events, _ = assemble_events(article, extract_movements(article, dates, toponyms), toponyms)
    assert [event.place.name for event in events if event.role != "mention" and event.place] == ["Oslo"]


def test_who_says_something_in_the_title_speaks_of_somebody_else() -> None:
    text = (
        "Tom Brown spoke of the case. Anna Smith left [Oslo] at noon. Tom Brown said that Anna Smith had gone. "
        "She reached [Lyon] at night."
    )
    assert read_journey(text, "Brown denies the singer is here")[0] == "Anna Smith"
