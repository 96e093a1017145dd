"""What a quotation cuts off, where the sense may shift: a condition, a negation, a possibility, a clause.

A sentence is read on both sides of what is quoted from it. What governs the quoted words counts: a negation, a
condition or a possibility in their own clause, a condition before or after, an objection that goes on. Where the draft
says the same in its own words around the quotation, nothing is cut; a quotation of one or two words claims no sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from backchannel.text.folding import fold, words
from backchannel.text.quotations.vocabulary import (
    ABBREVIATIONS,
    CONDITION_PHRASES,
    CONDITIONS,
    CONTRASTS,
    DENIALS,
    NEGATIONS,
    POSSIBILITIES,
    RESTRICTING,
    SUBORDINATE,
)

__all__ = ["Cut", "cut", "left_out", "negations", "sentence"]

_FEWEST = 3
"""Words of the shortest quotation that claims to give a sense."""
_SENTENCE_LENGTH = 1_200
_AROUND = (12, 6)
"""Words of the draft before and after a quotation that may say what it cuts off."""

_END = re.compile(r"[.!?؟][\"'”’»)\]]*(?:\s+(?=[\"“‘«„(\[]*[^\W\d_a-zа-яё])|\Z)|[。！？][”’」』]*|\n")
_CLAUSE = re.compile(r"[,;:—–()，；：、،؛]|\s-\s|--")
_LAST_WORD = re.compile(r"[\w.]+$")
_KINDS = {
    "negation": NEGATIONS,
    "condition": CONDITIONS,
    "possibility": POSSIBILITIES,
    "contrast": CONTRASTS,
    "clause": RESTRICTING,
}
_MONTH = re.compile(r"(?<=\d )May\b|\bMay(?= \d)")
"""The month, which hedges nothing."""
_HEDGES = frozenset(("condition", "conditions", "conditional", "conditionally", "possibility", "depending", "depends"))
"""By these the draft's own words may say that there is a condition, or only a possibility."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Something that was cut off: its kind (negation, condition, possibility, contrast, clause), and the words."""

    kind: str
    words: str


def sentence(text: str, begins: int, ends: int) -> tuple[int, int]:
    """Give the characters of the sentences of a document in which [begins, ends) stands."""
    start = _start(text, begins)
    tail = max(begins, ends - 2)
    for match in _END.finditer(text, tail, min(len(text), ends + _SENTENCE_LENGTH)):
        if match.end() >= ends and not _is_abbreviation(text, match.start()):
            return start, match.start() + len(match.group().rstrip()) if match.group() != "\n" else match.start()
    return start, min(len(text), ends + _SENTENCE_LENGTH)


def _start(text: str, begins: int) -> int:
    # Most sentences begin close before; what is read begins with a letter or a digit, so within no end of a sentence.
    low = 0
    for length in (_SENTENCE_LENGTH // 6, _SENTENCE_LENGTH):
        low = max(0, begins - length)
        within = low
        while length < _SENTENCE_LENGTH and 0 < within < begins and not text[within].isalnum():
            within += 1
        for match in reversed(list(_END.finditer(text, within, begins + 2))):
            if match.end() <= begins and not _is_abbreviation(text, match.start()):
                return match.end()
    return low


def cut(text: str, begins: int, ends: int, around: tuple[str, str]) -> tuple[Cut, ...]:
    """Say what a quotation of a document's [begins, ends) cuts off; `around`: what the draft says before and after."""
    start, end = sentence(text, begins, ends)
    before, after = text[start:begins], text[ends:end]
    found = [*_before(before), *_after(after)]
    if not found or len(words(fold(text[begins:ends]).text)) < _FEWEST:
        return ()
    told, follows = (_MONTH.sub(" ", one) for one in around)
    said = words(fold(told).text)[-_AROUND[0] :] + words(fold(follows).text)[: _AROUND[1]]
    return tuple(dict.fromkeys(one for one in found if not _is_said(one.kind, said)))


def left_out(text: str) -> tuple[Cut, ...]:
    """Say what is in words that an ellipsis leaves out."""
    told = words(fold(text).text)
    found = [Cut("negation", text)] if negations(told) else []
    found += [Cut("condition", text)] if _has("condition", told) else []
    if not found and (SUBORDINATE | CONTRASTS) & set(told):
        found.append(Cut("clause", text))
    return tuple(found)


def negations(told: list[str] | tuple[str, ...]) -> int:
    """Count the negations among folded words; "isn't" is one."""
    count = sum(word in NEGATIONS for word in told)
    return count + sum(
        word == "t" and number > 0 and told[number - 1].endswith("n") for number, word in enumerate(told)
    )


def _before(before: str) -> Iterator[Cut]:
    clause = _CLAUSE.split(before)[-1]
    told = words(fold(clause).text)
    for kind in ("negation", "condition", "possibility"):
        if _has(kind, told) or (kind == "negation" and _denies(told)):
            yield Cut(kind, " ".join(clause.split()))
    if any((own := words(fold(one).text)) and own[-1] in NEGATIONS for one in _CLAUSE.split(before)[:-1]):
        # "We shall never, whatever happens, ...": what is interrupted goes on after it.
        yield Cut("negation", " ".join(before.split()))
    opening = words(fold(before).text)[:3]
    if opening and before.strip() != clause.strip() and (not CONDITIONS.isdisjoint(opening) or _has_phrase(opening)):
        yield Cut("condition", " ".join(before.split()))


def _after(after: str) -> Iterator[Cut]:
    clauses = _CLAUSE.split(after)
    own = words(fold(clauses[0]).text)
    if _has("negation", own):
        yield Cut("negation", " ".join(clauses[0].split()))
    elif own and own[0] in RESTRICTING:
        # "no longer search pilgrims who carry a lamp": what is quoted holds of these alone.
        yield Cut("clause", " ".join(clauses[0].split()))
    for clause in clauses:
        told = words(fold(clause).text)
        if _has("condition", told):
            yield Cut("condition", " ".join(clause.split()))
        elif told and told[0] in CONTRASTS:
            yield Cut("contrast", " ".join(clause.split()))


def _denies(told: list[str]) -> bool:
    at = next((place for place, word in enumerate(told) if word in DENIALS), len(told))
    return not {"that", "to"}.isdisjoint(told[at:])


def _has(kind: str, told: list[str]) -> bool:
    if kind == "negation":
        only = sum(pair == ("not", "only") for pair in pairwise(told))
        return negations(told) > only
    return not _KINDS[kind].isdisjoint(told) or (kind == "condition" and _has_phrase(told))


def _has_phrase(told: list[str]) -> bool:
    text = f" {' '.join(told)} "
    return any(phrase in text for phrase in CONDITION_PHRASES)


def _is_said(kind: str, said: list[str]) -> bool:
    if kind == "negation":
        return negations(said) > 0 or not DENIALS.isdisjoint(said)
    hedges = CONDITIONS | POSSIBILITIES | _HEDGES if kind in ("condition", "possibility") else _KINDS[kind]
    return not hedges.isdisjoint(said)


def _is_abbreviation(text: str, at: int) -> bool:
    if text[at] != ".":
        return False
    match = _LAST_WORD.search(text, max(0, at - 12), at)
    last = match.group().casefold() if match else ""
    return last in ABBREVIATIONS or (len(last) == 1 and last.isalpha())
