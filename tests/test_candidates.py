"""Places a story only suggests or speaks against: one table for each kind of phrase that does so."""

import pytest
from marked import read_marked

from maps.journey import Journey, build_journey
from timeline.assemble import assemble_events
from timeline.extract.movements import extract_movements

HERE = "Anna Smith reached [Oslo]. "


def journey_of(text: str) -> Journey:
    article, dates, toponyms = read_marked(HERE + text)
    events, traveller = assemble_events(article, extract_movements(article, dates, toponyms))
    return build_journey(events, title="T", traveller=traveller)


def check(text: str, status: str, names: str) -> None:
    """Assert that the story has these candidates, all of one status, and no stop but Oslo among them."""
    journey = journey_of(text)
    assert {(c.place.name, c.status) for c in journey.candidates} == {(n, status) for n in names.split()}
    assert not {stop.place.name for stop in journey.stops} & set(names.split())


SAID_OF_IT = [  # the place is the subject
    ("[Vienna] is under consideration.", "Vienna"),
    ("[Vienna] and [Geneva] are in the running.", "Vienna Geneva"),
    ("[Vienna] is firmly in the frame, and so is [Geneva].", "Vienna Geneva"),
    ("[Vienna] remains the favourite.", "Vienna"),
    ("[Vienna] is thought to be the front-runner.", "Vienna"),
    ("[Vienna] has been tipped as the venue.", "Vienna"),
    ("[Vienna], [Geneva] and [Riga] have all been mooted.", "Vienna Geneva Riga"),
    ("[Vienna] is among the cities on the shortlist.", "Vienna"),
    ("[Vienna] has been shortlisted.", "Vienna"),
    ("[Vienna] was floated as a compromise.", "Vienna"),
    ("[Vienna] has offered to host the talks.", "Vienna"),
    ("[Vienna] has put itself forward.", "Vienna"),
    ("[Vienna] is lobbying hard.", "Vienna"),
    ("[Vienna] would suit both sides.", "Vienna"),
    ("[Vienna] looks the likeliest.", "Vienna"),
    ("[Vienna] may be next.", "Vienna"),
    ("[Vienna] cannot be ruled out.", "Vienna"),
    ("[Vienna] has not been excluded.", "Vienna"),
    ("[Vienna] is still on the table.", "Vienna"),
    ("[Vienna] has emerged as the likely site.", "Vienna"),
    ("[Vienna] is said to be keen.", "Vienna"),
    ("[Vienna], the early favourite, is still mentioned.", "Vienna"),
    ("[Vienna] keeps coming up.", "Vienna"),
    ("[Vienna] is another possibility.", "Vienna"),
    ("[Vienna] was pencilled in for the return leg.", "Vienna"),
    ("[Vienna] is being sounded out.", "Vienna"),
    ("[Vienna], which has volunteered its old port, awaits an answer.", "Vienna"),
    ("[Vienna] has thrown its hat into the ring.", "Vienna"),
]

SAID_TO_IT = [  # the place is the object or complement
    ("Organisers are weighing [Vienna].", "Vienna"),
    ("Organisers have floated [Vienna] and [Geneva].", "Vienna Geneva"),
    ("The papers tipped [Vienna].", "Vienna"),
    ("Her manager is eyeing [Vienna].", "Vienna"),
    ("Her aides are looking at [Vienna] or [Geneva].", "Vienna Geneva"),
    ("The bookmakers fancy [Vienna].", "Vienna"),
    ("The smart money is on [Vienna].", "Vienna"),
    ("Speculation has centred on [Vienna].", "Vienna"),
    ("Eyes have turned to [Vienna].", "Vienna"),
    ("Most guesses point to [Vienna].", "Vienna"),
    ("Rumours of [Vienna] persist.", "Vienna"),
    ("There was talk of [Vienna].", "Vienna"),
    ("There is talk of a second night in [Vienna].", "Vienna"),
    ("The options include [Vienna], [Geneva] and [Riga].", "Vienna Geneva Riga"),
    ("Among the venues under discussion are [Vienna] and [Geneva].", "Vienna Geneva"),
    ("Another possibility is [Vienna].", "Vienna"),
    ("The favourite is [Vienna].", "Vienna"),
    ("The likeliest venue is [Vienna], officials said.", "Vienna"),
    ("An alternative would be [Vienna].", "Vienna"),
    ("The fallback is [Vienna].", "Vienna"),
    ("If the pass is shut, [Vienna] is the fallback.", "Vienna"),
    ("The shortlist: [Vienna], [Geneva], [Riga].", "Vienna Geneva Riga"),
    ("Her promoters are in talks with [Vienna].", "Vienna"),
    ("There is a plan for [Vienna] next year.", "Vienna"),
    ("She has an invitation from [Vienna].", "Vienna"),
    ("She likes the idea of [Vienna].", "Vienna"),
    ("The captain asked for [Vienna].", "Vienna"),
    ("One newspaper suggested [Vienna].", "Vienna"),
    ("Sightings were reported in [Vienna].", "Vienna"),
    ("One theory has her in [Vienna].", "Vienna"),
    ("Searchers combed the waters off [Vienna].", "Vienna"),
    ("Her name has been linked with [Vienna].", "Vienna"),
    ("The promoter hopes to add [Vienna].", "Vienna"),
    ("The team prefers [Vienna].", "Vienna"),
    ("The diplomats talk of [Vienna].", "Vienna"),
    ("The front-runner, [Vienna], has a new hall.", "Vienna"),
    ("The choice lies between [Vienna] and [Geneva].", "Vienna Geneva"),
    ("It is a toss-up between [Vienna] and [Geneva].", "Vienna Geneva"),
]

MAY_GO = [  # the movement itself is only suggested
    ("She may go on to [Vienna].", "Vienna"),
    ("She could be heading for [Vienna].", "Vienna"),
    ("She is thought to have reached [Vienna].", "Vienna"),
    ("She is believed to be making for [Vienna].", "Vienna"),
    ("She was rumoured to be in [Vienna].", "Vienna"),
    ("She is said to be considering a stop in [Vienna].", "Vienna"),
    ("She is now making, some said, for [Vienna].", "Vienna"),
    ("According to one theory, she went to [Vienna].", "Vienna"),
    ("Perhaps she will go on to [Vienna].", "Vienna"),
    ("She will go either to [Vienna] or to [Geneva].", "Vienna Geneva"),
    ("She will sail to [Vienna] or possibly [Geneva].", "Vienna Geneva"),
    ("She would like to see [Vienna].", "Vienna"),
    ("Should the weather hold, she goes on to [Vienna].", "Vienna"),
    ("If there is time she will look in at [Vienna].", "Vienna"),
    ("She is tempted by [Vienna].", "Vienna"),
    ("She has yet to decide between [Vienna] and [Geneva].", "Vienna Geneva"),
    ("Where next? [Vienna], perhaps.", "Vienna"),
    ("She has not decided whether to go to [Vienna].", "Vienna"),
    ("Visits to [Vienna] are being considered.", "Vienna"),
    ("A visit to [Vienna] is on the cards.", "Vienna"),
    ("A stop in [Vienna] is likely.", "Vienna"),
    ("A detour to [Vienna] is not out of the question.", "Vienna"),
    ("An extension to [Vienna] can be arranged.", "Vienna"),
    ("She hinted at a trip to [Vienna].", "Vienna"),
    ("She has not ruled out [Vienna].", "Vienna"),
]

IN_DOUBT = [  # all of these, in longer sentences
    (
        "Diplomats said on Monday that [Vienna] and [Geneva] were the likeliest settings for the meeting.",
        "Vienna Geneva",
    ),
    ("Nobody in the party would say where they were bound, though [Vienna] was whispered about.", "Vienna"),
    ("If [Vienna] proves too dear, there is always [Geneva].", "Vienna Geneva"),
    ("She has been offered a berth at [Vienna].", "Vienna"),
    ("[Vienna] is reckoned the safest bet.", "Vienna"),
    ("Among those bidding to stage the opening night are [Vienna] and [Geneva].", "Vienna Geneva"),
    ("A return by way of [Vienna] has not been excluded.", "Vienna"),
    ("The next stop could well be [Vienna].", "Vienna"),
    ("There are whispers of a secret stop at [Vienna].", "Vienna"),
    ("The trackers lost her off the coast, and think she may be making for [Vienna].", "Vienna"),
    ("One version of the story has her landing at [Vienna] by night.", "Vienna"),
    ("Where she will winter is anyone's guess: [Vienna], [Geneva] or [Riga].", "Vienna Geneva Riga"),
    ("An aide mentioned [Vienna] in passing.", "Vienna"),
    ("We are told that [Vienna] is to be preferred.", "Vienna"),
    ("Should that fail, [Vienna] stands ready.", "Vienna"),
    ("Plan B is [Vienna].", "Vienna"),
    ("She is thinking of [Vienna] for the winter.", "Vienna"),
    ("I have half a mind to go on to [Vienna].", "Vienna"),
    ("We might yet see [Vienna].", "Vienna"),
    ("Her next port of call is likely to be [Vienna].", "Vienna"),
    ("A stopover in [Vienna] is being mooted.", "Vienna"),
    ("The talk in the bars is all of [Vienna].", "Vienna"),
    ("Reports that she had been seen in [Vienna] could not be confirmed.", "Vienna"),
    ("He is believed to have crossed into [Vienna] that night.", "Vienna"),
    ("Police were checking a sighting in [Vienna].", "Vienna"),
    ("The body may have been taken to [Vienna].", "Vienna"),
    ("A second concert, perhaps in [Vienna], is to be announced.", "Vienna"),
    ("They hope, money permitting, to end the tour in [Vienna].", "Vienna"),
    ("Speculation about [Vienna] has grown since Friday.", "Vienna"),
    ("[Vienna] has been touted, as has [Geneva].", "Vienna Geneva"),
    ("The choice has narrowed to [Vienna] and [Geneva].", "Vienna Geneva"),
    ("The final two are [Vienna] and [Geneva].", "Vienna Geneva"),
    ("All signs point to [Vienna].", "Vienna"),
    ("Her preference is for [Vienna].", "Vienna"),
    ("There was a suggestion that she might call at [Vienna].", "Vienna"),
    ("A landing at [Vienna] is also under study.", "Vienna"),
    ("The ship has requested a place of safety in [Vienna].", "Vienna"),
    ("Two sources familiar with the planning named [Vienna] as the probable site.", "Vienna"),
    ("Whether the ship goes on to [Vienna] depends on the ice.", "Vienna"),
    ("It is not settled whether they will return by [Vienna].", "Vienna"),
    ("Much will hang on the weather, but a landing at [Vienna] is hoped for.", "Vienna"),
    ("The yacht's transponder gave [Vienna] as her destination, which need mean nothing.", "Vienna"),
    ("The elephants seem to be making for [Vienna].", "Vienna"),
    ("If the wind stays in the east we shall run for [Vienna] instead.", "Vienna"),
    ("There is a fallback in [Vienna], should it be wanted.", "Vienna"),
    ("[Vienna] wants her too.", "Vienna"),
    ("[Vienna] is lobbying for the final leg.", "Vienna"),
    ("For the last night the choice is between [Vienna] and [Geneva].", "Vienna Geneva"),
    ("I may see [Vienna] yet.", "Vienna"),
    ("We are in two minds about [Vienna].", "Vienna"),
    ("He speaks of [Vienna], he speaks of [Geneva], but he buys no ticket.", "Vienna Geneva"),
    ("A stop at [Vienna] remains on the table.", "Vienna"),
    ("Others would like [Vienna].", "Vienna"),
    ("[Vienna] cannot be excluded.", "Vienna"),
    ("Sources close to the singer have hinted at [Vienna].", "Vienna"),
    ("Fans are hoping for [Vienna].", "Vienna"),
    ("By one account she slept that night at [Vienna].", "Vienna"),
    ("Tradition has him buried in [Vienna].", "Vienna"),
    ("The most likely route lay by way of [Vienna].", "Vienna"),
    ("She probably crossed by [Vienna].", "Vienna"),
    ("They presumably stopped at [Vienna].", "Vienna"),
    ("It was perhaps at [Vienna] that she fell ill.", "Vienna"),
    ("He is supposed to have died at [Vienna].", "Vienna"),
    ("The herd could turn back towards [Vienna].", "Vienna"),
    ("A cab driver swore that he had taken her to [Vienna].", "Vienna"),
    ("He claims to have met her in [Vienna].", "Vienna"),
    ("Would she go to [Vienna]?", "Vienna"),
    ("Had she slipped away to [Vienna]?", "Vienna"),
    ("One witness insisted that she boarded a ship for [Vienna].", "Vienna"),
    ("The papers had her in [Vienna] by Tuesday.", "Vienna"),
    ("She was reported in [Vienna] on Friday.", "Vienna"),
    ("A letter suggests that she got as far as [Vienna].", "Vienna"),
    ("It may be that she had gone to [Vienna].", "Vienna"),
    ("For all anybody knew she was in [Vienna].", "Vienna"),
    ("Her brother hopes that she will come to [Vienna].", "Vienna"),
    ("There is a legend that she wintered in [Vienna].", "Vienna"),
    ("From there she may have gone on to [Vienna].", "Vienna"),
    ("The ship is now probably off [Vienna].", "Vienna"),
    ("They hope to reach [Vienna], weather permitting.", "Vienna"),
    ("It is possible that she went by [Vienna].", "Vienna"),
    ("She is likely to return through [Vienna].", "Vienna"),
    ("Next summer she may try [Vienna].", "Vienna"),
    ("One witness pointed to [Vienna], another to [Riga].", "Vienna Riga"),
    ("A sponsor wants her in [Vienna].", "Vienna"),
    ("There was some talk over dinner of stopping at [Vienna].", "Vienna"),
    ("That leaves [Vienna].", "Vienna"),
    ("[Vienna] and [Riga] are the names one hears.", "Vienna Riga"),
    ("An official said [Vienna] was being sounded out.", "Vienna"),
    ("A second date, in [Vienna], has been suggested.", "Vienna"),
    ("[Vienna] agreed to take her.", "Vienna"),
    ("[Vienna] is prepared to receive her.", "Vienna"),
    ("[Vienna] has invited her.", "Vienna"),
    ("One day I should like to see [Vienna].", "Vienna"),
    ("She was all for going on to [Vienna].", "Vienna"),
    ("Going by [Vienna] is being considered.", "Vienna"),
    ("Her friends were persuaded that she must go to [Vienna].", "Vienna"),
    ("Next may come [Vienna].", "Vienna"),
    ("A friend asked that the party be moved to [Vienna].", "Vienna"),
    ("The bishop proposed that the synod be held at [Vienna].", "Vienna"),
    ("A tabloid put her in [Vienna] on Wednesday.", "Vienna"),
    ("Some websites put the jet over [Vienna].", "Vienna"),
    ("She would rather winter in [Vienna].", "Vienna"),
]

FOR_HER = [  # others have it in mind for her
    ("The mayor, John Brown, offered to take the ship in at [Vienna] or at [Geneva].", "Vienna Geneva"),
    ("The line hopes to bring the ship into [Vienna] later in the week.", "Vienna"),
    ("The wardens hoped to lead her back to [Vienna].", "Vienna"),
    ("The league wishes her to play at [Vienna].", "Vienna"),
    ("Officials would like her to come to [Vienna].", "Vienna"),
    ("His lawyers, Smith and Jones, would like her to speak in [Vienna].", "Vienna"),
    ("Her friends urge her to go to [Vienna].", "Vienna"),
    ("John Brown has begged her to sing in [Vienna].", "Vienna"),
    ("Doctors advise her to winter at [Vienna].", "Vienna"),
]

SAID_IN_SHORT = [  # a place is all that is said, wanted or shown
    ("The papers say [Vienna].", "Vienna"),
    ("Asked where next, she says [Vienna], and laughs.", "Vienna"),
    ("Some say [Vienna], others [Geneva].", "Vienna Geneva"),
    ("Her fans want [Vienna].", "Vienna"),
    ("Her tracker shows [Vienna] as the destination.", "Vienna"),
    ("The board lists [Vienna] as her next port.", "Vienna"),
    ("Her agents are trying to talk her into a night in [Vienna].", "Vienna"),
    ("Promoters are pressing for an extension in [Vienna].", "Vienna"),
    ("[Oran] has offered to take her in at [Vienna].", "Vienna"),
    ("[==Panama] said it might let her dock at [Vienna].", "Vienna"),
]

MORE_OFTEN = [  # what else speaks for a place
    ("Trackers expect [Vienna] next.", "Vienna"),
    ("The two sides are haggling over [Vienna] and [Geneva].", "Vienna Geneva"),
    ("The visit to [Vienna] hangs in the balance.", "Vienna"),
    ("Her arrival in [Vienna] has yet to be confirmed.", "Vienna"),
    ("The invitation to [Vienna] still stands.", "Vienna"),
    ("I'd love to see [Vienna] one day.", "Vienna"),
    ("[Vienna] is still on my list.", "Vienna"),
    ("Some chroniclers have him winter at [Vienna].", "Vienna"),
    ("Her agent keeps dropping the name of [Vienna].", "Vienna"),
    ("She has set her heart on [Vienna].", "Vienna"),
    ("Diplomats have talked much of [Vienna].", "Vienna"),
    ("She will sail to [Vienna] if the weather improves.", "Vienna"),
]

AMONG_OTHERS = [  # hearsay, preparations, and what is asked of her
    ("It is being whispered that she will go to [Vienna].", "Vienna"),
    ("The cook has it from the purser that we shall look in at [Vienna].", "Vienna"),
    ("Her friends have put their shirts on [Vienna].", "Vienna"),
    ("Her backers are pinning their hopes on [Vienna].", "Vienna"),
    ("[Vienna] was thrown into the pot by a deputy.", "Vienna"),
    ("[Vienna] has been approached.", "Vienna"),
    ("[Vienna] is being readied.", "Vienna"),
    ("[Vienna] is holding a hall for her.", "Vienna"),
    ("[Vienna] hopes to be next.", "Vienna"),
    ("She has been asked to stay in [Vienna].", "Vienna"),
    ("Plans for a gala in [Vienna] are said to be far advanced.", "Vienna"),
    ("There are hopes of a farewell in [Vienna].", "Vienna"),
    ("The obvious place is [Vienna].", "Vienna"),
    ("I would not bet against [Vienna].", "Vienna"),
    ("Why not [Vienna]?", "Vienna"),
]

COUNTRIES = [  # as good as towns, where they are said to be gone to
    ("[==Panama] has offered her asylum.", "possible", "Panama"),
    ("[==Bhutan] granted them refuge.", "possible", "Bhutan"),
    ("There was talk of [==Panama].", "possible", "Panama"),
    ("[==Panama] and [==Bhutan] are in the running.", "possible", "Panama Bhutan"),
    ("[==Panama] has offered to take her.", "possible", "Panama"),
    ("She may go on to [==Bhutan].", "possible", "Bhutan"),
    ("[==Bhutan] was ruled out.", "doubtful", "Bhutan"),
    ("Talk of [==Bhutan] was dismissed.", "doubtful", "Bhutan"),
    ("[==Panama] would not have her.", "doubtful", "Panama"),
    ("She will never go to [==Bhutan].", "doubtful", "Bhutan"),
]

OUT = [  # the place is the subject
    ("[Vienna] was ruled out.", "Vienna"),
    ("[Vienna], which had been the favourite, was ruled out on Monday.", "Vienna"),
    ("[Vienna] and [Geneva] are off the list.", "Vienna Geneva"),
    ("[Vienna] is out of the question.", "Vienna"),
    ("[Vienna] fell through.", "Vienna"),
    ("[Vienna] was never seriously in play.", "Vienna"),
    ("[Vienna] said no.", "Vienna"),
    ("[Vienna] declined.", "Vienna"),
    ("[Vienna] would not have her.", "Vienna"),
    ("[Vienna] turned her away.", "Vienna"),
    ("[Vienna] refused her entry.", "Vienna"),
    ("[Vienna] dropped out of the running.", "Vienna"),
    ("[Vienna] was thought too far.", "Vienna"),
    ("[Vienna] was judged unsafe.", "Vienna"),
    ("[Vienna] is too small for such a ship.", "Vienna"),
    ("[Vienna] had no berth to spare.", "Vienna"),
    ("[Vienna] was shut by fog.", "Vienna"),
    ("[Vienna] will have to wait.", "Vienna"),
    ("[Vienna] was struck off the programme.", "Vienna"),
    ("[Vienna] has been crossed off.", "Vienna"),
    ("[Vienna] was turned down for want of a hall.", "Vienna"),
    ("[Vienna] had been expected; it was not to be.", "Vienna"),
    ("[Vienna] is no longer in the running.", "Vienna"),
    ("[Vienna] is unlikely.", "Vienna"),
    ("[Vienna] was left out.", "Vienna"),
    ("[Vienna] came to nothing.", "Vienna"),
    ("[Vienna] was considered, but the hall was too small.", "Vienna"),
    ("[Vienna] and [Geneva] were put forward in spring, but neither was chosen.", "Vienna Geneva"),
    ("[Vienna] had been the original choice.", "Vienna"),
    ("[Vienna] lost out.", "Vienna"),
    ("[Vienna], first mooted in May, has been quietly dropped.", "Vienna"),
    ("[Vienna] was vetoed by the insurers.", "Vienna"),
]

AGAINST_IT = [  # the place is the object or complement
    ("Officials ruled out [Vienna].", "Vienna"),
    ("Officials have ruled [Vienna] out.", "Vienna"),
    ("The organisers dropped [Vienna] and [Geneva].", "Vienna Geneva"),
    ("She gave up on [Vienna].", "Vienna"),
    ("The ship skipped [Vienna].", "Vienna"),
    ("They crossed [Vienna] off the list.", "Vienna"),
    ("She thought better of [Vienna].", "Vienna"),
    ("The idea of [Vienna] was abandoned.", "Vienna"),
    ("A plan to visit [Vienna] was scrapped.", "Vienna"),
    ("An invitation from [Vienna] has been refused.", "Vienna"),
    ("Talk of a side trip to [Vienna] was waved away.", "Vienna"),
    ("The palace denied that she would go to [Vienna].", "Vienna"),
    ("She turned down an offer from [Vienna].", "Vienna"),
    ("The captain decided against [Vienna].", "Vienna"),
    ("He chose the island rather than [Vienna].", "Vienna"),
    ("Instead of [Vienna] she chose the coast.", "Vienna"),
    ("The ship was refused entry at [Vienna].", "Vienna"),
    ("They were turned away from [Vienna].", "Vienna"),
    ("The original plan was [Vienna].", "Vienna"),
    ("The first idea had been [Vienna].", "Vienna"),
    ("An appeal to [Vienna] got nowhere.", "Vienna"),
    ("Reports that she was in [Vienna] proved false.", "Vienna"),
    ("Her hopes of [Vienna] faded.", "Vienna"),
    ("There will be no [Vienna] this year.", "Vienna"),
    ("[Vienna] she has given up.", "Vienna"),
    ("[Vienna], which I had on my list, I have given up.", "Vienna"),
    ("We no longer offer [Vienna].", "Vienna"),
    ("Her request for [Vienna] was turned down.", "Vienna"),
    ("The [Vienna] leg was cancelled.", "Vienna"),
    ("The [Vienna] option was dropped.", "Vienna"),
    ("Bad weather forced them to abandon [Vienna].", "Vienna"),
]

DID_NOT = [  # the movement itself is spoken against
    ("She had meant to go to [Vienna].", "Vienna"),
    ("She had hoped to see [Vienna], but the road was closed.", "Vienna"),
    ("She was to have called at [Vienna].", "Vienna"),
    ("She was supposed to continue to [Vienna], but fell ill.", "Vienna"),
    ("She should have gone on to [Vienna].", "Vienna"),
    ("She never reached [Vienna].", "Vienna"),
    ("She will not be going to [Vienna].", "Vienna"),
    ("She is not going to [Vienna], whatever they say.", "Vienna"),
    ("She was unable to land at [Vienna].", "Vienna"),
    ("She failed to reach [Vienna].", "Vienna"),
    ("She tried in vain to reach [Vienna].", "Vienna"),
    ("She no longer means to go to [Vienna].", "Vienna"),
    ("It was not [Vienna] after all.", "Vienna"),
    ("She had been expected in [Vienna].", "Vienna"),
    ("Her visit to [Vienna] was put off.", "Vienna"),
    ("She wanted to go to [Vienna] but there was no boat.", "Vienna"),
    ("She planned to walk to [Vienna] but her boots gave out.", "Vienna"),
    ("The concert in [Vienna] was called off.", "Vienna"),
    ("She had been invited to [Vienna], but sent her regrets.", "Vienna"),
]

GIVEN_UP = [  # all of these, in longer sentences
    ("They had talked of [Vienna], but the money ran out.", "Vienna"),
    ("[Vienna] had been on the itinerary until the floods.", "Vienna"),
    ("[Vienna], we were told, was out of the question.", "Vienna"),
    ("The [Vienna] show has been pulled.", "Vienna"),
    ("She decided not to go to [Vienna].", "Vienna"),
    ("We gave [Vienna] a miss.", "Vienna"),
    ("We did not get to [Vienna].", "Vienna"),
    ("There was no time for [Vienna].", "Vienna"),
    ("[Vienna] would have been next, but the engine failed.", "Vienna"),
    ("The plan had been to go on to [Vienna].", "Vienna"),
    ("The idea had been to winter in [Vienna].", "Vienna"),
    ("Her request to land at [Vienna] was refused.", "Vienna"),
    ("The authorities in [Vienna] refused her permission to land.", "Vienna"),
    ("[Vienna] closed its port to her.", "Vienna"),
    ("They were to have met in [Vienna].", "Vienna"),
    ("A planned stop in [Vienna] was abandoned because of ice.", "Vienna"),
    ("The stop at [Vienna] had to be dropped.", "Vienna"),
    ("[Vienna] was struck from the list after the riots.", "Vienna"),
    ("[Vienna] was dismissed as too remote.", "Vienna"),
    ("Nobody now talks of [Vienna].", "Vienna"),
    ("Talk of [Vienna] has died down.", "Vienna"),
    ("Rumours that she had gone to [Vienna] were denied.", "Vienna"),
    ("He denied having been in [Vienna].", "Vienna"),
    ("It was announced that she would land at [Vienna], but fog came down.", "Vienna"),
    ("Ice kept them out of [Vienna].", "Vienna"),
    ("They never did make [Vienna].", "Vienna"),
    ("She could not be persuaded to include [Vienna].", "Vienna"),
    ("The pilot had wanted to put down at [Vienna], only to find it fogbound.", "Vienna"),
    ("[Vienna] lies beyond the range of the aircraft.", "Vienna"),
    ("The train does not go as far as [Vienna].", "Vienna"),
    ("She was booked to sing in [Vienna] but lost her voice.", "Vienna"),
    ("[Vienna], for which they had tickets, was cut.", "Vienna"),
    ("Her dream of [Vienna] came to nothing.", "Vienna"),
    ("The committee voted against [Vienna].", "Vienna"),
    ("[Vienna] pulled out.", "Vienna"),
    ("Both [Vienna] and [Geneva] said no.", "Vienna Geneva"),
    ("We have put off [Vienna] until next year.", "Vienna"),
    ("Hopes of reaching [Vienna] before winter were abandoned.", "Vienna"),
    ("Much as I should have liked to see [Vienna], I turned for home.", "Vienna"),
    ("There is no truth in the story that she is in [Vienna].", "Vienna"),
    ("The ministry would not hear of [Vienna].", "Vienna"),
    ("[Vienna] was thought of and given up.", "Vienna"),
    ("We were to have dined in [Vienna] on Friday.", "Vienna"),
    ("[Vienna], alas, must wait for another summer.", "Vienna"),
    ("[Vienna] is no longer on the cards.", "Vienna"),
    ("[Vienna] was never in the running.", "Vienna"),
    ("[Vienna] was left out for want of time.", "Vienna"),
    ("[Vienna] was passed over.", "Vienna"),
    ("That ruled [Vienna] out.", "Vienna"),
    ("Which leaves [Vienna] out of it.", "Vienna"),
    ("The floods did away with any thought of [Vienna].", "Vienna"),
    ("Snow shut the road to [Vienna].", "Vienna"),
    ("[Vienna] had to be struck from the list.", "Vienna"),
    ("The captain thought [Vienna] too shallow.", "Vienna"),
    ("Her doctors forbade [Vienna].", "Vienna"),
    ("[Vienna] had looked likely, until the strike.", "Vienna"),
    ("The tour was to have opened in [Vienna].", "Vienna"),
    ("A visit to [Vienna], announced in May, has been put off.", "Vienna"),
    ("The first idea was [Vienna].", "Vienna"),
    ("The bishop talked her out of [Vienna].", "Vienna"),
    ("We were advised against [Vienna].", "Vienna"),
    ("They were warned not to go near [Vienna].", "Vienna"),
    ("No train would take us to [Vienna].", "Vienna"),
    ("She was turned back short of [Vienna].", "Vienna"),
    ("The port of [Vienna] would not let her in.", "Vienna"),
    ("With [Vienna] closed, they chose the coast.", "Vienna"),
    ("The rumour that she had reached [Vienna] proved to be untrue.", "Vienna"),
    ("It turned out that she had never been in [Vienna].", "Vienna"),
    ("There will be no concert in [Vienna] this year.", "Vienna"),
    ("She has withdrawn from the concert in [Vienna].", "Vienna"),
    ("The performance in [Vienna] did not take place.", "Vienna"),
    ("She went home without seeing [Vienna].", "Vienna"),
    ("Instead of going to [Vienna] she turned for home.", "Vienna"),
    ("She was to go on to [Vienna]. Instead she turned for home.", "Vienna"),
    ("She had hoped to winter in [Vienna]. But the pass was shut.", "Vienna"),
    ("She meant to go to [Vienna]. In the event she stayed where she was.", "Vienna"),
    ("She was not allowed to land at [Vienna].", "Vienna"),
    ("They were prevented from reaching [Vienna].", "Vienna"),
    ("She was too ill to go on to [Vienna].", "Vienna"),
    ("She got ready to leave for [Vienna], but no ship came.", "Vienna"),
    ("The plane could not land at [Vienna].", "Vienna"),
    ("They could not get to [Vienna].", "Vienna"),
    ("The flight to [Vienna] was cancelled.", "Vienna"),
    ("She missed the boat to [Vienna].", "Vienna"),
    ("She set out for [Vienna] but turned back.", "Vienna"),
    ("They tried to reach [Vienna] but were driven back.", "Vienna"),
    ("She never got to [Vienna].", "Vienna"),
    ("Her trip to [Vienna] fell through.", "Vienna"),
    ("She abandoned her attempt to reach [Vienna].", "Vienna"),
    ("She gave up the idea of going to [Vienna].", "Vienna"),
    ("She decided to skip [Vienna].", "Vienna"),
    ("She changed her mind about [Vienna].", "Vienna"),
    ("The visit to [Vienna] never happened.", "Vienna"),
    ("The wind forbade [Vienna].", "Vienna"),
    ("She would have liked to go to [Vienna].", "Vienna"),
    ("The captain was ordered not to call at [Vienna].", "Vienna"),
    ("It is not true that she went to [Vienna].", "Vienna"),
    ("Nobody expected her in [Vienna] any more.", "Vienna"),
    ("She is no longer expected in [Vienna].", "Vienna"),
]

SPARED = [  # one thing rather than another
    ("Sailing home to [Vienna] was ruled out.", "Vienna"),
    ("Rather than take the road by [Vienna] she crossed the hills.", "Vienna"),
    ("One agent had wanted her in [Vienna], another in [Riga].", "Vienna Riga"),
    ("The concert was moved from [Vienna].", "Vienna"),
    ("[Vienna], where she had first meant to land, was watched.", "Vienna"),
    ("[Vienna] did not answer.", "Vienna"),
    ("[Vienna] wanted too much money.", "Vienna"),
    ("[Vienna] I shall leave alone.", "Vienna"),
    ("[Vienna] no longer appears in the timetable.", "Vienna"),
    ("[Vienna] has disappeared from the programme.", "Vienna"),
    ("The mayor of [Vienna] would not hear of it.", "Vienna"),
    ("The harbour master at [Vienna] turned them away.", "Vienna"),
    ("Her request to shelter in [Vienna] went unanswered.", "Vienna"),
    ("The tide was against a call at [Vienna].", "Vienna"),
    ("They said she might go to [Vienna], but nobody would pay.", "Vienna"),
    ("A date in [Vienna] was suggested; it did not survive.", "Vienna"),
    ("A call at [Vienna] never materialised.", "Vienna"),
]

OVERTAKEN = [  # what somebody meant or guessed once; the journey went on elsewhere
    ("The papers thought that she would go to [Vienna].", "Vienna"),
    ("Her brother had her down for [Vienna].", "Vienna"),
    ("She hoped to go to [Vienna].", "Vienna"),
    ("She asked to be taken to [Vienna].", "Vienna"),
]

FOR_A_WHILE = [  # what a suggestion of the past lasted
    ("[Vienna] was a favourite until Monday.", "Vienna"),
    ("[Vienna] led the field until last week.", "Vienna"),
    ("[Vienna] was talked of until the airport closed.", "Vienna"),
    ("[Vienna] was thought of, until the doctors said that it was too cold.", "Vienna"),
    ("[Vienna] was briefly considered.", "Vienna"),
    ("For a time the police thought of [Vienna].", "Vienna"),
    ("[Vienna] is no longer mentioned.", "Vienna"),
    ("[Vienna] has gone out of fashion.", "Vienna"),
    ("A suggestion that she be moved to [Vienna] was turned down.", "Vienna"),
    ("A request that the talks be held in [Vienna] was refused.", "Vienna"),
]

CUT_SHORT = [  # before she could arrive, in a first draft, or by a word from elsewhere
    ("She gave up before she reached [Vienna].", "Vienna"),
    ("She fell ill before she got to [Vienna].", "Vienna"),
    ("The airship broke up before reaching [Vienna].", "Vienna"),
    ("The fugitives, Anna Smith and John Brown, were stopped before they reached [Vienna].", "Vienna"),
    ("The ship sank before it came to [Vienna].", "Vienna"),
    ("[Vienna] was crossed out before they got there.", "Vienna"),
    ("Her first plan had [Vienna] in it.", "Vienna"),
    ("The original route took in [Vienna] and [Geneva].", "Vienna Geneva"),
    ("An earlier timetable showed [Vienna].", "Vienna"),
    ("[Vienna] was on the board, but the captain rubbed it out.", "Vienna"),
    ("[Oran] would not have them back in [Vienna].", "Vienna"),
    ("[Oran] refused to let her land at [Vienna].", "Vienna"),
    ("[Oran] would not let the ship into [Vienna].", "Vienna"),
    ("[==Panama] barred her from [Vienna].", "Vienna"),
]

CUT_SHORT = [  # before she could arrive, in a first draft, or by a word from elsewhere
    ("She gave up before she reached [Vienna].", "Vienna"),
    ("She fell ill before she got to [Vienna].", "Vienna"),
    ("The airship broke up before reaching [Vienna].", "Vienna"),
    ("The fugitives, Anna Smith and John Brown, were stopped before they reached [Vienna].", "Vienna"),
    ("The ship sank before it came to [Vienna].", "Vienna"),
    ("[Vienna] was crossed out before they got there.", "Vienna"),
    ("Her first plan had [Vienna] in it.", "Vienna"),
    ("The original route took in [Vienna] and [Geneva].", "Vienna Geneva"),
    ("An earlier timetable showed [Vienna].", "Vienna"),
    ("[Vienna] was on the board, but the captain rubbed it out.", "Vienna"),
    ("[Oran] would not have them back in [Vienna].", "Vienna"),
    ("[Oran] refused to let her land at [Vienna].", "Vienna"),
    ("[Oran] would not let the ship into [Vienna].", "Vienna"),
    ("[==Panama] barred her from [Vienna].", "Vienna"),
]

CAME_TO_NOTHING = [  # what else speaks against a place
    ("Neither [Vienna] nor [Geneva] will take her.", "Vienna Geneva"),
    ("Talks on a stop in [Vienna] broke down.", "Vienna"),
    ("We ran out of time for [Vienna].", "Vienna"),
    ("[Vienna] didn't make the cut.", "Vienna"),
    ("[Vienna] will have to be for another time.", "Vienna"),
    ("[Vienna] sold out months ago.", "Vienna"),
    ("No document places him in [Vienna].", "Vienna"),
    ("There is no evidence that she ever visited [Vienna].", "Vienna"),
    ("She asked to be taken to [Vienna] and was refused.", "Vienna"),
    ("She set her heart on [Vienna], but her money was gone.", "Vienna"),
    ("His friends advised [Vienna]; he would not hear of it.", "Vienna"),
    ("The club suggested [Vienna], but the players do not care for it.", "Vienna"),
    ("[Vienna] remains on the programme, but many doubt it.", "Vienna"),
    ("The meeting was switched from [Vienna].", "Vienna"),
]

NOT_THERE_EITHER = [  # denied, outdone, or what would have been
    ("The company denies that [Vienna] was ever considered.", "Vienna"),
    ("The pilots would have preferred [Vienna], with its longer runway.", "Vienna"),
    ("The sponsors would have chosen [Vienna].", "Vienna"),
    ("[Vienna] and [Geneva] both have halls big enough; neither has been approached.", "Vienna Geneva"),
    ("[Vienna] offered more, but the other town was nearer.", "Vienna"),
    ("Anywhere but [Vienna], she said.", "Vienna"),
    ("[Vienna], where she once lived, has not been approached.", "Vienna"),
]

LATER = [  # said later of what was named before
    ("[Vienna] and [Geneva] had both offered a hall. Neither was accepted.", "Vienna Geneva"),
    ("There was a plan for [Vienna]. It came to nothing.", "Vienna"),
    ("She was to go on to [Vienna]. That leg has been dropped.", "Vienna"),
    ("A night in [Vienna] had been planned. It was cancelled.", "Vienna"),
    ("The papers named [Vienna] and [Geneva]. Both were ruled out.", "Vienna Geneva"),
]

NEITHER = [  # neither suggested nor spoken against
    "Officials in [Vienna] said nothing.",
    "The hotel in [Vienna] was closed by the police.",
    "The minister was dismissed in [Vienna].",
    "Her brother lives in [Vienna].",
    "Tom Jones may go to [Vienna].",
    "She met the mayor of [Vienna], who offered her tea.",
    "She read about [Vienna].",
    "The road to [Vienna] is long.",
    "Her book was rejected by a publisher in [Vienna].",
    "The treaty signed in [Vienna] was dropped.",
    "She was born in [Vienna], which had refused Hitler a place at its academy.",
    "[Vienna] is famous for its cakes.",
    "Why did she leave [Vienna]?",
    "She wrote that her aunt lived in [Vienna].",
    "Her aunt hopes to sell her house in [Vienna].",
    "The band left [Vienna] to cheers.",
    "He had been told in [Vienna] that the pass was open.",
    "The papers in [Vienna] made much of it.",
    "She bought a map of [Vienna].",
    "A train for [Vienna] stood at the next platform.",
    "The Congress of [Vienna] redrew the map.",
    "Her guide came from [Vienna] and spoke four languages.",
    "The news from [Vienna] was bad.",
    "His uncle had considered a career in [Vienna].",
    "She flew home from [Vienna].",
    "She considered the matter over dinner in [Vienna].",
    "The firm, based in [Vienna], was considering its position.",
    "[Vienna] has a fine station.",
    "The story was reported in [Vienna].",
    "Her father had been a baker in [Vienna].",
    "A spokesman in [Vienna] declined to comment.",
    "The mayor of [Vienna] rejected the criticism.",
    "The treaty of [Vienna] was discussed.",
    "The express from [Vienna] was late.",
    "Thousands of people in [Vienna] may lose their homes.",
    "[Vienna] beat [Geneva] at chess.",
    "The plan was drawn up in [Vienna].",
    "The idea came to her in [Vienna].",
    "An offer was made by a bank in [Vienna].",
    "The vote was held in [Vienna].",
    "The embassy in [Vienna] denied the report.",
    "She wrote of the siege of [Vienna].",
    "At [Vienna] she was set free.",
    "She was made to land in [Vienna].",
    "It took her all day to get to [Vienna].",
    "The coach could go no farther than [Vienna].",
    "Crossing [Vienna] you are offered a drink.",
    "[Vienna] cancelled the sale.",
    "She gave him the name of a club in [Vienna].",
    "There is no station in [Vienna].",
    "[==Panama] may cut its rates.",
    "[==Panama] would freeze her assets.",
    "[==Panama] and [==Bhutan] had closed their skies.",
    "[==Panama] has denied the report.",
    "He chose [Vienna] over his wife.",
    "She changed trains before reaching [Vienna].",
    "The papers say [Vienna] is full.",
    "The first tour took in [Vienna].",
]


@pytest.mark.parametrize(
    ("text", "names"),
    SAID_OF_IT + SAID_TO_IT + MAY_GO + IN_DOUBT + FOR_HER + SAID_IN_SHORT + MORE_OFTEN + AMONG_OTHERS,
)
def test_possible(text: str, names: str) -> None:
    check(text, "possible", names)


@pytest.mark.parametrize(
    ("text", "names"),
    OUT
    + AGAINST_IT
    + DID_NOT
    + GIVEN_UP
    + SPARED
    + FOR_A_WHILE
    + CUT_SHORT
    + CAME_TO_NOTHING
    + NOT_THERE_EITHER
    + LATER,
)
def test_doubtful(text: str, names: str) -> None:
    check(text, "doubtful", names)


@pytest.mark.parametrize(("text", "status", "names"), COUNTRIES)
def test_countries(text: str, status: str, names: str) -> None:
    check(text, status, names)


@pytest.mark.parametrize(
    "text",
    [
        "The crew would prefer [Bergen] to [Riga].",
        "Her hosts favour [Bergen] over [Riga].",
        "She would rather sing at [Bergen] than at [Riga].",
        "Her father would sooner see [Bergen] than [Riga].",
        "The committee recommended [Bergen] over [Riga].",
        "One minister suggested [Bergen] rather than [Riga].",
    ],
)
def test_preferred(text: str) -> None:
    found = {(c.place.name, c.status) for c in journey_of(text).candidates}
    assert found == {("Bergen", "possible"), ("Riga", "doubtful")}


@pytest.mark.parametrize(("text", "names"), OVERTAKEN)
def test_overtaken(text: str, names: str) -> None:
    check(f"{text} On {{2023-09-11|11 September}} she landed at [Bergen].", "doubtful", names)


def test_still_open() -> None:
    """What somebody only said or thought then may still be to come, though the story goes on with a later day."""
    told = "{2023-09-10|On Sunday} she left [Hamar]. An officer thought [Vienna] likelier. "
    later = "{2023-09-11|On Monday} she reached [Bergen]."
    assert {(c.place.name, c.status) for c in journey_of(told + later).candidates} == {("Vienna", "possible")}


@pytest.mark.parametrize("text", NEITHER)
def test_neither(text: str) -> None:
    assert journey_of(text).candidates == ()


@pytest.mark.parametrize(
    ("text", "stops", "candidates"),
    [
        ("She will go on to [Bergen] and perhaps to [Vienna].", "Oslo Bergen", "Vienna possible"),
        ("She went to [Bergen] instead of [Vienna].", "Oslo Bergen", "Vienna doubtful"),
        ("She sailed to [Bergen], not [Vienna].", "Oslo Bergen", "Vienna doubtful"),
        ("She went not to [Vienna] but to [Bergen].", "Oslo Bergen", "Vienna doubtful"),
        (
            "She was bound for [Vienna], but the storm drove her to [Bergen].",
            "Oslo Bergen",
            "Vienna doubtful",
        ),
        ("[Bergen] was considered too far, but she reached it. She slept in [Bergen].", "Oslo Bergen", ""),
        ("She reached [Bergen]. [Bergen] had been tipped.", "Oslo Bergen", ""),
        ("She flew to [Bergen], bypassing [Vienna].", "Oslo Bergen", "Vienna doubtful"),
        ("She flew to [Bergen], where talk of [Vienna] was dismissed.", "Oslo Bergen", "Vienna doubtful"),
        ("On {2023-09-14|Thursday} she sails to [Bergen].", "Oslo Bergen", ""),
        ("She went on to [Bergen]. A second night in [Oslo] is possible.", "Oslo Bergen", "Oslo possible"),
        ("She went on to [Bergen]. Her owners want her back in [Oslo].", "Oslo Bergen", "Oslo possible"),
        ("She went on to [Bergen]. [Oslo] may want help.", "Oslo Bergen", ""),
        ("She went on to [Bergen]. A tug took the ship to [Hamar].", "Oslo Bergen Hamar", ""),
        ("She visited [Bergen], [Hamar] and possibly [Vienna].", "Oslo Bergen Hamar", "Vienna possible"),
    ],
)
def test_beside_stops(text: str, stops: str, candidates: str) -> None:
    journey = journey_of(text)
    assert [stop.place.name for stop in journey.stops] == stops.split()
    assert " ".join(f"{c.place.name} {c.status}" for c in journey.candidates) == candidates
