"""Itineraries without verbs: the layouts of posters, tour tables, log books and fixture lists, and the stops they give."""

import pytest

from maps.batch import journey_json
from maps.journey import build_journey
from timeline.annotate import extract
from timeline.extract.dates import extract_dates
from timeline.gazetteer import Gazetteer
from timeline.reader import make_article
from timeline.times import Day

PUBLISHED = Day.from_iso("2019-02-11")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def stops_of(text: str, gazetteer: Gazetteer) -> list[str]:
    """Return the stops of an itinerary, each with its day or its first and last."""
    article = make_article(text, title="Dates", published=PUBLISHED)
    annotation = extract(article, gazetteer=gazetteer)
    stops = journey_json(build_journey(annotation.events, title="", traveller=annotation.traveller))["stops"]
    return [
        " ".join([stop["place"], *dict.fromkeys(day[5:10] for day in (stop["start"], stop["end"]) if day)])
        for stop in stops
    ]


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("Berlin – 3 May\nPrague – 4 May\nBudapest – 8 to 10 May", "Berlin 05-03, Prague 05-04, Budapest 05-08 05-10"),
        ("Lagos -> Accra -> Lomé", "Lagos, Accra, Lomé"),
        ("Utrecht → Gouda → Delft\n\nA fine ride.", "Utrecht, Gouda, Delft"),
        ("Tourdaten:\n\n03.05.19 Berlin, Columbiahalle\n05.05.19 Hamburg, Docks", "Berlin 05-03, Hamburg 05-05"),
        ("5/03 – Boston, MA – House of Blues\n5/14 – New York, NY – Terminal 5", "Boston 05-03, New York City 05-14"),
        ("Fri 3/5 Leeds\nSat 4/5 Hull\nMon 6/5 York", "Leeds 05-03, Kingston upon Hull 05-04, York 05-06"),
        ("Friday 5/3 Denver\nSaturday 5/4 Boulder", "Denver 05-03, Boulder 05-04"),
        ("MAY\n03 Denver, CO – Arena\n06 Omaha, NE – Palladium", "Denver 05-03, Omaha 05-06"),
        ("March 2019\nFri 1 – Sat 2: Ghent\n9: Bruges\n\nApril 2019\n5: Rouen", "Gent 03-01 03-02, Bruges 03-09, Rouen 04-05"),
        ("| 3 May | Hull |\n| 4 May | Bath |\n| 6 May | Reading |", "Kingston upon Hull 05-03, Bath 05-04, Reading 05-06"),
        ("3 May\tHull\n4 May\tBath", "Kingston upon Hull 05-03, Bath 05-04"),
        ("2019-01-03,Hull,rain\n2019-01-04,Bath,fair", "Kingston upon Hull 01-03, Bath 01-04"),
        ("May 3 – Cork – Opera House\nMay 4 – Galway – Empire", "Cork 05-03, Galway 05-04"),
        ("Route: Lagos - Accra - Lomé - Cotonou", "Lagos, Accra, Lomé, Cotonou"),
        ("3 May - Leeds - Academy\n4 May - Hull - City Hall", "Leeds 05-03, Kingston upon Hull 05-04"),
        ("Day 1: Lagos-Accra\nDay 2: Accra-Lomé", "Lagos, Accra, Lomé"),
        ("Dates: Oslo, 3 May; Bergen, 5 May; Bodø, 8 May.", "Oslo 05-03, Bergen 05-05, Bodø 05-08"),
        ("She will sing at Oslo, May 3, Bergen, May 5, and Bodø, May 8.", "Oslo 05-03, Bergen 05-05, Bodø 05-08"),
        ("2 May – Turin (cancelled)\n4 May – Genoa – sold out\n5 May – Pisa – tbc\n6 May – Lucca", "Genoa 05-04, Lucca 05-06"),
        ("03/05 - 05/05 Rome\n05/05 - 14/05 Naples", "Rome 05-03 05-05, Naples 05-05 05-14"),
        ("2019-05-03 to 2019-05-10: Graz\n2019-05-12 – 2019-05-20: Linz", "Graz 05-03 05-10, Linz 05-12 05-20"),
        ("22.06. Lisbon (PT)\n24.06. Madrid (ES)", "Lisbon 06-22, Madrid 06-24"),
        ("Riga (3–5 March): art nouveau and herring.\nTartu (6 March): students, and a walk.", "Riga 03-03 03-05, Tartu 03-06"),
        ("**Day 1 – Riga**\nHerring.\n\n**Day 2 – Tartu**\nStudents.", "Riga, Tartu"),
        ("1. Day 1: Graz\n2. Day 2: Linz", "Graz, Linz"),
        ("1. Porto to Barcelos (2 May)\n2. Barcelos to Tui (3 May)", "Porto 05-02, Barcelos 05-02, Tui 05-03"),
        ("The senator's schedule for the week:\n\nMonday: Cleveland\nWed: Detroit", "Cleveland 02-11, Detroit 02-13"),
        ("Windsor, dep. 9.40 a.m.\nReading, arr. 10.15 a.m.\nOxford, arr. 11.05 a.m.", "Windsor 02-11, Reading 02-11, Oxford 02-11"),
        ("York 3 January, Hull 5th, Goole 9th by boat.", "York 01-03, Kingston upon Hull 01-05, Goole 01-09"),
        ("Left York 3 January; Selby 4th; Port Said 19th.", "York 01-03, Selby 01-04, Port Said 01-19"),
        ("1 Feb. Trieste–Port Said by steamer.\n9 Feb. Port Said–Cairo, rail.", "Trieste 02-01, Port Said 02-01 02-09, Cairo 02-09"),
        ("Riga\n\n3 January. Rain all day.\n\nTartu\n\n5 January. A walk on the walls.", "Riga 01-03, Tartu 01-05"),
        ("Leg 1: Oakland to Honolulu\nLeg 2: Honolulu to Suva", "Oakland, Honolulu, Suva"),
        ("Day 1 – Dublin to Wicklow\n\nRain. A hill.\n\nDay 2 – Wicklow to Wexford", "Dublin, Wicklow, Wexford"),
        ("TOWN       HALL          NIGHTS             STATE\nBologna    Unipol Arena  4, 5, 7 and 8 May  on sale\nNorwich    Guildhall     10 and 11 May      new", "Bologna 05-04 05-08, Norwich 05-10 05-11"),
        ("Derby | Guildhall | 3 May | on sale\nNorwich | Theatre Royal | 7 May | on sale", "Derby 05-03, Norwich 05-07"),
        ("Port       From     To\nValletta   3 May    4 May\nNaples     6 May    8 May", "Valletta 05-03 05-04, Naples 05-06 05-08"),
        ("| Port | Arr. | Dep. |\n|---|---|---|\n| Valletta | 3 May | 4 May |\n| Naples | 6 May | 8 May |", "Valletta 05-03 05-04, Naples 05-06 05-08"),
        ("Leeds.........3 May\nHull..........4 May", "Leeds 05-03, Kingston upon Hull 05-04"),
        ("Leeds --- 3 May\nHull --- 4 May", "Leeds 05-03, Kingston upon Hull 05-04"),
        ("High Museum, Atlanta: 8 June – 1 September\nCity Museum, Glasgow: 5 October – 12 January", "Atlanta 06-08 09-01, Glasgow 10-05 01-12"),
        ("Edinburgh Playhouse, 14–25 February\nBristol Hippodrome, 28 February–11 March", "Edinburgh 02-14 02-25, Bristol 02-28 03-11"),
        ("Edinburgh (14–25 February), Bristol (28 February–11 March) and Cardiff (14 March).", "Edinburgh 02-14 02-25, Bristol 02-28 03-11, Cardiff 03-14"),
        ("Oxford: Town Hall, 4 May, 6pm\nBath: Assembly Rooms, 7 May, 7.30pm", "Oxford 05-04, Bath 05-07"),
        ("May 4 – Dublin, Ireland – Olympia\nMay 5 – Belfast, UK – Ulster Hall", "Dublin 05-04, Belfast 05-05"),
        ("2 July   v Galicia   Vigo    20:10\n5 July   v León      León    19:00", "Vigo 07-02, León 07-05"),
        ("Rd 1  17 March  Monza\nRd 2  31 March  Imola", "Monza 03-17, Imola 03-31"),
        ("4/4 Leeds @ Brudenell\n5/4 Hull @ Adelphi\n8/4 York @ Fibbers", "Leeds 04-04, Kingston upon Hull 04-05, York 04-08"),
        ("4th April - LEEDS - The Brudenell\n5th April - HULL - The Adelphi", "Leeds 04-04, Kingston upon Hull 04-05"),
        ("Arrive    Depart    City     Hotel\n5 April   7 April   Dublin   Buswells\n7 April   9 April   Galway   Imperial", "Dublin 04-05 04-07, Galway 04-07 04-09"),
        ("Week commencing 4 March: Carlisle\nWeek commencing 11 March: Preston", "Carlisle 03-04 03-10, Preston 03-11 03-17"),
        ("May 22, for week: Empire, Swansea.\nMay 29, three nights: Opera House, Cheltenham.", "Swansea 05-22, Cheltenham 05-29"),
        ("Exeter, Corn Exchange (Tuesday 19 March); Truro, Guildhall (Thursday 21 March).", "Exeter 03-19, Truro 03-21"),
        ("Dates: Tallinn, St Nicholas, 4 June; Tartu, St John's, 5 June; Vilnius, 9 June.", "Tallinn 06-04, Tartu 06-05, Vilnius 06-09"),
        ("Day 3  Bratislava  08:00–13:00\nDay 4  Vienna  all day", "Bratislava, Vienna"),
        ("12 May – London, Scala\n14 May – Dublin, Button Factory", "London 05-12, Dublin 05-14"),
        ("Derby (Venue) Friday 5 April\nYork (Fibbers) Saturday 6 April", "Derby 04-05, York 04-06"),
        ("Tues 12 March, 7pm — Town Hall, Oxford\nWed 13 March, 6.30pm — Topping's, Bath", "Oxford 03-12, Bath 03-13"),
        ("11 March\n0900  Arrival at Delhi\n12 March\n0830  Departs for Agra\n1500  Arrives Jaipur\n13 March\n1000  Departs Jaipur for Mumbai", "Delhi 03-11, Agra 03-12, Jaipur 03-12 03-13, Mumbai 03-13"),
        ("1. 14/06/19 Leeds, Brudenell\n2. 15/06/19 Hull, Adelphi", "Leeds 06-14, Kingston upon Hull 06-15"),
        ("City Museum, York — to 5 May 2019\nCastle Museum, Nottingham — 25 May–8 September 2019", "York 05-05, Nottingham 05-25 09-08"),
        ("7 June, Cardiff: forty people, one heckler. 8 June, Swansea: nine people, no hecklers.", "Cardiff 06-07, Swansea 06-08"),
        ("Day 1. London – Dover – Brussels. Overnight in Brussels.\nDay 2. Brussels – Strasbourg.", "London, Dover, Brussels, Strasbourg"),
        ("* **Derby** – 4 October\n* **Leeds** – 7 October (rescheduled from 7 June)", "Derby 10-04, Leeds 10-07"),
        ("Monday 3rd June ABERDEEN The Lemon Tree\nTuesday 4th June DUNDEE Fat Sams", "Aberdeen 06-03, Dundee 06-04"),
        ("Mumbai, May 3 to 9; Pune, 9 to 12; Hyderabad, 13 to 17.", "Mumbai 05-03 05-09, Pune 05-09 05-12, Hyderabad 05-13 05-17"),
        ("May 3–9, Mumbai; 9–12, Pune; 13–17, Hyderabad.", "Mumbai 05-03 05-09, Pune 05-09 05-12, Hyderabad 05-13 05-17"),
        ("3 November: Rome\n7 January: Lucca\n30 May: Siena", "Rome 11-03, Lucca 01-07, Siena 05-30"),
    ],
)  # fmt: skip
def test_an_itinerary_needs_no_verb(text: str, stops: str, gazetteer: Gazetteer) -> None:
    assert stops_of(text, gazetteer) == stops.split(", ")


@pytest.mark.parametrize(
    ("text", "stops", "struck"),
    [
        ("28 April  Lyon  POSTPONED to 4 October\n1 May  Geneva  CANCELLED\n3 June  Zurich", "Zürich 06-03", "Lyon, Geneva"),
        ("Leeds, 3 May; Hull, 4 May - cancelled; Selby, 8 May.", "Leeds 05-03, Selby 05-08", "Kingston upon Hull"),
        ("3 May – Kent, at Canterbury.\n6 May – Surrey, at Guildford. Cancelled.\n9 May – Hampshire, at Southampton.", "Canterbury 05-03, Southampton 05-09", "Guildford"),
        ("3 May – Leeds\n6 May – Hull. Match postponed; the ground was under water.\n9 May – York", "Leeds 05-03, York 05-09", "Kingston upon Hull"),
        ("Derby | 3 May | on sale\nNorwich | 7 May | axed", "Derby 05-03", "Norwich"),
        ("Seoul, Arts Center (8 May)\nBeijing, NCPA (12 May; cancelled)", "Seoul 05-08", "Beijing"),
    ],
)  # fmt: skip
def test_what_is_struck_out_of_a_list_is_doubtful(
    text: str, stops: str, struck: str, gazetteer: Gazetteer
) -> None:
    assert stops_of(text, gazetteer) == stops.split(", ")
    article = make_article(text, title="Dates", published=PUBLISHED)
    doubted = [
        e.place.name
        for e in extract(article, gazetteer=gazetteer).events
        if e.status == "doubtful" and e.place
    ]
    assert doubted == struck.split(", ")


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("Dublin has the whole of the 18th. Galway gets the 20th and 21st.", "Dublin 02-18, Galway 02-20 02-21"),
        ("Vienna is set for the 14th, Prague for the 16th, Warsaw for the 18th.", "Vienna 02-14, Prague 02-16, Warsaw 02-18"),
        ("Butte was on January 1st, and cold; Helena, on Saturday, was polite.", "Butte 01-01, Helena 02-09"),
        ("Leeds had them on the Saturday, Hull the night after.", "Leeds 02-09, Kingston upon Hull 02-10"),
        ("Pittsburgh, on 3 January, I would rather forget.", "Pittsburgh 01-03"),
        ("She gave Denver two nights, the 6th and 7th. Omaha she gave one.", "Denver 02-06 02-07, Omaha"),
        ("On 3 January we did York (the 4th), Hull (5th) and Goole on the 6th.", "York 01-04, Kingston upon Hull 01-05, Goole 01-06"),
        ("He was at Leeds on the 2nd, York the 5th, and Hull the 8th.", "Leeds 02-02, York 02-05, Kingston upon Hull 02-08"),
        ("We did Dayton on Monday 4 February; Tuesday was Columbus; Thursday, Wheeling.", "Dayton 02-04, Columbus 02-05, Wheeling 02-07"),
        ("Of Wichita I recall the dust.", "Wichita"),
        ("We opened at Chicago on 5 January. Milwaukee paid, on the 7th. Duluth on the 9th was all ice.", "Chicago 01-05, Milwaukee 01-07, Duluth 01-09"),
        ("We opened at Chicago on 5 January. On the 7th Milwaukee wired for money.", "Chicago 01-05"),
        ("The minister will visit Lima from 12 to 14 June, Bogotá from 14 to 16 June and Quito on 17 June.", "Lima 06-12 06-14, Bogotá 06-14 06-16, Quito 06-17"),
        ("We have Leeds on Friday and Hull on Sunday.", "Leeds 02-15, Kingston upon Hull 02-17"),
        ("Every night this week: Monday Hull, Tuesday Beverley, Thursday Bridlington.", "Kingston upon Hull 02-11, Beverley 02-12, Bridlington 02-14"),
        ("The cup arrived in Dublin from Glasgow on Friday.", "Glasgow, Dublin 02-08"),
        ("Lille's tonight, Paris tomorrow, Lyon's on Friday.", "Lille 02-11, Paris 02-12, Lyon 02-15"),
        ("The team was in Turin on Friday. Sunday is Bari away.", "Turin 02-08, Bari 02-17"),
        ("Mr Hart reads at Boston on the 12th, 13th and 15th of March; at New York on the 19th and 20th.", "Boston 03-12 03-15, New York City 03-19 03-20"),
        ("In January it was Africa's turn: Nairobi on the 3rd, Lusaka on the 9th.", "Nairobi 01-03, Lusaka 01-09"),
        ("She was at Cannes until Friday. Toulon saw the last of her on Saturday.", "Cannes 02-08, Toulon 02-09"),
        ("Lisbon (22–23 May), Évora (24), Faro (25) and Mérida (27).", "Lisbon 05-22 05-23, Évora 05-24, Faro 05-25, Mérida 05-27"),
        ("This month the bus visits Selby (14th), Goole (18th) and Snaith (25th).", "Selby 02-14, Goole 02-18, Snaith 02-25"),
        ("The race starts in Adelaide on Sunday, visits Tanunda on Tuesday and Gawler on Wednesday.", "Adelaide 02-17, Tanunda 02-19, Gawler 02-20"),
        ("On Saturday Seattle will have him till noon, Tacoma after lunch and Olympia at night.", "Seattle 02-16, Tacoma 02-16, Olympia 02-16"),
        ("The Shah is at Leeds. Brighton expects him on Friday. His Majesty will be at Dover on Sunday.", "Leeds, Brighton 02-15, Dover 02-17"),
        ("We were at Nantes on 14 January. La Rochelle I slept through.", "Nantes 01-14, La Rochelle 01-14"),
        ("Le Bourget on the 4th, Belgrade on the 5th: all well.", "Le Bourget 02-04, Belgrade 02-05"),
        ("York (Barbican) Saturday 6 April - SOLD OUT\nHull (Adelphi) Sunday 7 April", "York 04-06, Kingston upon Hull 04-07"),
        ("He will be in Kraków on Wednesday. Gdynia has Friday; on Saturday it is Poznań. Monday takes him to Berlin.", "Kraków 02-13, Gdynia 02-15, Poznań 02-16, Berlin 02-18"),
        ("She sails to Hobart, which she reaches on 6 May, and Suva, on the 19th.", "Hobart 05-06, Suva 05-19"),
        ("Turku is due on the 16th; Cardiff opens on 3 May. Bologna is the last stop, from 8 to 25 May.", "Turku 02-16, Cardiff 05-03, Bologna 05-08 05-25"),
        ("They sail from Hull on 3 May, and after Oslo go on to Bergen (6 May) and Flåm (7 May).", "Kingston upon Hull 05-03, Oslo 05-06, Bergen 05-06 05-07, Flåm 05-07"),
        ("She has readings in Galway tonight, Sligo tomorrow and Derry on Friday.", "Galway 02-11, Sligo 02-12, Derry 02-15"),
        ("Seattle gets two nights, 11 and 12 May. Vancouver closes the run on 14 May.", "Seattle 05-11 05-12, Vancouver 05-14"),
        ("Brisbane, from the 20th to the 24th of January, rained.", "Brisbane 01-20 01-24"),
        ("By the evening of the 9th, when the boat put us ashore at Duluth, he was well.", "Duluth 02-09"),
        ("The tour opens in Cork on 9 May, moves to Limerick (10 May) and Galway (12 May) and ends in Dublin on 15 May.", "Cork 05-09 05-10, Limerick 05-10, Galway 05-12, Dublin 05-15"),
        ("She lands in Cork, visits Limerick and leaves from Dublin.", "Cork, Limerick, Dublin"),
        ("Thu Jan 5 | Nice | Casino\nFri Jan 6 | Paris | Olympia", "Nice 01-05, Paris 01-06"),
    ],
)  # fmt: skip
def test_a_tour_told_town_by_town(text: str, stops: str, gazetteer: Gazetteer) -> None:
    assert stops_of(text, gazetteer) == stops.split(", ")


@pytest.mark.parametrize(
    "text",
    [
        "1/2 cup of flour\n3/4 cup of milk",
        "May\n\n1. Buy a tent\n2. Book the ferry",
        "He took 3/4 of it.",
        "Version 1.2.10 is out.",
        "In July the race was won by Smith, Jones 4th, Brown 5th.",
    ],
)
def test_figures_are_not_always_days(text: str) -> None:
    found = extract_dates(make_article(text, published=PUBLISHED))
    assert not [mention for mention in found if mention.time and mention.time.granularity == "day"]
