"""Use-marks: what may be done with each point of a guidance (R51), written at the head of the passage in words.

    (may be said) We would let four ferries pass.
    2. (S) (may be said if asked; not before 23 February 2031: the talks in Aldeby) We have named no price.

A mark is text of its passage, behind its number and the mark of its classification. So no format can lose it, and
whoever reads the point reads what he may do with it, with this program or without. It holds for that passage alone. A
passage without one is *unmarked*; that is no mark.

What is not to be used before a day, or before something has happened, is held. A day lapses by itself. What is no full
date is an event, and lapses only when the author says that it happened. Held, a point is background only.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from backchannel.errors import BadInputError, UsageError
from backchannel.record.dates import DocumentDate, in_words, read_written
from backchannel.record.document import Document

__all__ = ["EVENT", "Use", "UseMark", "allows", "bare", "doubts", "event", "held", "marked", "marks", "read", "written"]

EVENT = 300
"""Characters of an event's name, at most."""


class Use(StrEnum):
    """What may be done with a point, from the least to the most; each allows what stands before it."""

    BACKGROUND = "background only"
    IF_ASKED = "may be said if asked"
    SAY = "may be said"
    WRITE = "may be left in writing"


_RANKS = {use: rank for rank, use in enumerate(Use)}
_WORDS = "|".join(r"\s+".join(use.split()) for use in sorted(Use, key=len, reverse=True))
_LEAD = r"[“\"'\s]*(?:\d{1,4}[.)]?\s*)?(?:\([A-Z]{1,6}(?:/{1,2}[A-Z]{2,6})*\)\s*)?"
_MARK = re.compile(
    rf"({_LEAD})\(\s*({_WORDS})(?:\s*;\s*not\s+before\s+([^()]{{1,{EVENT + 60}}}?))?\s*\)\s*", re.IGNORECASE
)
_LEADING = re.compile(_LEAD, re.IGNORECASE)
_LIKE = re.compile(
    r"[(\[]\s*(?:background\s+only|may\s+be\s+(?:said|left|used|told|written)|not\s+before)\b", re.IGNORECASE
)
_PORTION = re.compile(r"\((?:TS|S|C|R|LOU|OUO|U)(?:/{1,2}[A-Z]{2,6})*\)(?:\s|$)")


@dataclass(frozen=True, slots=True)
class UseMark:
    """What may be done with a point, and what it waits for: a day, an event, or a day with the event that it is for."""

    use: Use
    not_before: DocumentDate | None = None
    event: str = ""

    @property
    def is_held_by_something(self) -> bool:
        """Whether there is anything that it waits for, come or not."""
        return self.not_before is not None or bool(self.event)


def read(text: str) -> UseMark | None:
    """Give the use-mark at the head of a passage's text; None where there is none."""
    match = _MARK.match(text)
    if match is None:
        return None
    use = Use(" ".join(match[2].lower().split()))
    until = " ".join((match[3] or "").split())
    if not until:
        return UseMark(use)
    day, colon, what = until.partition(": ")
    date = _date(day)
    if date is not None and (not colon or what.strip()):
        return UseMark(use, date, what.strip())
    return UseMark(use, None, until)


def bare(text: str) -> str:
    """Give a passage's text without its use-mark."""
    match = _MARK.match(text)
    return text if match is None else match[1] + text[match.end() :]


def written(mark: UseMark) -> str:
    """Give a mark as it stands in a text; UsageError for an event that could not be read back."""
    if mark.not_before is None and not mark.event:
        return f"({mark.use})"
    if mark.event and mark.event != event(mark.event):
        raise UsageError("An event that a point waits for has one line, and no brackets.")
    day = (_in_words(mark.not_before),) if mark.not_before else ()
    said = f"({mark.use}; not before {': '.join((*day, mark.event) if mark.event else day)})"
    if read(said) != mark:
        raise UsageError(
            f"“{mark.event[:60] or str(mark.not_before)}” cannot stand in a use-mark; say it in other words."
        )
    return said


def marked(text: str, mark: UseMark) -> str:
    """Give a passage's text with this mark in place of what mark it had."""
    plain = bare(text)
    match = _LEADING.match(plain)
    at = match.end() if match else 0
    return f"{plain[:at]}{written(mark)} {plain[at:]}"


def event(text: str) -> str:
    """Give an event's name as a mark can hold it: on one line; UsageError where it is empty, long, or has brackets."""
    line = " ".join(text.split())
    if not line or len(line) > EVENT or any(bracket in line for bracket in "()"):
        raise UsageError(f"An event that a point waits for has 1 to {EVENT} characters, and no brackets.")
    return line


def marks(document: Document) -> Iterator[tuple[int, UseMark]]:
    """Give the marks of a document's passages, each with the passage's number."""
    for passage in document.passages:
        mark = read(passage.text)
        if mark is not None:
            yield passage.number, mark


def held(mark: UseMark, on: DocumentDate, happened: Collection[str] = ()) -> bool:
    """Whether a point is held on a day; `happened` are the events of which their author says so.

    A date of some length has come when it can have begun and no sooner; `on` is taken at its beginning.
    """
    if mark.event and same(mark.event) in {same(one) for one in happened}:
        return False
    if mark.not_before is not None:
        return on.earliest < mark.not_before.earliest
    return bool(mark.event)


def same(text: str) -> str:
    """Give an event's name as it is compared: however its letters and spaces are written."""
    return " ".join(text.split()).casefold()


def allows(mark: UseMark, use: Use) -> bool:
    """Whether a mark allows a use, as soon as nothing holds it."""
    return _RANKS[mark.use] >= _RANKS[use]


def doubts(document: Document) -> Iterator[str]:
    """Say in sentences where a document has what looks like a use-mark and is none, or one in a wrong place."""
    for name in ("heading", "subject"):
        if _LIKE.search(getattr(document, name) or ""):
            yield f"The {name} has a use-mark, which holds for a passage alone; put it at the head of each point."
    forms = ", ".join(f"({use})" for use in Use)
    for passage in document.passages:
        match = _MARK.match(passage.text)
        if _LIKE.search(bare(passage.text)):
            yield (
                f"Passage {passage.number} has something like a use-mark that is none; write one of {forms}, with "
                "“; not before ...” before the bracket closes, at the head of the passage."
            )
        elif match is not None and _PORTION.match(passage.text, match.end()):
            yield f"Passage {passage.number} has its classification behind the use-mark, unread; put it first."


def _in_words(date: DocumentDate) -> str:
    words = in_words(date)
    return words if _date(words) == date else str(date)


def _date(text: str) -> DocumentDate | None:
    try:
        date = read_written(text)
    except BadInputError:
        return None
    return date if not date.qualifier else None
