"""Tensions: pairs of statements that speak of the same and seem not to go together, for a person to judge.

Two statements are a candidate if they share rare terms, and something in their words is opposed: what one denies the
other says, what one says firmly the other makes depend on something, they give other numbers or days for the same, or
one asks that nothing be done and the other tells that it was. Nothing here knows what they mean.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from backchannel.text.folding import Token, fold, tokens
from backchannel.text.terms import term

__all__ = ["CAUSES", "Cause", "Pair", "Sense", "opposed", "pairs", "sense"]

CAUSES = {
    "negation": "one denies what the other says",
    "condition": "one says firmly what the other makes depend on something",
    "number": "they give other numbers for the same",
    "day": "they give other days",
    "restraint": "one asks that nothing be said or done, and the other tells that it was",
}
"""Why two statements are a candidate, in words."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEGATORS = _words(
    "not no never cannot neither nor without nobody nothing none refuse refuses refused reject rejects rejected deny"
    " denies denied oppose opposes opposed exclude excludes excluded prevent prevents prevented prohibit prohibited"
    " unable unwilling against"
)
_NEGATED_AFTER = _words("unacceptable inadmissible impossible impermissible excluded not never cannot")
_FIRM = _words("will shall ready prepared agree agrees agreed undertake assure guarantee pledge promise always")
_DEPENDING = _words("if unless provided until condition only depends depend subject")
_COUNTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
_NUMBERS = {word: str(value) for value, word in enumerate(_COUNTED.split())}
_NUMBERS |= {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "hundred": "100", "thousand": "1000"}
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|"
    "sept|sep|oct|nov|dec"
)
_DAY = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTHS})|"
    rf"(?P<month2>{_MONTHS})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)\b",
    re.IGNORECASE,
)
_RESTRAINT = (
    re.compile(
        r"\b(?:not (?:to )?(?:say|publish|disclose|mention|announce|act|move|send|release|reveal|speak|do)|say nothing|"
        r"keep (?:\w+ )?(?:silent|secret|private|quiet)|remain silent|no (?:public )?(?:statement|announcement))\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:refrain\w*|abstain\w*|hold back|postpone\w*|suspend\w*)\b", re.IGNORECASE),
)
_DONE = re.compile(
    r"\b(?:had |has |have |was |were )?(?:\w+ly )?(?:proposed|published|announced|released|issued|launched|resumed|"
    r"disclosed|revealed|declared|made (?:a |an )?(?:\w+ )?(?:reference|statement|announcement)s?|"
    r"gave (?:a |an )?(?:\w+ )?(?:statement|interview|press conference)|told the press|spoke|began|sent|moved)\b",
    re.IGNORECASE,
)
_BEFORE, _AFTER, _NEAR = 6, 4, 3
"""Tokens before a term within which a negator denies it, and after it; tokens before a term that may count it."""
_COMMON = 60
"""Statements that may share a term by which pairs are found."""
_SHARE = 0.25
"""Part of the terms of the shorter of two statements that they share at least."""
_PAIRS = 200_000
_STOPS = re.compile(r"[;:—]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sense:
    """What of a statement is compared: for each term whether it is denied and where it first stands, and what opposes.

    `counted` are numbers by the term that they count. Spans are characters [start, end) of the text.
    """

    terms: Mapping[str, tuple[bool, Span]]
    denials: Mapping[str, Span]
    firm: Span | None
    depends: Span | None
    counted: Mapping[str, tuple[str, Span]]
    days: tuple[tuple[str, Span], ...]
    restraint: Span | None
    done: Span | None


@dataclass(frozen=True, slots=True)
class Cause:
    """Why (one of CAUSES), with the words of the one and of the other that say so."""

    what: str
    first: Span
    second: Span


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements by their places in what was given, how much they share, which terms, and the causes.

    `weight` is what the shared terms tell in bits, times their part of the shorter statement.
    """

    first: int
    second: int
    weight: float
    shared: tuple[str, ...]
    causes: tuple[Cause, ...]


def sense(text: str) -> Sense:
    """Read what of a statement is compared."""
    found = list(tokens(fold(text)))
    words = [token.text for token in found]
    terms: dict[str, tuple[bool, Span]] = {}
    denials: dict[str, Span] = {}
    counted: dict[str, tuple[str, Span]] = {}
    for at, token in enumerate(found):
        own = term(token.text)
        if not own or token.text in _NEGATORS or own in terms:
            continue
        denier = _denier(text, found, words, at)
        terms[own] = denier is not None, (token.start, token.end)
        if denier is not None:
            denials[own] = denier
        for before in range(at - 1, max(-1, at - 1 - _NEAR), -1):
            number = _NUMBERS.get(words[before]) or (words[before] if words[before].isdigit() else None)
            if number is not None and not words[at].isdigit() and words[at] not in _NUMBERS:
                counted[own] = number, (found[before].start, token.end)
                break
    return Sense(
        terms,
        denials,
        _first(found, _FIRM),
        _first(found, _DEPENDING),
        counted,
        tuple((_day(match), match.span()) for match in _DAY.finditer(text)),
        next((span for one in _RESTRAINT if (span := _span(one, text))), None),
        _span(_DONE, text),
    )


def pairs(
    senses: Sequence[Sense],
    bits: Callable[[Sequence[str]], Sequence[float]],
    least: float,
    wanted: Callable[[int, int], bool] = lambda _first, _second: True,
) -> list[Pair]:
    """Give the candidates among statements that share terms of at least so many bits, the weightiest first.

    `bits` weighs terms. Pairs are found by the rarest terms first, and no more of them are looked at than a person
    could wait for.
    """
    standing: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(senses):
        for own in one.terms:
            standing[own].append(number)
    rare = [own for own, where in standing.items() if 1 < len(where) <= _COMMON]
    seen: set[tuple[int, int]] = set()
    for own in sorted(rare, key=lambda one: len(standing[one])):
        where = standing[own]
        seen.update((a, b) for i, a in enumerate(where) for b in where[i + 1 :] if wanted(a, b))
        if len(seen) >= _PAIRS:
            break
    known = list(standing)
    weights = dict(zip(known, bits(known), strict=True)) if known else {}
    found = []
    for a, b in seen:
        both = senses[a].terms.keys() & senses[b].terms.keys()
        share = len(both) / max(1, min(len(senses[a].terms), len(senses[b].terms)))
        total = sum(weights[own] for own in both)
        if total < least or share < _SHARE:
            continue
        causes = tuple(opposed(senses[a], senses[b]))
        if causes:
            told = tuple(sorted(both, key=lambda own: (-weights[own], own)))
            found.append(Pair(a, b, total * share, told, causes))
    return sorted(found, key=lambda pair: (-pair.weight, pair.first, pair.second))


def opposed(one: Sense, other: Sense) -> Iterator[Cause]:
    """Give what is opposed in two statements that share terms."""
    both = one.terms.keys() & other.terms.keys()
    denied = [own for own in both if one.terms[own][0] != other.terms[own][0]]
    if denied:
        own = min(denied, key=lambda o: one.terms[o][1])
        yield Cause("negation", one.denials.get(own, one.terms[own][1]), other.denials.get(own, other.terms[own][1]))
    for mine, its in ((one, other), (other, one)):
        if mine.firm and not mine.depends and its.depends:
            first, second = (mine.firm, its.depends) if mine is one else (its.depends, mine.firm)
            yield Cause("condition", first, second)
    for own in sorted(one.counted.keys() & other.counted.keys()):
        if one.counted[own][0] != other.counted[own][0]:
            yield Cause("number", one.counted[own][1], other.counted[own][1])
            break
    if one.days and other.days and not {day for day, _ in one.days} & {day for day, _ in other.days}:
        yield Cause("day", one.days[0][1], other.days[0][1])
    if one.restraint and other.done and not other.restraint:
        yield Cause("restraint", one.restraint, other.done)
    elif other.restraint and one.done and not one.restraint:
        yield Cause("restraint", one.done, other.restraint)


def _denier(text: str, found: Sequence[Token], words: Sequence[str], at: int) -> Span | None:
    """Give the word that denies a term, if it is denied: twice denied is not."""
    deniers: list[Span] = []
    for before in range(at - 1, max(-1, at - 1 - _BEFORE), -1):
        if _STOPS.search(text, found[before].end, found[before + 1].start):
            break
        if words[before] in _NEGATORS or (words[before] == "t" and before and words[before - 1].endswith("n")):
            deniers.append((found[before].start, found[before].end))
    for after in range(at + 1, min(len(words), at + 1 + _AFTER)):
        if _STOPS.search(text, found[after - 1].end, found[after].start):
            break
        if words[after] in _NEGATED_AFTER:
            deniers.append((found[after].start, found[after].end))
    return deniers[0] if len(deniers) % 2 else None


def _first(found: Sequence[Token], words: frozenset[str]) -> Span | None:
    return next(((token.start, token.end) for token in found if token.text in words), None)


def _span(pattern: re.Pattern[str], text: str) -> Span | None:
    match = pattern.search(text)
    return match.span() if match else None


def _day(match: re.Match[str]) -> str:
    month = (match["month"] or match["month2"]).lower()[:3]
    return f"{month} {int(match['day'] or match['day2'])}"
