"""What a clause claims of a movement: that it was, is planned, may be, isn't likely or wasn't; and by whose word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from timeline.extract.clauses import NONE, Clause
from timeline.extract.lexicon import Governor, Lexicon
from timeline.extract.tokens import Token
from timeline.mentions import Modality

_MAYBE: Final = frozenset({"may", "might", "could", "can", "mightn"})
_FUTURE: Final = frozenset({"will", "shall", "'ll", "’ll", "would", "must", "should", "'d", "’d"})
_NOT: Final = frozenset({"not", "never", "n't", "'t", "’t", "cannot", "neither", "nor", "hardly", "scarcely"})
_NOBODY: Final = frozenset({"no", "nobody", "none", "neither"})
_LIMITS: Final = frozenset({"until", "till", "before"})
_BE_TO_PAST: Final = frozenset({"was", "were"})
# How much the words that make a movement uncertain outweigh each other.
_BY_WEIGHT: Final[tuple[Modality, ...]] = ("doubtful", "possible", "planned")
_RANK: Final[dict[Modality, int]] = {"happened": 0, "planned": 1, "possible": 2, "doubtful": 3, "unreal": 4}


def read_claim(tokens: Sequence[Token], clause: Clause, *, at: int, lexicon: Lexicon) -> Modality:
    """Return what the words around a verb or noun of motion claim.

    The clause speaks first (its auxiliaries, its verb, its adverbs), then whatever governs it: "was due to
    arrive", "a plan to visit", "is thought to have left".

    Parameters
    ----------
    at
        Position of the word of motion: the clause's own verb, or a noun in the clause.
    """
    if clause.verb is None:
        return _by_cues(plain_words(tokens, clause.positions()), lexicon)
    is_own = clause.verb.at == at
    claims = [
        _by_verb(tokens, clause, is_own=is_own, lexicon=lexicon),
        _by_cues(_own_words(tokens, clause), lexicon),
    ]
    if clause.opener != NONE and tokens[clause.opener].lower in {"if", "unless", "whether"}:
        claims.append("possible")
    claims.extend(_by_governors(tokens, clause, lexicon))
    return max(claims, key=lambda claim: _RANK[claim])


def looks_back(tokens: Sequence[Token], clause: Clause, lexicon: Lexicon) -> bool:
    """True where the words speak of an earlier journey ("his last visit", "had been there in May")."""
    verb = clause.verb
    is_pluperfect = (
        verb is not None and verb.is_perfect and not {"had", "'d", "’d", "hadn"}.isdisjoint(verb.auxiliaries)
    )
    return is_pluperfect or is_past_trip(tokens, lexicon)


def is_past_trip(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """True where the sentence names an earlier trip outright."""
    return lexicon.claims["past_trip"].search(plain_words(tokens, range(len(tokens)))) is not None


def find_speaker(tokens: Sequence[Token], clauses: Sequence[Clause], lexicon: Lexicon) -> str | None:
    """Return whom the sentence quotes: the subject of a verb of speech, or "according to …"."""
    for at, token in enumerate(tokens):
        if token.lower == "according" and at + 1 < len(tokens) and tokens[at + 1].tag == "t":
            return _phrase_text(tokens, at + 2) or None
    for clause in clauses:
        verb, subject = clause.verb, clause.subject
        if verb and subject and lexicon.governors.get(verb.lemma) == "says" and not verb.is_passive:
            head = tokens[subject.head]
            if head.tag in "Nn" and subject.first != NONE:
                return " ".join(t.text for t in tokens[subject.first : subject.head + 1])
    return None


def plain_words(tokens: Sequence[Token], positions: Iterable[int]) -> str:
    """Return the words that carry cues: not the dates ("May 20" is no "may"), not the names."""
    return " ".join(tokens[at].lower for at in positions if tokens[at].tag not in "DTN")


def _own_words(tokens: Sequence[Token], clause: Clause) -> str:
    verb = clause.verb
    assert verb is not None
    return plain_words(tokens, sorted({*clause.positions(), *range(verb.start, verb.end)}))


def _by_verb(tokens: Sequence[Token], clause: Clause, *, is_own: bool, lexicon: Lexicon) -> Modality:
    """Read auxiliaries and negation; for a noun of motion or a bare place also what the verb does to it."""
    verb = clause.verb
    assert verb is not None
    words = set(verb.auxiliaries)
    if _is_negated(tokens, clause, words):
        return "happened" if _has_limit(tokens, clause) else _negative(verb.lemma, lexicon)
    governor = lexicon.governors.get(verb.lemma)
    claim: Modality = "happened"
    if words & _MAYBE:
        claim = "possible"
    elif words & _FUTURE:
        claim = "doubtful" if verb.is_perfect and words & {"would", "should", "'d", "’d"} else "planned"
    elif "to" in words and verb.kind != "i" and words & {"is", "are", "was", "were", "'s", "'re"}:
        claim = "doubtful" if verb.is_perfect and words & _BE_TO_PAST else "planned"
    is_stated = not is_own or verb.is_passive  # "is expected in X", "a visit to X was scrapped"
    if is_stated and governor in {"planned", "possible", "doubtful", "unreal"}:
        return max(claim, _governed(governor, clause, words), key=lambda c: _RANK[c])
    return claim


def _negative(lemma: str, lexicon: Lexicon) -> Modality:
    """Tell "is not expected in X" (doubtful) from "did not go to X" and "did not rule X out"."""
    match lexicon.governors.get(lemma):
        case "planned" | "possible":
            return "doubtful"
        case "doubtful":
            return "possible"
    return "unreal"


def _is_negated(tokens: Sequence[Token], clause: Clause, words: set[str]) -> bool:
    if words & _NOT:
        return True
    verb, subject = clause.verb, clause.subject
    assert verb is not None
    if verb.start and tokens[verb.start - 1].lower in _NOT:
        return True
    return subject is not None and tokens[subject.first].lower in _NOBODY


def _has_limit(tokens: Sequence[Token], clause: Clause) -> bool:
    """True for "did not reach Rome until May"."""
    return any(
        tokens[at].lower in _LIMITS and at + 1 < len(tokens) and tokens[at + 1].tag == "D"
        for at in clause.positions()
    )


def _governed(governor: Governor, clause: Clause, words: set[str]) -> Modality:
    """Return what is left of something that was planned, tried or cancelled."""
    verb = clause.verb
    is_pluperfect = verb is not None and verb.is_perfect and "had" in words
    if governor == "planned":
        return "doubtful" if is_pluperfect else "planned"
    return "unreal" if governor in {"unreal", "try"} else "possible" if governor == "possible" else "doubtful"


def _by_governors(tokens: Sequence[Token], clause: Clause, lexicon: Lexicon) -> Iterator[Modality]:
    """Yield what the verbs, nouns and adjectives above an infinitive or participle make of it."""
    below, above = clause, clause.governor
    while above is not None and above.verb is not None and below.verb is not None:
        words = set(above.verb.auxiliaries)
        word = tokens[below.verb.start - 1].lower if below.verb.start else ""
        governor = lexicon.governors.get(word) or lexicon.governors.get(above.verb.lemma)
        is_object = below.verb.kind == "i" or below.opener == NONE
        if is_object and (below.verb.kind == "i" or governor in {"possible", "doubtful", "planned"}):
            if _is_negated(tokens, above, words):
                yield "unreal" if governor is None else _negative(above.verb.lemma, lexicon)
            elif governor and governor != "says":
                yield _governed(governor, above, words)
            elif below.verb.kind == "i" and governor is None and above.verb.kind in {"b", "s", "p"}:
                yield _purpose(above, words)
        if is_object:
            yield _by_verb(tokens, above, is_own=True, lexicon=lexicon)
        below, above = above, above.governor


def _purpose(above: Clause, words: set[str]) -> Modality:
    """Read a bare "to visit X": still to come, unless the verb above says it was done ("had to land")."""
    assert above.verb is not None
    done = {
        "have",
        "force",
        "oblige",
        "manage",
        "be",
        "get",
        "begin",
        "start",
        "continue",
        "go",
        "come",
        "use",
        "compel",
        "help",
        "order",
        "persuade",
        "decide",
        "choose",
        "turn",
        "stop",
        "lie",
        "seem",
        "happen",
        "appear",
        "live",
    }
    return "happened" if above.verb.lemma in done else "planned"


def _by_cues(words: str, lexicon: Lexicon) -> Modality:
    return next((claim for claim in _BY_WEIGHT if lexicon.claims[claim].search(words)), "happened")


def _phrase_text(tokens: Sequence[Token], start: int) -> str:
    end = start
    while end < len(tokens) and tokens[end].tag in "dnNT'#p" and end - start < 9:
        end += 1
    return " ".join(t.text for t in tokens[start:end])
