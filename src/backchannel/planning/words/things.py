"""What our side makes of words together: elements of a position and their pegs, phrases of one issue, readings.

These are things as on any board: anybody on the channel revises them, and two statements made apart both stand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from backchannel.planning.board import Kept
from backchannel.planning.kinds import Kind
from backchannel.planning.words.judgements import document_of

__all__ = [
    "ELEMENT",
    "OF",
    "PEG",
    "READING",
    "SYNONYMS",
    "THINGS",
    "Change",
    "Element",
    "Happened",
    "Peg",
    "Reading",
    "Synonyms",
    "documents",
    "happened",
    "stands",
]

OF = "element"
"""The part in which a peg names the element that hangs there."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element of our position: the name that a person gives it, and a text if he likes."""

    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Peg:
    """Exact words of the other side (`ID/3:12-40`) on which an element hangs, and the number of the words (CRC-32)."""

    at: str
    words: int


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Phrases that mean one issue."""

    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a reading's state, the passage on which it rests, when it was said, as entries write it, a remark."""

    state: str
    rests: str
    when: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading placed on record: words of ours, the words of theirs that they read, and what became of it.

    `digest` is of both. `number` is what a desk called it before readings were acts, 0 for none.
    """

    ours: str
    theirs: str
    digest: str
    changes: tuple[Change, ...] = ()
    number: int = 0


ELEMENT = Kind("element", Element)
PEG = Kind("peg", Peg)
SYNONYMS = Kind("synonyms", Synonyms)
READING = Kind("reading", Reading)

THINGS: dict[str, Kind[Any]] = {kind.name: kind for kind in (ELEMENT, PEG, SYNONYMS, READING)}


@dataclass(frozen=True, slots=True)
class Happened:
    """A change of a reading, and who said it first."""

    change: Change
    person: str


def documents(says: object) -> tuple[str, ...]:
    """Give the ids of the documents that must be here for a thing to be shown."""
    if isinstance(says, Peg):
        return (document_of(says.at),)
    if isinstance(says, Reading):
        return (document_of(says.ours), document_of(says.theirs))
    return ()


def stands(kept: Kept[Any] | None) -> bool:
    """Whether a thing is to be shown: whether one of its statements at least has not ended it."""
    return kept is not None and any(act.ended is None for act in (kept.act, *(act for _, act in kept.beside)))


def happened(reading: Reading, history: Iterable[tuple[Reading, str]]) -> tuple[Happened, ...]:
    """Give the changes of a reading as it stands, each with the person whose act first told it.

    `history` is everything that was said of it, the oldest first, with who said it.
    """
    first: dict[Change, str] = {}
    for says, person in history:
        for change in says.changes:
            first.setdefault(change, person)
    return tuple(Happened(change, first[change]) for change in reading.changes)
