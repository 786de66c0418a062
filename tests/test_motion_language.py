"""The ways in which English tells of journeys: each passage with the stops it tells of, in order."""

import pytest
from marked import read_marked

from maps.journey import build_journey
from timeline.assemble import assemble_events
from timeline.extract.movements import extract_movements


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        (
            "No sooner had she left [Bordeaux] than it snowed. She made it to [Toulouse] all the same.",
            ["Bordeaux", "Toulouse"],
        ),
        (
            "The family fled [Budapest] in the night. They crossed the border on foot and got to [Vienna] two days later.",
            ["Budapest", "Vienna"],
        ),
        (
            "He slipped away from [Prague] by night. A week later he turned up in [Zurich].",
            ["Prague", "Zurich"],
        ),
        (
            "The troupe bade farewell to [Porto] and sailed for [Lisbon], arriving there on 2 May.",
            ["Porto", "Lisbon"],
        ),
        ("The king was forced out of [Naples]. He found refuge in [Rome].", ["Naples", "Rome"]),
        ("Anna Smith left [Oslo]. Next on the itinerary was [Bergen].", ["Oslo", "Bergen"]),
        ("Anna Smith left [Oslo]. The people of [Bergen] cheered her in the streets.", ["Oslo", "Bergen"]),
        ("Anna Smith left [Oslo]. Only on Friday did she reach [Bergen].", ["Oslo", "Bergen"]),
        ("Anna Smith left [Oslo]. Not until Friday did she get to [Bergen].", ["Oslo", "Bergen"]),
        ("Anna Smith left [Oslo]. She looked in at [Bergen].", ["Oslo", "Bergen"]),
        ("Anna Smith left [Oslo]. [Bergen] was her next stop.", ["Oslo", "Bergen"]),
        ("Anna Smith left [Oslo]. Her next stop was [Bergen].", ["Oslo", "Bergen"]),
        ("Anna Smith left [Oslo]. It took her five days to reach [Bergen].", ["Oslo", "Bergen"]),
        (
            "The brig left [Glasgow] bound for [Lisbon]. Her next port was [Tunis].",
            ["Glasgow", "Lisbon", "Tunis"],
        ),
        ("The brig left [Glasgow]. The first port of call was [Lisbon].", ["Glasgow", "Lisbon"]),
        ("The brig left [Glasgow]. She sought shelter in [Lisbon].", ["Glasgow", "Lisbon"]),
        ("She left [Paris]. She changed at [Lyon] for [Milan].", ["Paris", "Lyon", "Milan"]),
        ("She took the train from [Paris] to [Milan], changing at [Lyon].", ["Paris", "Lyon", "Milan"]),
        ("She left [Paris]. A lorry driver gave her a lift to [Lyon].", ["Paris", "Lyon"]),
        ("She left [Paris]. She wrote home from [Lyon].", ["Paris", "Lyon"]),
        ("She left [Paris]. There was a wait of two hours at [Lyon].", ["Paris", "Lyon"]),
        ("The airman left [Lisbon]. He made a forced landing at [Porto].", ["Lisbon", "Porto"]),
        ("The jet, en route from [Lisbon] to [Dublin], landed at [Porto].", ["Lisbon", "Porto", "Dublin"]),
        ("The walkers set off from [Basel]. They did the stretch to [Bern] in four days.", ["Basel", "Bern"]),
        (
            "The walkers set off from [Basel]. They covered the 60 miles to [Bern] in four days.",
            ["Basel", "Bern"],
        ),
        ("The walkers set off from [Basel]. A halt was made at [Bern].", ["Basel", "Bern"]),
        ("The walkers set off from [Basel]. They hung around [Bern] for a week.", ["Basel", "Bern"]),
        ("The walkers set off from [Basel]. They did [Bern] in a day.", ["Basel", "Bern"]),
        ("The walkers set off from [Basel]. They roamed the streets of [Bern].", ["Basel", "Bern"]),
        ("The walkers set off from [Basel]. They had a look round [Bern].", ["Basel", "Bern"]),
        ("The walkers set off from [Basel]. They paid [Bern] a visit.", ["Basel", "Bern"]),
        ("The walkers set off from [Basel]. They made a detour to [Bern].", ["Basel", "Bern"]),
        ("The captain left [Paris]. He was recalled to [Lyon].", ["Paris", "Lyon"]),
        ("The captain left [Paris]. He was the guest of the mayor in [Lyon].", ["Paris", "Lyon"]),
        ("The captain left [Paris]. He was last seen in [Lyon].", ["Paris", "Lyon"]),
        (
            "The captain left [Paris]. He was on his way to [Oslo] when he stopped at [Hamburg].",
            ["Paris", "Hamburg", "Oslo"],
        ),
        ("Anna Smith left [Prague]. [Brno] was followed by [Graz].", ["Prague", "Brno", "Graz"]),
        ("Anna Smith left [Prague]. She went to [Graz] after a week in [Brno].", ["Prague", "Brno", "Graz"]),
        ("Anna Smith left [Prague]. Her route lay through [Brno] and [Graz].", ["Prague", "Brno", "Graz"]),
        ("She left [Turin]. [Milan], her next stop, was hot.", ["Turin", "Milan"]),
        (
            "Anna Smith left [Turin] with her brother, who went to [Geneva], and reached [Milan].",
            ["Turin", "Milan"],
        ),
        ("I left [Basel] on Monday. [Bern] is lovely. I shall stay here a week.", ["Basel", "Bern"]),
        ("The general captured [Leipzig] and marched to [Dresden].", ["Leipzig", "Dresden"]),
        (
            "President John Miller will begin his trip in [Warsaw], continue to [Riga] and conclude it in [Tallinn].",
            ["Warsaw", "Riga", "Tallinn"],
        ),
        (
            "The travellers, seven in number, quitted [Vienna] on the 3rd of May, and, having rested two nights at [Linz], entered [Munich] on the 9th.",
            ["Vienna", "Linz", "Munich"],
        ),
        (
            "By the time the column got to [Leipzig] it had lost half its horses, and at [Dresden] it had to halt for a week.",
            ["Leipzig", "Dresden"],
        ),
        (
            "Clara Hughes came down with fever at [Naples] and had to be carried to [Rome] on a litter.",
            ["Naples", "Rome"],
        ),
        (
            "Clara Hughes got as far as [Turin] before her money ran out. She begged her way on to [Milan].",
            ["Turin", "Milan"],
        ),
        (
            "They were four days out of [Bergen] when the mast went; under a scrap of sail they crawled back to port.",
            ["Bergen"],
        ),
        ("Their way lay by [Graz], and there, in an inn, they heard that peace had been signed.", ["Graz"]),
        (
            "Clara Hughes was spirited out of [Prague] in the boot of a car and turned up next day in [Vienna].",
            ["Prague", "Vienna"],
        ),
        (
            "Clara Hughes was in and out of [Brussels] in an hour and back in [Paris] for dinner.",
            ["Brussels", "Paris"],
        ),
        (
            "Clara Hughes signed copies of her book in [Glasgow], read from it in [Dublin] and caught a cold in [Cardiff].",
            ["Glasgow", "Dublin", "Cardiff"],
        ),
        (
            "A month went by in [Naples] before a ship could be had. In June they landed at [Tunis].",
            ["Naples", "Tunis"],
        ),
        ("President Anna Bell stopped off in [Dublin] on her way home from [Rome].", ["Rome", "Dublin"]),
        (
            "President Anna Bell arrived in [Vienna] for talks with her counterpart, who had flown in from [Tokyo].",
            ["Vienna"],
        ),
        (
            "President Anna Bell, whose grandfather came from [Cork], landed in [Dublin] on Sunday.",
            ["Dublin"],
        ),
        ("The envoy, who is based in [Geneva], went to [Cairo] on Monday.", ["Cairo"]),
        (
            "The general had hardly reached [Leipzig] when he was ordered back to [Dresden].",
            ["Leipzig", "Dresden"],
        ),
        ("Anna Smith, a native of [Dijon], left [Paris]. She reached [Lyon].", ["Paris", "Lyon"]),
        ("Anna Smith, from [Dijon], left [Paris]. She reached [Lyon].", ["Paris", "Lyon"]),
        ("Anna Smith left [Paris]. She met a man from [Dijon] in [Lyon].", ["Paris", "Lyon"]),
        ("Anna Smith left [Paris]. She met a [Dijon]-born painter in [Lyon].", ["Paris", "Lyon"]),
        ("Anna Smith left [Paris]. She wrote to a friend in [Dijon] and reached [Lyon].", ["Paris", "Lyon"]),
        (
            "Anna Smith left [Paris]. She reached [Lyon]. Had she gone to [Dijon], she would have been arrested.",
            ["Paris", "Lyon"],
        ),
        ("Anna Smith left [Paris]. She reached [Lyon]. She wished she were in [Dijon].", ["Paris", "Lyon"]),
        ("Anna Smith left [Paris]. She reached [Lyon] without seeing [Dijon].", ["Paris", "Lyon"]),
        ("Anna Smith left [Paris]. She reached [Lyon]. She asked the way to [Dijon].", ["Paris", "Lyon"]),
        (
            "Anna Smith left [Paris]. She reached [Lyon]. She spoke about her youth in [Dijon].",
            ["Paris", "Lyon"],
        ),
        ("Anna Smith left [Paris]. She reached [Lyon]. Her firm has offices in [Dijon].", ["Paris", "Lyon"]),
        (
            "Anna Smith left [Paris]. She reached [Lyon]. She teaches at the University of [Dijon].",
            ["Paris", "Lyon"],
        ),
        ("Anna Smith stayed in [Paris] rather than go to [Lyon].", ["Paris"]),
        (
            "Anna Smith left [Paris]. She reached [Lyon]. [Moscow] and [Washington] protested.",
            ["Paris", "Lyon"],
        ),
        (
            "President Anna Bell spoke by telephone with leaders in [Paris] and [Rome] and then flew to [Athens].",
            ["Athens"],
        ),
        ("President Anna Bell has no plans to visit [Tokyo], her office said from [Lisbon].", []),
        ("Clara Hughes reached [Lyon]. She had a cousin in [Naples].", ["Lyon"]),
        ("Clara Hughes reached [Lyon]. A party of nuns bound for [Rome] shared her table.", ["Lyon"]),
        ("Clara Hughes reached [Lyon], a week after the fire in [Dresden].", ["Lyon"]),
        ("Clara Hughes reached [Lyon] with a nun from [Vienna].", ["Lyon"]),
        ("Clara Hughes reached [Lyon]. She thought of [Boston], and of the harbour there.", ["Lyon"]),
        ("Here in [Dresden] nobody talks. I go on to [Prague] tomorrow.", ["Dresden", "Prague"]),
        ("Nobody met the train at [Warsaw], but at [Krakow] there were flowers.", ["Warsaw", "Krakow"]),
        ("Martha Gray left [Milan]. In [Bologna] the hotels were full.", ["Milan", "Bologna"]),
        ("Martha Gray left [Milan]. She could go no further than [Bologna].", ["Milan", "Bologna"]),
        (
            "Martha Gray left [Milan]. It was not until {1919-10-10|10 October} that she could go on to [Bologna].",
            ["Milan", "Bologna"],
        ),
        ("Martha Gray left [Milan]. Only in spring could she go to [Bologna].", ["Milan", "Bologna"]),
        (
            "Martha Gray left for [Vienna] by way of [Graz] {1919-05-02|on 2 May}, arriving {1919-05-09|on 9 May}.",
            ["Graz", "Vienna"],
        ),
        ("Martha Gray, in [Milan] for talks, ruled out a trip to [Bologna].", ["Milan"]),
        ("We were up early, out of [Bologna] by seven and in [Milan] for lunch.", ["Bologna", "Milan"]),
    ],
)
def test_stops_of_a_passage(text: str, stops: list[str]) -> None:
    assert _read_stops(text) == stops


# Nobody is said to be there, or somebody else is: yet the traveller was.
@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("The schooner left [Cadiz]. The cargo was unloaded at [Dakar].", ["Cadiz", "Dakar"]),
        ("The coach left [Paris]. Two days were lost at [Nancy].", ["Paris", "Nancy"]),
        ("The crew left [London]. A new axle was fitted in [Ankara].", ["London", "Ankara"]),
        (
            "The king left [Rome]. His visit opens in [Madrid] and ends in [Lisbon].",
            ["Rome", "Madrid", "Lisbon"],
        ),
        ("They left [Bergen]. The walk began at [Hammerfest].", ["Bergen", "Hammerfest"]),
        ("Forty of us met in [Leeds]. Most of us slept in [Calais].", ["Leeds", "Calais"]),
        ("The ship left [Athens]. Against the captain's will she put in at [Tunis].", ["Athens", "Tunis"]),
        ("The jet left [Athens]. It was seized and made to land at [Tunis].", ["Athens", "Tunis"]),
        (
            "The envoys left [Bonn]. There were speeches in [Bern] and a walk in [Basel].",
            ["Bonn", "Bern", "Basel"],
        ),
        ("He left [Oslo]. [Bergen] was three days of rain.", ["Oslo", "Bergen"]),
        ("He left [Oslo]. [Bergen] was three days away.", ["Oslo"]),
        ("We left [Lima]. Day two was [Cusco].", ["Lima", "Cusco"]),
        ("The regiment left [Dresden]. [Erfurt] fell to it on 12 May.", ["Dresden", "Erfurt"]),
        ("The fleet left [Brest]. [Lisbon] received the fleet.", ["Brest", "Lisbon"]),
        (
            "She was in [Lima] {2011-04-02|on 2 April}, and the [Vatican] {2011-05-03|on 3 May}.",
            ["Lima", "Vatican"],
        ),
        ("She left [Berlin]. She found [Warsaw] cold and half empty.", ["Berlin", "Warsaw"]),
        ("The band left [Leeds]. It wowed [Chicago].", ["Leeds", "Chicago"]),
        ("The circus left [Milan]. From [Bologna] it was a day to [Ancona].", ["Milan", "Bologna", "Ancona"]),
        ("We left [York]. They broke the voyage at [Malta].", ["York", "Malta"]),
        ("The party left [York]. It was woken at [Bruges] by bells.", ["York", "Bruges"]),
        (
            "The prince left [Leeds]. [Boston] gave him a dog, [Halifax] a ball and [Quebec] a bridge to open.",
            ["Leeds", "Boston", "Halifax", "Quebec"],
        ),
        ("The general left [Kiel]. [Reims] surrendered to him.", ["Kiel", "Reims"]),
        ("The admiral left [Kiel]. [Dakar] he adored. [Lima] he remembered.", ["Kiel", "Dakar"]),
        ("The ship left [Bremen]. [Boston] turned out to greet the ship.", ["Bremen", "Boston"]),
        ("The flame left [Leeds]. [Bath] had it next.", ["Leeds", "Bath"]),
        ("They left [Leeds]. The last leg, to [Hull], was done in the rain.", ["Leeds", "Hull"]),
        ("The train left [Vienna]. A second doctor boarded at [Linz].", ["Vienna", "Linz"]),
        ("The brig left [Bristol]. Half the crew deserted at [Tunis].", ["Bristol", "Tunis"]),
        ("We left [Cairo]. [Aswan] is behind us.", ["Cairo", "Aswan"]),
        ("Route: [Lima] – [Nazca] – [Puno], seven days.", ["Lima", "Nazca", "Puno"]),
        ("Our stops: [Lima] (3 nights), [Cusco] (4 nights). We slept well.", ["Lima", "Cusco"]),
        ("The ports of call: [Lima], [Guayaquil] and [Panama].", ["Lima", "Guayaquil", "Panama"]),
        ("Options for the route: she had thought of [Lima], but it was far from [Cusco].", []),
        ("Week one: [Lima]\nWeek two: [Cusco] and [Puno]", ["Lima", "Cusco", "Puno"]),
        (
            "S.S. Orsova. [Naples] dep. {1911-05-05|May 5}. [Aden] arr. {1911-05-09|May 9}.",
            ["Naples", "Aden"],
        ),
        ("She left [Oslo] {2023-09-01|on 1 September}. She has been to [Riga] this week.", ["Oslo", "Riga"]),
        ("The corps left [Ulm]. [Vienna] opened its gates.", ["Ulm", "Vienna"]),
        ("They left [Homs]. [Athens] meant a park bench.", ["Homs", "Athens"]),
        ("They left [Homs]. [Moscow] meant to help.", ["Homs"]),
        ("The coffin left [Leeds]. Burial is at [Ripon].", ["Leeds", "Ripon"]),
        ("He left [Ripon]. The letter reached him at [Cadiz].", ["Ripon", "Cadiz"]),
        ("He left [Ripon]. The letter reached [Cadiz].", ["Ripon"]),
        ("She left [Leeds]. A pilot saw her into [Malta].", ["Leeds", "Malta"]),
        ("She left [Leeds]. Her brother saw her onto a train. It drew into [Hull].", ["Leeds", "Hull"]),
        ("The party left [Lima]. A strike at [Cusco] held them for a week.", ["Lima", "Cusco"]),
        ("The party left [Lima]. A flood at [Trujillo] killed forty.", ["Lima"]),
        ("The lorries left [Beirut]. At [Tehran] the customs men kept the wireless.", ["Beirut", "Tehran"]),
        ("The lorries left [Beirut]. At [Tehran] the newspapers told of a war.", ["Beirut"]),
        ("He left [Turin]. [Naples] he thought the finest of cities.", ["Turin", "Naples"]),
        ("He left [Turin]. [Naples] he never saw.", ["Turin"]),
        ("They left [Turin]. [Padua] was sold out, so [Verona] it was.", ["Turin", "Verona"]),
        ("We left [Turin]. Our home for a week was a houseboat in [Delft].", ["Turin", "Delft"]),
        ("We left [Turin]. We were nine days from [Genoa] to [Malta].", ["Turin", "Genoa", "Malta"]),
        (
            "We left [Turin]. Two weeks in [Pisa] meant rest. The third week meant [Siena].",
            ["Turin", "Pisa", "Siena"],
        ),
        ("They left [Turin]. They passed through [Genoa] and [Nice].", ["Turin", "Genoa", "Nice"]),
        ("The battalion left [Leeds]. Its war began in [Arras].", ["Leeds", "Arras"]),
        (
            "They left [Athens]. [Naxos] came next, four lazy days of it, then [Paros].",
            ["Athens", "Naxos", "Paros"],
        ),
        ("He left [Rome]. [Tunis], {1904-03-26|26 March}, meant customs men.", ["Rome", "Tunis"]),
    ],
)
def test_presence_of_the_unnamed(text: str, stops: list[str]) -> None:
    assert _read_stops(text) == stops


def _read_stops(text: str) -> list[str]:
    article, dates, toponyms = read_marked(text, "2023-09-12")
    events, traveller = assemble_events(article, extract_movements(article, dates, toponyms))
    journey = build_journey(events, title="T", traveller=traveller)
    return [stop.place.name for stop in journey.stops]


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("The party went by train to [Basel] and thence to [Bern].", ["Basel", "Bern"]),
        (
            "They sailed to [Genoa], afterwards to [Naples], eventually to [Tunis].",
            ["Genoa", "Naples", "Tunis"],
        ),
        ("We slept in [Toledo]. After two nights we caught the AVE to [Malaga].", ["Toledo", "Malaga"]),
        ("The king fled again, first to [Bordeaux], then to [Bilbao].", ["Bordeaux", "Bilbao"]),
        ("The jet left [Riga]. It made a short hop to [Tallinn], apparently to refuel.", ["Riga", "Tallinn"]),
        ("We reached [Turin]. My aunt was away in [Rome], so we stayed put for three nights.", ["Turin"]),
        (
            "King Otto was at [Trier]. Danish troops landed at [Emden]. He fled to [Metz].",
            ["Trier", "Metz"],
        ),
        (
            "He was shipped to [Brindisi] and from there taken by truck to [Lecce].",
            ["Brindisi", "Lecce"],
        ),
        ("She landed in [Riga]. The last king to visit [Riga] flew in from [Oslo].", ["Riga"]),
        ("Day 1 – [Minehead] to Zyx Weir. Day 2 – Zyx Weir to [Lynton].", ["Minehead", "Lynton"]),
        ("King Otto was at [Trier]. His children were staying in [Metz].", ["Trier"]),
        ("We go on to [Turin] tomorrow, and if they let us to [Pisa].", ["Turin"]),
        ("Otto Reyes left [Dakar]. Friends of the airman in [Paris] believe that he is safe.", ["Dakar"]),
        ("Anna Smith reached [Oslo]. No news from [Rome], alas.", ["Oslo"]),
        ("Anna Smith reached [Oslo]. Bread riots in [Rome] form the background.", ["Oslo"]),
        ("The convoy left [Riga]. A smaller convoy from [Tunis] joined it in [Oslo].", ["Riga", "Oslo"]),
        ("The fleet left [Riga]. A separate fleet sailed from [Tunis]. It reached [Oslo].", ["Riga", "Oslo"]),
        ("The statue left [Riga]. It was carved in [Pisa]. It reached [Oslo].", ["Riga", "Oslo"]),
        (
            "The band left [Riga]. Their last album was recorded in [Rome]. They played [Oslo].",
            ["Riga", "Oslo"],
        ),
        ("Flight 236 left [Riga] at noon and landed in [Oslo].", ["Riga", "Oslo"]),
        (
            "A Bombardier Global 7500 left [Riga]. The jet landed in [Tunis]. "
            "Its owner's yacht has been moored in [Split] since May. Spotters photographed the jet in [Rabat].",
            ["Riga", "Tunis", "Rabat"],
        ),
    ],
)
def test_whose_stops_they_are(text: str, stops: list[str]) -> None:
    assert _read_stops(text) == stops


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        (
            "The airmen flew out of [Lisbon] and right across [Spain], by [Madrid], and landed at [Toulon].",
            ["Lisbon", "Madrid", "Toulon"],
        ),
        ("They left [Rome] by [Pisa] and [Genoa].", ["Rome", "Pisa", "Genoa"]),
        (
            "The pilgrim left [Ghent]. By [Metz], [Basel] and [Bern] he came at last to [Turin].",
            ["Ghent", "Metz", "Basel", "Bern", "Turin"],
        ),
        ("Through [Metz] and [Basel] Anna Smith drove on to [Bern].", ["Metz", "Basel", "Bern"]),
        ("Having seen [Pisa] and [Siena], the duke rode on to [Rome].", ["Pisa", "Siena", "Rome"]),
        (
            "The ships left [Naples]. From there they worked round by [Messina] and across the gulf to [Bari].",
            ["Naples", "Messina", "Bari"],
        ),
        (
            "The flyers left [Paris]. [=Spain] was crossed by [Madrid] and [Seville].",
            ["Paris", "Madrid", "Seville"],
        ),
        ("Anna Smith reached [Naples], halfway between [Rome] and [Palermo].", ["Naples"]),
        ("The brig left [Cork]. [Brest] was made by nightfall.", ["Cork", "Brest"]),
        ("Anna Smith spoke in [Leeds]. [Hull] was half empty, [York] a triumph.", ["Leeds", "Hull", "York"]),
        ("Anna Smith spoke in [Leeds]. [Hull] proved colder still.", ["Leeds", "Hull"]),
        ("Anna Smith spoke in [Leeds]. Then it was [Hull]'s turn.", ["Leeds", "Hull"]),
        ("Anna Smith spoke in [Leeds]. Of [Hull] she saw only the hall.", ["Leeds", "Hull"]),
        ("Anna Smith left [Oslo]. She nipped over to [Bergen].", ["Oslo", "Bergen"]),
        ("The fleet left [Cork]. A gale drove it into [Brest].", ["Cork", "Brest"]),
        ("Anna Smith left [Cork]. Illness kept her at [Brest].", ["Cork", "Brest"]),
        ("Anna Smith left [Cork]. A storm blew the ship on to the rocks at [Brest].", ["Cork", "Brest"]),
        ("Anna Smith left [Cork]. A telegram sent her hurrying to [Brest].", ["Cork", "Brest"]),
        ("Anna Smith left [Cork]. A mule bore her to [Brest].", ["Cork", "Brest"]),
        ("Anna Smith left [Cork] and shipped her boxes to [Brest].", ["Cork"]),
        ("With [Cork] two days behind her, Anna Smith reached [Brest].", ["Cork", "Brest"]),
        ("Anna Smith left [Cork]. What followed was a bus to [Brest].", ["Cork", "Brest"]),
        ("Anna Smith left [Cork]. She picked up a lorry to [Brest].", ["Cork", "Brest"]),
        (
            "Anna Smith was off for [Cork], and so by way of [Brest] to [Nantes].",
            ["Cork", "Brest", "Nantes"],
        ),
        ("Anna Smith was packed off to [Bergen].", ["Bergen"]),
        ("Anna Smith was invalided home from [Bergen].", ["Bergen"]),
        ("Anna Smith left [Oslo]. She called out to [Bergen] for help.", ["Oslo"]),
        ("Anna Smith reached [Oslo]. Her luggage had been sent on to [Bergen].", ["Oslo"]),
        ("Anna Smith slept on the floor of [Bergen] station.", ["Bergen"]),
        ("She changed buses at [Bergen] and got down at [Oslo].", ["Bergen", "Oslo"]),
    ],
)
def test_ways_and_goals(text: str, stops: list[str]) -> None:
    assert _read_stops(text) == stops


@pytest.mark.parametrize(
    "beside",
    [
        "A steamer from [Cardiff] lay alongside.",
        "Steamers left for [Tunis] twice a week.",
        "Letters took a week to [London].",
        "The distance from [Paris] is 900 miles.",
        "A taxi costs more than the train to [Rome].",
        "She told reporters about the floods in [Dublin].",
        "Her mechanic went ahead to [Brindisi] by rail.",
        "Her letters are kept in [Canberra].",
        "Her mother, on the train from [London], read the news.",
        "They drive on the right, as they do in [Paris].",
        "The streets smelt like [Cairo].",
        "The Greeks had sailed to [Syracuse].",
        "The Allies landed at [Salerno].",
        "From the deck she saw the lights of [Capri] far below.",
        "Years later she told of it at [Leeds].",
        "One of her rivals came down near Zyx; another gave up at [Turin].",
        "No woman had flown to [Cairo].",
        "A crowd gathered at her mother's house in [Leeds].",
        "The mob burned down a bank in [Leeds].",
        "A nurse bound for [Cairo] gave her his charts.",
        "A nurse on her way to [Cairo] gave her his charts.",
        "Her logbook is kept in [Leeds].",
        "She is buried at [Leeds].",
        "Her teacher, the first woman to fly from [Dover] to [Calais], sent flowers.",
        "Her teacher, who once swam from [Dover] to [Calais], sent flowers.",
    ],
)
def test_what_lies_beside_the_way(beside: str) -> None:
    assert _read_stops(f"Anna Smith reached [Naples] {{2023-09-05|on Tuesday}}. {beside}") == ["Naples"]


@pytest.mark.parametrize(
    ("told", "stops"),
    [
        ("We used [Bari] as a base for a week.", ["Bari"]),
        ("We used [Bari] as an example.", []),
        ("We did the sights of [Bari].", ["Bari"]),
        ("We fell in love with [Bari].", ["Bari"]),
        ("We loved [Bari].", ["Bari"]),
        ("My sister loved [Bari].", []),
        ("The highlight was [Bari].", ["Bari"]),
        ("[Bari] was magical.", ["Bari"]),
        ("Our guesthouse in [Bari] had no water.", ["Bari"]),
        ("The best food we had was in [Bari].", ["Bari"]),
        ("I lost my phone in [Bari].", ["Bari"]),
        ("I spoke by phone with a friend in [Bari].", []),
        ("Next up was [Bari], and after that [Lecce].", ["Bari", "Lecce"]),
        ("We drove from the airport in [Bari] to [Lecce].", ["Bari", "Lecce"]),
        ("We took a bus from [Bari], stopped near [Lecce] and slept badly.", ["Bari", "Lecce"]),
    ],
)
def test_what_travellers_tell_of_themselves(told: str, stops: list[str]) -> None:
    assert _read_stops(f"We landed in [Rome] {{2023-09-05|on Tuesday}}. {told}") == ["Rome", *stops]


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("The suspect was tracked from [Leeds] to [Hull] and arrested in [York].", ["Leeds", "Hull", "York"]),
        ("Fresh from [Leeds], Anna Smith spoke in [Hull].", ["Leeds", "Hull"]),
        ("The regiment moved to [York]. It garrisoned [Cork] for two years.", ["York", "Cork"]),
        ("The tanker sailed from [Basra]. Bound for [Split], it was hijacked off [Aden].", ["Basra", "Aden"]),
        ("Anna Smith left [Cork]. The police had her put ashore at [Bari].", ["Cork", "Bari"]),
        ("Otto Smith left [Cork]. The doctor has him helped down at [Bari].", ["Cork", "Bari"]),
        (
            "With a clerk and a groom named Hassan, Otto Smith was put aboard a brig at [Bari].",
            ["Bari"],
        ),
        ("Having lost her mast and most of her sails, the brig put in at [Bari].", ["Bari"]),
        (
            "Otto Smith landed at [Bari], to which a clerk and a great crowd had come, and was back in [Rome] at dusk.",
            ["Bari", "Rome"],
        ),
        ("Otto Smith rode to [Bari], and from there by [Lecce] to [Rome].", ["Bari", "Lecce", "Rome"]),
        ("Otto Smith, who learned to fly at [Bari], reached [Rome].", ["Rome"]),
        ("King Otto reached [York]. His Majesty drove on to [Hull].", ["York", "Hull"]),
        ("The Pope landed in [Lima]. Her Majesty sent a cable from [London].", ["Lima"]),
        ("Anna Smith stayed at [Cork], for her husband had sailed to [Boston].", ["Cork"]),
        ("Anna Smith stayed at [Cork]; for three days she roamed [Bari].", ["Cork", "Bari"]),
        ("The Lions landed at [Durban]. The match was moved to [Cape Town].", ["Durban", "Cape Town"]),
        ("The band left [Leeds]. Two sides met at [Hull].", ["Leeds", "Hull"]),
        ("Anna Smith was at [Cork]. [Brest], entered by the marines, was quiet.", ["Cork"]),
        ("Anna Smith was at [Cork]. [Brest], reached at noon, was quiet.", ["Cork", "Brest"]),
        ("Anna Smith was at [Cork], at which the party laughed.", ["Cork"]),
        (
            "The tour has three stops: [Leeds] {2023-09-05|on Tuesday}, where they play twice, then [Hull] and [York].",
            ["Leeds", "Hull", "York"],
        ),
        ("The brig left the last port, [Bergen], {2023-09-05|on Tuesday}.", ["Bergen"]),
        ("The brig arrived at the next port, [Bergen], {2023-09-05|on Tuesday}.", ["Bergen"]),
        ("The brig left [Cork]. [Brest] was rounded {2023-09-05|on Tuesday}.", ["Cork", "Brest"]),
        ("On Tuesday the brig was drawn into the naval shed at [Bergen].", ["Bergen"]),
        ("Anna Smith slept on the shingle of [Bergen].", ["Bergen"]),
        (
            "The monk is at [Lhasa]. When he was last in India, in {1956-11-05|November 1956}, he saw [Bombay] "
            "and spoke to a minister in [Delhi]. He flew to [Leh] {2023-09-05|on Tuesday}.",
            ["Lhasa", "Leh"],
        ),
        ("Otto Smith left [Rome]. Police in [Bari] arrested him.", ["Rome", "Bari"]),
        ("Otto Smith left [Rome]. Customs officers at [Dover] stopped him.", ["Rome", "Dover"]),
        ("Otto Smith left [Rome]. Police in [Bari] sought him.", ["Rome"]),
        ("Otto Smith left [Rome], his lawyer said in [Bari].", ["Rome"]),
        ("Otto Smith was discharged from hospital in [Leeds].", ["Leeds"]),
        ("Otto Smith left [Rome]. At [Bari] a letter was waiting for him.", ["Rome", "Bari"]),
        ("Otto Smith left [Rome]. His brother was waiting for him at [Bari].", ["Rome", "Bari"]),
        ("Otto Smith left [Rome]. A clerk awaited his orders at [Bari].", ["Rome"]),
        ("Otto Smith left [Rome]. A clerk left him at [Bari].", ["Rome", "Bari"]),
        ("Otto Smith left [Rome]. Rain set in at [Bari].", ["Rome", "Bari"]),
        ("Otto Smith left [Rome]. [Bari] took him three days.", ["Rome", "Bari"]),
        ("Otto Smith left [Rome]. [Bari] was where he changed his money.", ["Rome", "Bari"]),
        ("Otto Smith left [Rome]. [Bari] was where he had grown up.", ["Rome"]),
        ("Otto Smith left [Rome]. He shared a carriage to [Bari].", ["Rome", "Bari"]),
        ("We flew [Leeds]–[Cork] and drove to [Bari].", ["Leeds", "Cork", "Bari"]),
        ("Anna Smith's plane to [Cork] turned back to [Leeds].", ["Leeds"]),
        ("Anna Smith left [Leeds] and decamped to [Bari].", ["Leeds", "Bari"]),
        ("The next spring found Anna Smith in [Leeds].", ["Leeds"]),
    ],
)
def test_moved_and_met(text: str, stops: list[str]) -> None:
    assert [stop for stop in _read_stops(text) if stop != "Split"] == stops


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        (
            "Anna Smith left [Rome], where she had been ill, for [Naples], which she disliked, and [Bari], which she loved.",
            ["Rome", "Naples", "Bari"],
        ),
        (
            "[Turin], [Genoa] and [Pisa] had all heard her. Anna Smith reached [Rome].",
            ["Turin", "Genoa", "Pisa", "Rome"],
        ),
        (
            "At [Turin] {2023-09-05|on the 5th}, [Genoa] {2023-09-07|on the 7th} and [Pisa] {2023-09-09|on the 9th} "
            "Anna Smith sang.",
            ["Turin", "Genoa", "Pisa"],
        ),
        (
            "Anna Smith has the west before her: [Turin] {2023-09-05|on Tuesday}, where she sings; [Genoa] "
            "{2023-09-07|on Thursday}, and [Pisa] {2023-09-09|on Saturday}, with two days in which nobody sings.",
            ["Turin", "Genoa", "Pisa"],
        ),
        (
            "[Turin], {2023-09-05|on Tuesday}, gave him a dog, and [Genoa], {2023-09-07|on Thursday}, a snub, "
            "for the mayor had refused the invitation. Otto Smith reached [Rome].",
            ["Turin", "Genoa", "Rome"],
        ),
        ("Anna Smith embarked at [Genoa], in rain, for [Pisa], and got there at noon.", ["Genoa", "Pisa"]),
    ],
)
def test_lists_that_go_on_behind_an_aside(text: str, stops: list[str]) -> None:
    assert _read_stops(text) == stops
