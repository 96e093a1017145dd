"""What a sentence commits its author to: a kind, suggested, with the words that made it so.

Nothing here is more than a suggestion, for a person to accept or strike out. `benchmarks/statements_rule.md` says what
each kind is; the phrases are in `phrases` and the tables beside it. They are English: a sentence in another language
has no suggestion.

A phrase counts where nothing before it in its clause empties it: that somebody else said so, or a hope, a question, a
purpose, the past. What depends on a condition is looked for outside the clause of the condition.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from backchannel.text.statements.conditions import ACTS, CONDITIONS
from backchannel.text.statements.emptying import COURTESIES, EMPTY, REPORTS
from backchannel.text.statements.phrases import KINDS, PHRASES, QUESTIONS
from backchannel.text.statements.voices import ADVERBS, VERBS, VOICES

__all__ = ["KINDS", "LONGEST", "Suggestion", "condition", "suggestion"]

LONGEST = 3_000
"""Characters of a sentence beyond which nothing is looked for: it is a list or a table without full stops."""

_STRAIGHT = str.maketrans(
    {"\u2019": "'", "\u02bc": "'", "\u2018": "'", "\u00a0": " ", "\n": " ", "\t": " ", "\u2011": "-"}
)
_BETWEEN = r"(?:[ ,]+(?!not\b)[\w'-]+){0,4}?"
_NAME = re.compile(r"\b(?:WE|AM|HAVE|DO|US|OUR|WILL|WOULD|SPEAK|THINK)\b|(?<=[a-z)])S\b")
_QUOTED = re.compile(r"[“\"][^“”\"]{3,}[”\"]")
_CLAUSE = re.compile(
    r"[;:—]|, (?:and|but|so|yet|then|therefore)\b|,(?= (?:i|we|my|our|let us)\b)|"
    r" (?:and|but) (?=(?:i|we|our|my|therefore)\b)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;—.](?=\s|$|\W)")
_DEPENDENT_END = re.compile(r"[,;:—]| then\b", re.IGNORECASE)
_LEAST_OF_A_CLAUSE = 12
"""Characters within which a comma in a clause of condition sets a word apart ("if, however, you") and ends nothing."""
_TABLES = {**PHRASES, "depends": CONDITIONS, "act": ACTS, "courtesy": COURTESIES, "report": REPORTS}
_NOT_ACTS = ("invitation", "hint")
_NEVER_COURTEOUS = ("threat", "refusal")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a sentence may be (one of KINDS), and the spans of the words in it that say so."""

    kind: str
    because: tuple[Span, ...]


def suggestion(sentence: str, voice: str = "own") -> Suggestion | None:
    """Suggest what a sentence is, or None: nothing in it commits anybody. `voice` is one of `voices.VOICES`."""
    if len(sentence) > LONGEST:
        return None
    text = _QUOTED.sub(lambda found: " " * len(found[0]), sentence.translate(_STRAIGHT))
    asks = text.rstrip(' )"”').endswith("?")
    stands = {kind: span for kind in PHRASES if not asks or kind in QUESTIONS if (span := _first(kind, voice, text))}
    if not asks and "threat" not in stands and (conditional := _conditional(stands, voice, text)):
        return conditional
    kind = next((kind for kind in KINDS if kind in stands), None)
    if kind is None or (kind not in _NEVER_COURTEOUS and any(_matches("courtesy", voice, text))):
        return None
    return Suggestion(kind, (stands[kind],))


def condition(sentence: str) -> str:
    """Give the clause of a sentence that makes it depend on something; '' where there is none."""
    if len(sentence) > LONGEST:
        return ""
    span = min(_matches("depends", "own", sentence.translate(_STRAIGHT)), default=None)
    if span is None:
        return ""
    end = _CLAUSE_END.search(sentence, span[1])
    return sentence[span[0] : end.start() if end else len(sentence)].rstrip(" .")


def _conditional(stands: dict[str, Span], voice: str, text: str) -> Suggestion | None:
    """Give a condition, if there are words of one, and an act or an agreement outside its clause that depends on it."""
    for depends in sorted(_matches("depends", voice, text)):
        if _emptied("depends", text, depends[0]) or (voice == "own" and _reported(text, depends[0])):
            continue
        end = _DEPENDENT_END.search(text, max(depends[1], depends[0] + _LEAST_OF_A_CLAUSE))
        opens = depends[0] < _LEAST_OF_A_CLAUSE
        within = (depends[1], end.start() if end else depends[1] if opens else len(text))
        if depends[1] - depends[0] > 2 * _LEAST_OF_A_CLAUSE:
            within = (0, 0)
        acts = [span for kind, span in stands.items() if kind not in _NOT_ACTS]
        if not acts and "invitation" in stands:
            continue
        if (own := _first("act", voice, text, within)) is not None:
            acts.append(own)
        act = next((span for span in acts if not within[0] <= span[0] < within[1]), None)
        if act is not None:
            return Suggestion("condition", tuple(sorted({depends, act})))
    return None


def _first(table: str, voice: str, text: str, outside: Span = (0, 0)) -> Span | None:
    """Give the first words of a table in a text that nothing before them empties, and that begin outside a span."""
    return min(
        (
            span
            for span in _matches(table, voice, text)
            if not outside[0] <= span[0] < outside[1]
            if not _emptied(table, text, span[0]) and not (voice == "own" and _reported(text, span[0]))
        ),
        default=None,
    )


def _emptied(table: str, text: str, start: int) -> bool:
    begins = _clause(text, start)
    return any(one.search(text, begins, start) for one in _empty(table))


def _reported(text: str, start: int) -> bool:
    # What somebody else is said to have said stands after the words that say so, up to where another clause begins.
    begins = _clause(text, start)
    return any(one.search(text, begins, start + 1) for one in _patterns("report", "own"))


def _clause(text: str, start: int) -> int:
    return max((found.end() for found in _CLAUSE.finditer(text, 0, start)), default=0)


def _matches(table: str, voice: str, text: str) -> Iterator[Span]:
    return (found.span() for one in _patterns(table, voice) for found in one.finditer(text))


@cache
def _empty(table: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in EMPTY.get(table, ()))


@cache
def _patterns(table: str, voice: str) -> tuple[re.Pattern[str], ...]:
    """Give the phrases of a table as few patterns: those of one subject, the other words, those of a beginning."""
    phrases = _TABLES[table]
    opening = [one for one in phrases if one.startswith("^")]
    subject = [one.removeprefix("WE") for one in phrases if one.startswith("WE")]
    others = [one for one in phrases if one not in opening and not one.startswith("WE")]
    sources = []
    if subject:
        sources.append(rf"(?<!\w)WE(?:{'|'.join(subject)})(?!\w)")
    if others:
        sources.append(rf"(?<!\w)(?:{'|'.join(others)})(?!\w)")
    sources += opening
    names = {**VOICES[voice], **VERBS}
    return tuple(
        re.compile(
            _NAME.sub(lambda found: names[found[0]], one.replace("~", _BETWEEN)).replace("…", ADVERBS), re.IGNORECASE
        )
        for one in sources
    )
