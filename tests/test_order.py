"""In what order a journey went that is told in another one."""

import pytest

from maps.journey import build_journey
from timeline.annotate import extract
from timeline.reader import make_article, parse_day


def stops_of(text: str, published: str = "2023-09-12") -> list[str]:
    story = extract(make_article(text, published=parse_day(published)))
    return [stop.place.name for stop in build_journey(story.events, title="T").stops]


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        (
            "TUNIS, Sept 12 - The yacht that has been at sea since Friday came in here after dawn.\n\n"
            "The yacht left Genoa on 8 September. It reached Naples on 10 September.",
            ["Genoa", "Naples", "Tunis"],
        ),
        (
            "ATHENS, May 9 - The pontiff arrived here to bells and flags.\n\n"
            "The pontiff had left Rome on 6 May 2023. The pontiff was in Bari on 7 May 2023.",
            ["Rome", "Bari", "Athens"],
        ),
        (
            "OSLO, Sept 12 - The choir arrived here on Monday.\n\nThe choir flies to Bergen on 14 September.",
            ["Oslo", "Bergen"],
        ),
        (
            "Anna Smith left Oslo on 3 May 2023. She was in Lima on 5 May 2023. Next came Cusco. She arrived "
            "on 9 May 2023 by way of Arequipa. She flew to Quito on 12 May 2023.",
            ["Oslo", "Lima", "Arequipa", "Cusco", "Quito"],
        ),
        (
            "Anna Smith left Hull on 3 May 2023 and landed at Rotterdam on 4 May 2023. In June 2023 her watch was "
            "stolen in Basel. She had come there by way of Cologne and Speyer. She was in Milan on 9 July 2023.",
            ["Kingston upon Hull", "Rotterdam", "Köln", "Speyer", "Basel", "Milan"],
        ),
        (
            "The band sails from Genoa to Tunis from 3 to 15 October 2023.\n\nThe band sails from Genoa on 3 October "
            "2023. It plays Naples on 6 October 2023. It plays Palermo on 9 October 2023. It plays Tunis on 15 October 2023.",
            ["Genoa", "Naples", "Palermo", "Tunis"],
        ),
        (
            "Anna Smith was back in Oslo on 12 May 2023. She had left on 2 May for Bergen. On 4 May she took the boat to "
            "Stavanger. On 8 May she went to Kristiansand.",
            ["Bergen", "Stavanger", "Kristiansand", "Oslo"],
        ),
        (
            "I am writing this from a hostel in Cusco. I left London on 1 March 2023 and landed in Lima the next day. On "
            "5 March I took a bus to Arequipa.",
            ["London", "Lima", "Arequipa", "Cusco"],
        ),
        (
            "From Rotterdam the ship sailed on 3 May 2023, after a week in Hamburg. She put in at Dover on 4 May.",
            ["Hamburg", "Rotterdam", "Dover"],
        ),
        (
            "The ferry took off the band at Hull on 3 May 2023, bound for Oslo. Engines failed, and on 5 May it put in at "
            "Bergen. A second boat carried the band to Oslo on 8 May.",
            ["Kingston upon Hull", "Bergen", "Oslo"],
        ),
        (
            "Anna Smith left Genoa on 3 May 2023 for Athens. She stopped at Naples on 5 May and at Messina on 6 May. She "
            "reached Athens on 12 May.",
            ["Genoa", "Naples", "Messina", "Athens"],
        ),
        (
            "From Nairobi the nurse went to Kampala on 3 May 2023 and to Kigali on 6 May. From Kigali she flew home on 12 May.",
            ["Nairobi", "Kampala", "Kigali", "Nairobi"],
        ),
        (
            "The singer, who died in Boston in 1962, had left Kyiv with her mother. She spent five years in Vienna. In 1939 she was in "
            "Lyon, and in June 1940 she reached Lisbon. A ship took her to Boston in 1941.",
            ["Kyiv", "Vienna", "Lyon", "Lisbon", "Boston"],
        ),
        (
            "When the conductor died in Boston in 1957, few remembered him. He had left Vienna in March 1938 for Prague. From "
            "Prague he fled to London in 1939. In 1941 he crossed to Boston.",
            ["Vienna", "Prague", "London", "Boston"],
        ),
        (
            "Mark Todd left Manchester on 3 May 2023. He changed planes in Dubai and was in Perth on 5 May.",
            ["Manchester", "Dubai", "Perth"],
        ),
        (
            "We were in Oslo on 3 May 2023 and in Bergen on 5 May. In Voss, on 8 May, the gearbox broke.",
            ["Oslo", "Bergen", "Voss"],
        ),
        (
            "Anna Smith reached Winnipeg on 12 May 2023, nine days after leaving Vancouver. She had rested at Calgary on 6 May.",
            ["Vancouver", "Calgary", "Winnipeg"],
        ),
        (
            "They came to Lyon on 22 May 2023, two weeks after setting out from Bern. They had been in Geneva on 15 May.",
            ["Bern", "Geneva", "Lyon"],
        ),
        (
            "Karl Blum left Vienna in 1938. He worked in Prague until March 1939, lived in Leeds until 1946 and then went to Boston.",
            ["Vienna", "Prague", "Leeds", "Boston"],
        ),
    ],
)  # fmt: skip
def test_order(text: str, stops: list[str]) -> None:
    assert stops_of(text) == stops


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        (
            "The cello was taken from Cremona to Paris in 1827. In 1865 it came to London. In 1923 a collector took it to Chicago.",
            ["Cremona", "Paris", "London", "Chicago"],
        ),
        (
            "The painter left Antwerp in 1940. In 1941 he landed in Lisbon. In 1953 he moved to Rio de Janeiro, and in 1968 to Recife.",
            ["Antwerp", "Lisbon", "Rio de Janeiro", "Recife"],
        ),
        (
            "The crown left Prague in 1645. It was in Stockholm in 1648. In 1721 a merchant brought it to Hamburg, and in 1803 it "
            "was lent to Berlin.",
            ["Prague", "Stockholm", "Hamburg", "Berlin"],
        ),
        (
            "The lion was born aboard. It reached Marseille in 1828. It was walked to Lyon in 1829 and came to Paris in 1833.",
            ["Marseille", "Lyon", "Paris"],
        ),
    ],
)
def test_a_chronicle_goes_on_over_years(text: str, stops: list[str]) -> None:
    assert stops_of(text) == stops


def test_a_chronicle_has_no_epilogue() -> None:
    text = (
        "Anna Smith left Bergen in May 1893. In September 1893 she reached Cape Town. She was in Durban in March 1894 and in "
        "Zanzibar in July 1894. In November 1894 she landed in Bombay. She came to Colombo in April 1895. She saw Cairo in 1911."
    )
    assert stops_of(text)[-1] == "Colombo"
