"""From mentions to events: who the story follows, and which of its places are stops, candidates or neither.

Events come out in the order of the journey: by time, ties and undated ones by the telling, and every
event of one stay beside the others. That order is the timeline's `order` column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from timeline.article import Article
from timeline.events import Event, Kind, Mode, Role, Status
from timeline.extract.lexicon import load_lexicon
from timeline.mentions import MovementMention, Relation, Span, Toponym
from timeline.places import Place, are_same_stop
from timeline.times import TimeValue

# Dated visits this many days apart belong to different journeys unless something lies between them.
JOURNEY_GAP_DAYS = 80
# One mode is a story's usual one where it has at least this share of its vehicle words.
USUAL_SHARE = 0.6
# A date wider than this says little about which journey an event belongs to, or where in it.
COARSE_DAYS = 62

_TITLES = frozenset(
    "mr mrs ms miss dr sir lord lady president prince princess king queen pope captain general colonel lieutenant "
    "secretary minister prime chancellor senator governor st saint the premier emperor father sister brother rev "
    "professor commander admiral major sergeant".split()
)
_NOT_NAMES = frozenset(
    "the in on at when as and but after before so then while for from monday tuesday wednesday thursday friday saturday "
    "sunday january february march april may june july august september october november december".split()
)
_FULL_NAME = re.compile(r"\b((?:[Tt]he )?)([A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){1,3})")
# Last words of the names of planes, trains and ships that stand without "the".
_VEHICLE_NAMES = frozenset({"One", "Express", "Special", "Clipper", "Limited", "Maru", "Flyer"})
_NEVER_STOPS = frozenset({"continent", "sea", "ocean", "river", "desert", "strait", "region"})
_PART_HOURS = {"dawn": 5, "morning": 8, "midday": 12, "afternoon": 15, "evening": 19, "night": 22}
_KINDS: dict[str, Kind] = {
    "depart": "departure", "arrive": "arrival", "travel": "arrival", "return": "arrival", "pass": "passage",
    "stay": "stay", "meet": "meeting", "mention": "stay",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visit:
    """One place of one movement mention, with its reading so far."""

    mention: MovementMention
    toponym: Toponym
    relation: Relation
    actor: str | None
    is_traveller: bool
    time: TimeValue | None
    telling: int
    role: Role = "mention"
    status: Status = "happened"
    kind: Kind = "background"

    @property
    def place(self) -> Place | None:
        return self.toponym.place


def assemble_events(
    article: Article, movements: Sequence[MovementMention]
) -> tuple[tuple[Event, ...], str | None]:
    """Return the story's events in the order of the journey, and whom it follows (None if nobody).

    Stops are places where the traveller was or is firmly expected; candidates are places the story only
    suggests (`possible`) or speaks against (`doubtful`); the rest are mentions.
    """
    traveller = find_traveller(article, movements)
    visits = _read_visits(article, movements, traveller)
    visits = _keep_main_journey(article, visits)
    visits = _drop_wide_areas(visits)
    visits = _settle_candidates(visits)
    ordered = _order(visits)
    return _events(article, ordered), traveller


# ---------------------------------------------------------------- whom the story follows


def find_traveller(article: Article, movements: Sequence[MovementMention]) -> str | None:
    """Return the name of whoever the story's movements belong to most, by count and by the title."""
    weights: Counter[str] = Counter()
    names_of_places = {word for m in movements for toponym, _ in m.places for word in toponym.text.split()}
    for word in re.findall(r"[A-Z][\w-]+", article.title or ""):
        if word not in names_of_places and _is_proper(article.text, word) and word.lower() not in _TITLES:
            weights[word] += 1
    for lead, name in _FULL_NAME.findall(article.text):
        if (
            not lead
            and (key := _surname(name))
            and key not in names_of_places
            and key.lower() not in _NOT_NAMES
        ):
            weights[key] += 1
    full: dict[str, Counter[str]] = {}
    narrator = 0
    for mention in movements:
        subject = mention.subject
        if subject.kind == "narrator":
            narrator += 1
        if subject.kind != "name" or mention.is_fragment:
            continue
        key = _surname(subject.text)
        if not key or not _is_proper(article.text, key):
            continue
        weight = 1 if mention.motion in {"mention", "meet"} else 2
        if mention.is_earlier or mention.modality in {"unreal", "doubtful"}:
            weight = 1
        weights[key] += weight
        full.setdefault(key, Counter())[subject.text] += 1
    opening = article.text[: article.sentences[1].end if len(article.sentences) > 1 else 400]
    for key in weights:
        in_title = key in (article.title or "")
        weights[key] += 6 * in_title + 2 * (key in opening) + min(article.text.count(key), 6)
        if _is_ship_or_train(article.text, key):
            weights[key] = 1
    if narrator > max(weights.values(), default=0) / 2:
        return article.author or "the narrator"
    if not weights:
        return None
    key = max(weights, key=lambda k: (weights[k], -article.text.find(k)))
    names = {key} | set(_full_names(article.text, key))
    return max(names, key=lambda name: (len(_name_words(name)), article.text.count(name), len(name)))


def _full_names(text: str, surname: str) -> Iterable[str]:
    pattern = rf"(?:[A-Z][\w’'.-]{{1,20}} ){{1,3}}{re.escape(surname)}\b"
    for match in re.finditer(pattern, text):
        words = match.group().split()
        while words and words[0].lower().strip(".,") in _NOT_NAMES:
            words = words[1:]
        if not any(word.lower() in _NOT_NAMES or (word.endswith(".") and len(word) > 3) for word in words):
            yield " ".join(words)


def _name_words(name: str) -> list[str]:
    return [word for word in name.split() if word.lower().strip(".") not in _TITLES]


def _is_proper(text: str, word: str) -> bool:
    """True where a capitalised word also stands in mid-sentence: a name, not the opening of a sentence."""
    return (
        word.isalpha()
        and re.search(rf"[a-z,] {re.escape(word)}\b|\b[A-Z][\w.]+ {re.escape(word)}\b", text) is not None
    )


def _surname(name: str) -> str:
    words = _name_words(name)
    # Korean, Chinese and Hungarian names put the surname first; "Mr. Kim" then matches any word of the name.
    return words[-1] if words else ""


class _Cast:
    """Who is on stage: tells the traveller from the others, mention after mention."""

    def __init__(self, article: Article, traveller: str | None) -> None:
        self.traveller = traveller
        self.text = article.text
        self.aliases = set(_name_words(traveller or ""))
        self.is_narrated = traveller in {article.author, "the narrator"} and traveller is not None
        self.current = True  # is the last named person the traveller?
        self.name = traveller
        self.roles = _role_holders(article.text, self.aliases)
        self.sentence = Span(-1, -1)

    def read(self, mention: MovementMention) -> tuple[str | None, bool]:
        """Return the actor's name and whether it is the traveller."""
        subject = mention.subject
        if mention.is_fragment and mention.date is not None and subject.kind != "narrator":
            return self.traveller, True  # a row of a programme: "4 July – Manila, Rizal Stadium"
        same_sentence = mention.sentence.start == self.sentence.start
        if "\n" in self.text[self.sentence.end : mention.sentence.start]:
            self._set(self.traveller, True)  # a new paragraph returns to the one it's about
        self.sentence = mention.sentence
        match subject.kind:
            case "narrator":
                return self._set(self.traveller, True)
            case "name" if not _is_proper(self.text, _surname(subject.text)):
                return (self.traveller, True) if self.is_narrated else (subject.text, False)
            case "name":
                is_him = bool(self.aliases & set(_name_words(subject.text))) or self._is_vehicle(subject.text)
                return self._set(self.traveller if is_him else subject.text, is_him)
            case "pronoun" if subject.text.lower() in {"he", "she", "his", "her", "him"}:
                return self.name, self.current
            case "pronoun":
                return (self.name, self.current) if same_sentence else (self.traveller, True)
            case "vehicle" | "group":
                other = subject.text.lower().startswith(("another", "other", "rival", "a second"))
                return (
                    (subject.text, False)
                    if other
                    else (self.traveller, self.current if same_sentence else True)
                )
            case "person":
                if subject.text.lower().startswith(("a ", "an ")):
                    return subject.text, False  # "a reporter" brings nobody on stage
                is_him = self._describes_traveller(subject.text)
                return self._set(self.traveller if is_him else subject.text, is_him)
            case "other":
                return subject.text, False
        return (self.name, self.current) if same_sentence else (self.traveller, True)

    def _set(self, name: str | None, is_traveller: bool) -> tuple[str | None, bool]:
        self.name, self.current = name, is_traveller
        return name, is_traveller

    def _is_vehicle(self, name: str) -> bool:
        return _is_ship_or_train(self.text, name)

    def _describes_traveller(self, words: str) -> bool:
        if words.lower().startswith(("a ", "an ", "another", "his ", "her ", "their ", "its ", "several")):
            return False
        noun = words.split()[-1].lower()
        holders = self.roles.get(noun)
        return holders is None or holders


def _is_ship_or_train(text: str, name: str) -> bool:
    """True where a name mostly stands after "the": ships, trains and teams do, people don't."""
    if name.split()[-1] in _VEHICLE_NAMES:
        return True
    with_article = len(
        re.findall(rf"\b(?:[Tt]he|HMS|SS|RMS|USS) (?:[a-z]\w+ ){{0,2}}{re.escape(name)}\b", text)
    )
    return with_article > 0 and with_article * 2 >= text.count(name)


def _role_holders(text: str, aliases: set[str]) -> dict[str, bool]:
    """Map "president" to whether the traveller is the one called so, for the roles names stand beside."""
    holders: dict[str, list[bool]] = {}
    people = load_lexicon("en").people
    for match in re.finditer(
        r"\b(\w+),? ((?:[A-Z][\w’'-]+ ?){1,4})|\b((?:[A-Z][\w’'-]+ ?){1,4}),? (?:the|an?|then) ([^,.;]{0,60})",
        text,
    ):
        if match.group(1) and match.group(1).lower() in people:
            holders.setdefault(match.group(1).lower(), []).append(bool(aliases & set(match.group(2).split())))
        elif match.group(4):
            for word in match.group(4).lower().split():
                if word in people:
                    holders.setdefault(word, []).append(bool(aliases & set(match.group(3).split())))
    return {role: any(him) for role, him in holders.items()}


# ---------------------------------------------------------------- reading visits


def _read_visits(
    article: Article, movements: Sequence[MovementMention], traveller: str | None
) -> list[_Visit]:
    cast = _Cast(article, traveller)
    visits: list[_Visit] = []
    here: Toponym | None = None
    latest: TimeValue | None = None
    for mention in movements:
        actor, is_traveller = cast.read(mention)
        dated = zip(mention.places, mention.place_dates, strict=True)
        places = sorted(((t, r, d) for (t, r), d in dated), key=lambda p: {"from": 0, "via": 1}.get(p[1], 2))
        if not places and here is not None and is_traveller and mention.modality == "happened":
            places = [(here, "from", None)]  # "they left on the 5th": from where they were last
        if latest is not None and mention.date_rule == "paragraph" and _is_before(mention, latest):
            mention = replace(mention, date=None, date_rule=None)
        for toponym, relation, date in places:
            visit = _Visit(
                mention=mention, toponym=toponym, relation=relation, actor=actor, is_traveller=is_traveller,
                time=date.time if date else _time_at(mention, relation), telling=len(visits),
            )  # fmt: skip
            visit = _with_role(article, visit)
            visits.append(visit)
            if (
                visit.role == "stop"
                and visit.status == "happened"
                and toponym.place
                and not toponym.place.is_area
            ):
                here = toponym
                latest = visit.time or latest
    return visits


def _is_before(mention: MovementMention, latest: TimeValue) -> bool:
    time = mention.date.time if mention.date else None
    return bool(time and time.earliest and latest.earliest and time.earliest < latest.earliest)


def _time_at(mention: MovementMention, relation: Relation) -> TimeValue | None:
    """A departure's date is that of the place left, an arrival's that of the place reached."""
    if mention.date is None:
        return None
    if mention.motion in {"arrive", "return"} and relation == "from":
        return None
    if mention.motion == "depart" and relation == "to":
        return None
    time = mention.date.time
    if mention.date_rule != "paragraph" or time is None:
        return time
    # Told after a day, not said to be on it: the same day, marked as about.
    return replace(time, granularity="day", edtf=f"{time.edtf[:10]}~", part_of_day=None, clock=None)


def _with_role(article: Article, visit: _Visit) -> _Visit:
    mention, place = visit.mention, visit.toponym.place
    kind = _KINDS[mention.motion]
    if visit.relation == "from":
        kind = "departure"
    if visit.relation == "via":
        kind = "passage"
    if place is None or "metonym" in visit.toponym.evidence or place.kind in _NEVER_STOPS:
        return replace(visit, kind="background" if not visit.is_traveller else kind)
    if mention.modality in {"possible", "doubtful"}:
        return _candidate(visit, kind)
    if not visit.is_traveller or mention.modality == "unreal" or visit.relation == "toward":
        return replace(visit, kind="denial" if mention.modality == "unreal" else "background")
    if mention.motion == "mention" and not _is_presence(article, visit):
        return replace(visit, kind="background")
    if mention.modality == "planned" or _is_ahead(article, visit):
        return replace(visit, role="stop", status="planned", kind="plan")
    if mention.motion == "depart" and visit.relation == "to":
        return replace(visit, role="stop", status="planned", kind="plan")
    return replace(visit, role="stop", kind=kind)


def _is_ahead(article: Article, visit: _Visit) -> bool:
    """True where the day lies after the publication: said as a fact, it can still only be planned."""
    first = visit.time.earliest if visit.time else None
    return first is not None and article.published is not None and first > article.published


def _candidate(visit: _Visit, kind: Kind) -> _Visit:
    mention = visit.mention
    if visit.relation == "from" and mention.modality == "possible":
        return replace(visit, kind="background")
    if not visit.is_traveller and mention.subject.kind in {"name", "person"} and mention.motion != "mention":
        return replace(visit, kind="background")
    is_possible = mention.modality == "possible"
    return replace(
        visit, role="candidate", status="possible" if is_possible else "doubtful",
        kind="suggestion" if is_possible else "denial",
    )  # fmt: skip


def _is_presence(article: Article, visit: _Visit) -> bool:
    """True where a place without a verb of motion still puts the traveller there."""
    mention = visit.mention
    if visit.toponym.place is None or visit.relation not in {"in", "to"}:
        return False
    if mention.is_fragment and mention.date_rule in {"clause", "heading"} and not visit.toponym.place.is_area:
        return mention.places[0][0] is visit.toponym or mention.date_rule == "clause"
    line_length = mention.sentence.end - mention.sentence.start
    if mention.date_rule and line_length <= 90 and mention.date is not None:
        within = mention.sentence.start <= mention.date.span.start < mention.sentence.end
        starts_line = mention.sentence.start == 0 or article.text[mention.sentence.start - 1] == "\n"
        if within and starts_line:
            return mention.places[0][0] is visit.toponym
    if mention.subject.kind in {"name", "pronoun", "narrator"} and mention.trigger in {"in", "at", "on"}:
        return visit.relation == "in" and visit.toponym.place is not None and not visit.toponym.place.is_area
    return False


# ---------------------------------------------------------------- sorting out


def _keep_main_journey(article: Article, visits: list[_Visit]) -> list[_Visit]:
    """Turn visits of other journeys (the summit of 2019, next year's race) into background."""
    dated = [v for v in visits if v.role == "stop" and _middle(v) is not None and _width(v) <= COARSE_DAYS]
    plain = [v for v in dated if not v.mention.is_earlier] or dated
    clusters: list[list[_Visit]] = []
    for visit in sorted(plain, key=lambda v: _middle(v) or 0):
        if clusters and (_middle(visit) or 0) - (_middle(clusters[-1][-1]) or 0) <= JOURNEY_GAP_DAYS:
            clusters[-1].append(visit)
        else:
            clusters.append([visit])
    if not clusters:
        return [_background(v) if _looks_back(article, v) else v for v in visits]
    anchor = article.published.ordinal if article.published else 0
    main = max(clusters, key=lambda c: (len(c), -abs((_middle(c[0]) or 0) - anchor)))
    low = (_middle(main[0]) or 0) - JOURNEY_GAP_DAYS
    high = (_middle(main[-1]) or 0) + JOURNEY_GAP_DAYS
    kept: list[_Visit] = []
    for visit in visits:
        middle = _middle(visit)
        outside = middle is not None and not low - _width(visit) / 2 <= middle <= high + _width(visit) / 2
        is_far = outside and visit.role in {"stop", "candidate"}
        kept.append(_background(visit) if is_far or _looks_back(article, visit) else visit)
    return kept


def _looks_back(article: Article, visit: _Visit) -> bool:
    if not visit.mention.is_earlier or visit.role not in {"stop", "candidate"}:
        return False
    words = article.words(visit.mention.sentence)
    return bool(load_lexicon("en").modality["past_trip"].search(words.lower()))


def _background(visit: _Visit) -> _Visit:
    return replace(visit, role="mention", kind="background", status="happened")


def _middle(visit: _Visit) -> float | None:
    date = visit.mention.date
    time = visit.time or (date.time if date else None)
    if time is None:
        return None
    ends = [day.ordinal for day in (time.earliest, time.latest) if day is not None]
    return sum(ends) / len(ends) if ends else None


def _width(visit: _Visit) -> float:
    time = visit.time
    if time is None or time.earliest is None or time.latest is None:
        return 0.0
    return time.latest.ordinal - time.earliest.ordinal


def _drop_wide_areas(visits: list[_Visit]) -> list[_Visit]:
    """A country or state is a stop only where nothing finer is named for that stay."""
    finer = [v.place for v in visits if v.role != "mention" and v.place and not v.place.is_area]
    out: list[_Visit] = []
    for visit in visits:
        place = visit.place
        if visit.role == "mention" or place is None or not place.is_area:
            out.append(visit)
            continue
        has_finer = any(p.country == place.country and (place.admin1 in (None, p.admin1)) for p in finer)
        is_vague = visit.relation in {"via", "toward"} or visit.role == "candidate"
        out.append(_background(visit) if has_finer or is_vague or len(finer) > 1 else visit)
    return out


def _settle_candidates(visits: list[_Visit]) -> list[_Visit]:
    """Keep one reading of each candidate: a stop is no candidate, and a doubt outweighs a suggestion."""
    stops = [v.place for v in visits if v.role == "stop" and v.status == "happened" and v.place]
    doubted = [v.place for v in visits if v.role == "candidate" and v.status == "doubtful" and v.place]
    out: list[_Visit] = []
    for visit in visits:
        if (
            visit.role == "stop"
            and visit.status == "planned"
            and visit.place
            and _near_any(visit.place, doubted)
        ):
            visit = replace(visit, role="candidate", status="doubtful", kind="denial")
        elif visit.role == "candidate" and visit.place:
            if _near_any(visit.place, stops):
                visit = replace(visit, role="mention", kind="background")
            elif visit.status == "possible" and _near_any(visit.place, doubted):
                visit = replace(visit, status="doubtful")
        out.append(visit)
    return out


def _near_any(place: Place, others: Iterable[Place]) -> bool:
    return any(are_same_stop(place, other) for other in others)


# ---------------------------------------------------------------- order


def _order(visits: list[_Visit]) -> list[_Visit]:
    """Order by time; undated visits follow what was told before them, and join a stay they belong to."""
    keys: list[float | None] = [_key(v) for v in visits]
    carried: float | None = None
    for at, visit in enumerate(visits):
        if keys[at] is None:
            keys[at] = carried
        elif visit.role != "mention":
            carried = keys[at]
    first = next((k for k in keys if k is not None), 0.0)
    ranked = sorted(range(len(visits)), key=lambda at: (first - 1 if keys[at] is None else keys[at], at))
    ordered = [visits[at] for at in ranked]
    return _join_stays(ordered)


def _key(visit: _Visit) -> float | None:
    time = visit.time
    if time is None:
        return None
    day = time.earliest or time.latest
    if day is None:
        return None
    hour = int(time.clock[:2]) if time.clock else _PART_HOURS.get(time.part_of_day or "", 12)
    return day.ordinal + hour / 100 if time.granularity in {"day", "minute", "hour"} else day.ordinal + 0.12


def _join_stays(ordered: list[_Visit]) -> list[_Visit]:
    """Move an undated visit of a place beside the dated ones: it is the same stay, told again."""
    out: list[_Visit] = []
    dated = [v for v in ordered if v.role == "stop" and v.time is not None and v.place]
    waiting: list[_Visit] = []
    for visit in ordered:
        is_retold = (
            visit.role == "stop" and visit.time is None and visit.mention.motion != "return" and visit.place is not None
            and any(are_same_stop(visit.place, d.place) for d in dated if d.place)
        )  # fmt: skip
        (waiting if is_retold else out).append(visit)
    for visit in waiting:
        at = _nearest_stay(out, visit)
        out.insert(at + 1, visit)
    return out


def _nearest_stay(out: list[_Visit], visit: _Visit) -> int:
    same = [
        at for at, other in enumerate(out)
        if other.role == "stop" and other.place and visit.place and are_same_stop(other.place, visit.place)
    ]  # fmt: skip
    return min(same, key=lambda at: abs(out[at].telling - visit.telling))


# ---------------------------------------------------------------- events


def _events(article: Article, ordered: list[_Visit]) -> tuple[Event, ...]:
    stops = [at for at, v in enumerate(ordered) if v.role == "stop"]
    first, last = (stops[0], stops[-1]) if stops else (-1, -1)
    usual = _usual_mode(article)
    carried: Mode | None = None
    events: list[Event] = []
    for at, visit in enumerate(ordered):
        role = visit.role
        place = visit.place
        if role == "stop" and place is not None and len(stops) > 1:
            start, end = ordered[first].place, ordered[last].place
            is_first = start is not None and at <= _run_end(ordered, stops) and are_same_stop(place, start)
            is_last = end is not None and at >= _run_start(ordered, stops) and are_same_stop(place, end)
            role = "origin" if is_first else "destination" if is_last else "stop"
        event = _event(article, visit, role, len(events) + 1, usual or carried)
        if role in {"origin", "stop", "destination"}:
            carried = event.mode or carried
        events.append(event)
    return tuple(events)


def _run_end(ordered: list[_Visit], stops: list[int]) -> int:
    """Return the last position of the first stay."""
    end = stops[0]
    for at in stops[1:]:
        a, b = ordered[at].place, ordered[stops[0]].place
        if a is None or b is None or not are_same_stop(a, b):
            break
        end = at
    return end


def _run_start(ordered: list[_Visit], stops: list[int]) -> int:
    """Return the first position of the last stay."""
    start = stops[-1]
    for at in reversed(stops[:-1]):
        a, b = ordered[at].place, ordered[stops[-1]].place
        if a is None or b is None or not are_same_stop(a, b):
            break
        start = at
    return start


def _usual_mode(article: Article) -> Mode | None:
    """Return the mode that most of the story's vehicle words speak of, if it outweighs all others."""
    modes = load_lexicon("en").modes
    counts = Counter(modes[word] for word in re.findall(r"[a-z]+", article.text.lower()) if word in modes)
    if not counts:
        return None
    mode, count = counts.most_common(1)[0]
    return mode if count >= 2 and count >= USUAL_SHARE * counts.total() else None


def _event(article: Article, visit: _Visit, role: Role, number: int, carried: Mode | None) -> Event:
    mention = visit.mention
    mode = mention.mode if visit.kind in {"departure", "arrival", "passage", "plan", "suggestion"} else None
    if role in {"stop", "destination"} and mode is None:
        mode = carried
    evidence = [f"{mention.trigger} {visit.relation}".strip()]
    if mention.date_rule and visit.time:
        evidence.append(f"date from the {mention.date_rule}")
    if mode and mode != mention.mode:
        evidence.append("mode: the one the story speaks of most, or the last one named")
    return Event(
        id=f"e{number}", kind=visit.kind, status=visit.status, role=role, actor=visit.actor, time=visit.time,
        place=visit.place, toponym=visit.toponym.text, mode=mode,  # type: ignore[arg-type]
        speed_kmh=mention.speed_kmh,
        speaker=mention.speaker, source=article.source,
        published=article.published.iso() if article.published else None,
        quote=article.words(mention.sentence), span=mention.sentence,
        evidence=(*evidence, *visit.toponym.evidence),
    )  # fmt: skip
