"""What the words around a verb do to it: whether it is denied, in the passive, of the past, or taken back behind it."""

from __future__ import annotations

from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.lexicon import Lexicon
from timeline.extract.noun_phrases import NONE
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup

_NOT: Final = frozenset({"not", "never", "n't", "'t", "’t", "cannot", "neither", "nor", "hardly", "scarcely"})
_BARELY: Final = frozenset({"hardly", "scarcely", "barely"})
_NOBODY: Final = frozenset({"no", "nobody", "none", "neither", "nothing"})
_PAST: Final = frozenset({"was", "were", "had", "did", "wasn", "weren", "'d", "’d"})
HAD: Final = frozenset({"had", "'d", "’d", "hadn"})
LIMITS: Final = frozenset({"until", "till", "before"})
# "X would become his home", "he would call X dull": told from behind, of what has been.
LATER: Final = frozenset({"become", "call", "remember", "remain", "recall", "describe"})
_ESTEEMED: Final = frozenset({"consider", "think", "find", "call", "deem", "judge"})
_CLEFTS: Final = frozenset({"what", "all"})
_WISHES: Final = frozenset({"dream", "temptation", "fantasy", "wish"})
_WISHING: Final = frozenset({"want", "love", "like", "fancy", "dream", "wish", "hope"})
_SETTLING: Final = frozenset(
    "confirm announce finalise finalize disclose decide agree approve settle fix sign arrange".split()
)
_WITHHOLDING: Final = frozenset({"decline", "refuse"})
_TELLING: Final = frozenset(
    "comment elaborate discuss answer give disclose reveal say confirm explain".split()
)
_HOSTING: Final = frozenset(
    "host be take receive have stage let admit accept open get see house lend give offer keep hold welcome shelter".split()
)
_INSIDE: Final = frozenset({"at", "in", "into", "off", "from"})


def is_negated(tokens: Tokens, clause: Clause, verb: VerbGroup) -> bool:
    """Return whether a verb is denied: "was not", "we no longer offer", "none of them came"."""
    before = tokens.lowers[max(0, verb.start - 2) : verb.start]
    if tokens.lowers[max(0, verb.at - 2) : verb.at] == ["no", "longer"]:
        return True  # "is no longer mentioned"
    if _is_barely(tokens, clause, verb):
        return False
    if tokens.lowers[max(0, verb.start - 2) : verb.start + 1] in (
        ["may", "or", "may"],
        ["might", "or", "might"],
    ):
        return False  # "may or may not go"
    if (
        not _NOT.isdisjoint(verb.auxiliaries)
        or not _NOT.isdisjoint(before[-1:])
        or before == ["no", "longer"]
    ):
        return True
    if clause.subject is None:
        return False
    first = clause.subject.first
    if "nor" in tokens.lowers[max(0, first - 1) : clause.subject.head]:
        return True  # "neither X nor Y"
    is_none = first > 0 and tokens.lowers[first - 1] == "no" and not verb.is_perfect
    return tokens.lowers[first] in _NOBODY or is_none


def is_passive(tokens: Tokens, clause: Clause, verb: VerbGroup) -> bool:
    """Return whether a verb is in the passive; "was thought of and given up" has one auxiliary for both."""
    first = clause.before.verb if clause.before else None
    is_second = clause.opener != NONE and tokens.tags[clause.opener] == "c" and clause.subject is None
    return verb.is_passive or (verb.kind in "pn" and is_second and first is not None and first.is_passive)


def is_past(verb: VerbGroup) -> bool:
    """Return whether a verb tells of the past: "was suggested", "wanted", "had hoped"."""
    return verb.auxiliaries[0] in _PAST if verb.auxiliaries else verb.kind == "p"


def turns(tokens: Tokens, clause: Clause, lexicon: Lexicon) -> bool:
    """Return whether a "but" follows a clause, so that what was meant or suggested in it came to nothing."""
    contrary, later = lexicon.predicates.contrary, clause.after
    if later is not None and _undoes(tokens, clause, later, lexicon):
        return True
    while later is not None and later.verb is not None:
        opener = tokens.lowers[later.opener] if later.opener != NONE else ""
        behind = tokens.lowers[later.opener + 1] if opener == "," else ""
        if opener in contrary or behind in contrary:
            is_limit = not LIMITS.isdisjoint({opener, behind})
            is_other = later.subject is not None and tokens.tags[later.subject.head] == "T"
            return is_limit or not (is_other or _only_speaks(tokens, later.verb, lexicon))
        later = later.after
    return False


def is_pending(verb: VerbGroup) -> bool:
    """Return whether a verb, denied, leaves its object open: "has not been confirmed", "has not announced"."""
    return verb.is_perfect and verb.lemma in _SETTLING and HAD.isdisjoint(verb.auxiliaries)


def _only_speaks(tokens: Tokens, verb: VerbGroup, lexicon: Lexicon) -> bool:
    """True for "but the ministry said nothing", "but an aide declined to comment": that undoes nothing."""
    if lexicon.governors.get(verb.lemma) == "says":
        return True
    following = tokens.lowers[verb.end : verb.end + 2]
    return verb.lemma in _WITHHOLDING and following[:1] == ["to"] and following[-1] in _TELLING


def _undoes(tokens: Tokens, clause: Clause, later: Clause, lexicon: Lexicon) -> bool:
    """True for the second half of "asked to go to X and was refused", "set out for X and turned back"."""
    verb, opener = later.verb, tokens.lowers[later.opener] if later.opener != NONE else ""
    if verb is None or opener != "and" or later.subject is not None or later.shares_subject is None:
        return False
    return cuts_short(tokens, verb, lexicon) and "T" not in tokens.tags[verb.end : verb.end + 3]


def cuts_short(tokens: Tokens, verb: VerbGroup, lexicon: Lexicon) -> bool:
    """Return whether a way ends with what a verb tells: "died", "turned back", "was refused"."""
    particles = lexicon.predicates.cutting.get(verb.lemma)
    if particles is None:
        return False
    following = tokens.lowers[verb.end : verb.end + 2]
    if "there" in following:
        return False
    return (
        not particles or not particles.isdisjoint(following) or ("passive" in particles and verb.is_passive)
    )


def is_called_something(tokens: Tokens, verb: VerbGroup, after: int) -> bool:
    """Return whether something is said to be what follows at a position: "considered X her home"."""
    return verb.lemma in _ESTEEMED and not verb.is_passive and tokens.tags.startswith("d", after)


def rules(tokens: Tokens, clause: Clause, verb: VerbGroup, lexicon: Lexicon) -> bool:
    """Return whether a country is the subject of what only its government does: "Britain would freeze his assets"."""
    named = tokens[clause.subject.head].place if clause.subject else None
    is_country = named is not None and named.place is not None and named.place.is_area
    return is_country and not verb.is_passive and verb.lemma not in lexicon.predicates.linking


def is_asked_to_act(tokens: Tokens, after: int) -> bool:
    """Return whether a place is to do what follows: "wants Moscow to stop"; not "wants X to host it"."""
    if tokens.lowers[after : after + 1] != ["to"]:
        return False
    words = tokens.lowers[after + 1 : after + 2]
    return bool(words) and words[0] not in _HOSTING and tokens.tags[after + 1] in "nbho"


def aims_elsewhere(tokens: Tokens, clause: Clause, verb: VerbGroup) -> bool:
    """Return whether a verb is about a place behind it: "X refused to let her land at Y", where X only has its say."""
    if verb.is_passive:
        return False
    later = clause.after
    while later is not None and later.subject is None and later.opener == NONE:
        later = later.after
    end = min(later.positions(), default=len(tokens)) if later else len(tokens)
    return any(_is_inside(tokens, at) for at in range(verb.end, end))


def _is_inside(tokens: Tokens, at: int) -> bool:
    """True for the place of "at Y", not for that of "against Y" and "in the country of Y"."""
    toponym = tokens[at].place
    is_point = toponym is not None and (toponym.place is None or not toponym.place.is_area)
    return is_point and tokens.lowers[at - 1] in _INSIDE


def _is_barely(tokens: Tokens, clause: Clause, verb: VerbGroup) -> bool:
    """True for "had hardly reached X when …": there, though only just."""
    if _BARELY.isdisjoint(verb.auxiliaries) or clause.after is None:
        return False
    opener = clause.after.opener
    return opener != NONE and tokens.lowers[opener] in {"when", "before"}


def is_wish(tokens: Tokens, clause: Clause, verb: VerbGroup) -> bool:
    """True for "what I'd love is to go to X", "all we want now is to get to X", "the dream is to see X"."""
    if "to" not in verb.auxiliaries:
        return False
    if clause.subject is not None and tokens.lowers[clause.subject.head] in _WISHES:
        return True
    return tokens.lowers[0] in _CLEFTS and not _WISHING.isdisjoint(tokens.lowers[1 : verb.start])
