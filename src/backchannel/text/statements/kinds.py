"""What a sentence commits its author to: a kind, suggested, with the words that made it so.

Nothing here is more than a suggestion, for a person to accept or strike out. `benchmarks/statements_rule.md` says what
each kind is; the phrases are in `phrases`. They are English: a sentence in another language has no suggestion.
"""

import re
from dataclasses import dataclass
from functools import cache

from backchannel.text.statements.phrases import (
    ACTS,
    CONDITIONS,
    COURTESIES,
    KINDS,
    PHRASES,
    QUESTIONS,
    REPORTS,
    VOICES,
)

__all__ = ["KINDS", "LONGEST", "Suggestion", "condition", "suggestion"]

LONGEST = 3_000
"""Characters of a sentence beyond which nothing is looked for: it is a list or a table without full stops."""

_STRAIGHT = str.maketrans(
    {"\u2019": "'", "\u02bc": "'", "\u2018": "'", "\u00a0": " ", "\n": " ", "\t": " ", "\u2011": "-"}
)
_BETWEEN = r"(?:[ ,]+[\w'-]+){0,4}?"
_NAME = re.compile(r"\b(?:WE|AM|HAVE|DO|US|OUR|WILL|WOULD)\b|(?<=[a-z)])S\b")
_QUOTED = re.compile(r"[“\"][^“”\"]{3,}[”\"]")
_CLAUSE = re.compile(r"(?:[;—]|, (?:and|but|so|yet)|,) (?:i|we|my|our|let us)\b|—", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;—.](?=\s|$|\W)")
_TABLES = {**PHRASES, "condition": CONDITIONS, "act": ACTS, "courtesy": COURTESIES, "report": REPORTS}
_NOT_ACTS = ("invitation", "hint")
_NEVER_COURTEOUS = ("threat", "refusal")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a sentence may be (one of KINDS), and the spans of the words in it that say so."""

    kind: str
    because: tuple[Span, ...]


def suggestion(sentence: str, voice: str = "own") -> Suggestion | None:
    """Suggest what a sentence is, or None: nothing in it commits anybody. `voice` is one of `phrases.VOICES`."""
    if len(sentence) > LONGEST:
        return None
    text = _QUOTED.sub(lambda found: " " * len(found[0]), sentence.translate(_STRAIGHT))
    asks = text.rstrip(' )"”').endswith("?")
    found = {kind: _first(kind, voice, text) for kind in PHRASES if not asks or kind in QUESTIONS}
    reported = {kind for kind, span in found.items() if voice == "own" and span and _is_reported(text, span)}
    stands = {kind: span for kind, span in found.items() if span and kind not in reported}
    if not asks and not reported and "threat" not in stands:
        conditional = _conditional(stands, voice, text)
        if conditional is not None:
            return conditional
    kind = next((kind for kind in KINDS if kind in stands), None)
    if kind is None or (kind not in _NEVER_COURTEOUS and _first("courtesy", voice, text)):
        return None
    return Suggestion(kind, (stands[kind],))


def condition(sentence: str) -> str:
    """Give the clause of a sentence that makes it depend on something; '' where there is none."""
    if len(sentence) > LONGEST:
        return ""
    span = _first("condition", "own", sentence.translate(_STRAIGHT))
    if span is None:
        return ""
    end = _CLAUSE_END.search(sentence, span[1])
    return sentence[span[0] : end.start() if end else len(sentence)].rstrip(" .")


def _conditional(stands: dict[str, Span], voice: str, text: str) -> Suggestion | None:
    """Give a condition, if there are words of one, and an act or an agreement that depends on it."""
    condition = _first("condition", voice, text)
    if condition is None:
        return None
    own = next((span for kind, span in stands.items() if kind not in _NOT_ACTS), None)
    if own is None and "invitation" in stands:
        return None
    act = own or _first("act", voice, text)
    return Suggestion("condition", tuple(sorted({condition, act}))) if act else None


def _is_reported(text: str, cue: Span) -> bool:
    # What somebody else is said to have said stands after the words that say so, up to where another clause begins.
    ends = [found.end() for one in _patterns("report", "own") for found in one.finditer(text, 0, cue[0] + 1)]
    return any(end <= cue[1] and not _CLAUSE.search(text, end, max(end, cue[0] + 1)) for end in ends)


def _first(table: str, voice: str, text: str) -> Span | None:
    return min((match.span() for one in _patterns(table, voice) if (match := one.search(text))), default=None)


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
    names = VOICES[voice]
    return tuple(
        re.compile(_NAME.sub(lambda found: names[found[0]], one.replace("~", _BETWEEN)), re.IGNORECASE)
        for one in sources
    )
