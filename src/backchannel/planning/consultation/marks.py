"""Marks: what each passage of a letter to the other side is by our own word, an exploration, a position or a proposal.

They are kept on our own side, with the letter's entry and digest, and are written in the transaction that seals it. The
first that was written of a letter counts: what is marked later changes nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backchannel.errors import UsageError
from backchannel.planning.acts import Act
from backchannel.planning.board import Board
from backchannel.planning.kinds import Kind

__all__ = ["ALL", "MARKS", "Mark", "Marked", "MarkedFile", "Marks", "Wish", "marked", "proposed", "read_wishes"]

ALL = "all"
"""The key that marks every passage, and every enclosure that can be read, unless it has a mark of its own."""
_RANGE = re.compile(r"([0-9]{1,4})(?:[-–]([0-9]{1,4}))?")


class Mark(StrEnum):
    """What a passage does to our position."""

    EXPLORATION = "exploration"
    """It binds nobody: it asks, or thinks aloud."""
    POSITION = "position"
    """It says where we stand, and offers nothing new."""
    PROPOSAL = "proposal"
    """It offers something on an issue; those whom it concerns are heard before."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage by its number, with its mark; a proposal with its issue."""

    passage: int
    mark: Mark
    issue: str = ""


@dataclass(frozen=True, slots=True)
class MarkedFile:
    """An enclosure by its name and digest, with its mark; and whether its words could be read."""

    name: str
    digest: str
    mark: Mark
    issue: str = ""
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one letter: its entry, the digest of its sealed body, to which party it went."""

    letter: str
    digest: str
    towards: str
    passages: tuple[Marked, ...]
    enclosures: tuple[MarkedFile, ...] = ()


MARKS = Kind("marks", Marks)


@dataclass(frozen=True, slots=True)
class Wish:
    """A mark as a person gives it."""

    mark: Mark
    issue: str = ""


def read_wishes(texts: Sequence[str], passages: int, enclosures: Sequence[str]) -> dict[str, Wish]:
    """Read marks as typed, such as `3=proposal:passage`, `all=exploration`, `2-4=position`, `map.png=position`.

    The keys given are passages by number and enclosures by name; one of its own goes before `all`. UsageError for what
    is no mark, names nothing of the letter, or marks the same twice.
    """
    own: dict[str, Wish] = {}
    every: Wish | None = None
    for text in texts:
        # An enclosure's name may have the sign in it.
        key, _, said = text.rpartition("=")
        wish = _wish(said, text)
        if key.strip() == ALL:
            if every is not None:
                raise UsageError("All passages are marked twice; say it once.")
            every = wish
            continue
        for one in _keys(key.strip(), passages, enclosures):
            if one in own:
                raise UsageError(f"“{one[:60]}” is marked twice; say it once.")
            own[one] = wish
    if every is None:
        return own
    return {**{str(number): every for number in range(1, passages + 1)}, ALL: every, **own}


def marked(board: Board, letter: str) -> tuple[tuple[Marks, Act] | None, tuple[Act, ...]]:
    """Give the marks with which a letter was sealed, None where none are seen; and what was marked after, in vain."""
    found = sorted(
        ((says, act) for says, act in _every(board) if says.letter == letter),
        key=lambda pair: (pair[1].time, pair[1].seq, pair[1].id),
    )
    return (found[0] if found else None), tuple(act for _, act in found[1:])


def proposed(board: Board) -> Iterator[tuple[str, str, int]]:
    """Give (letter, issue, passage) of every passage that anybody marked as a proposal when it was sealed."""
    for says, _ in _every(board):
        for one in says.passages:
            if one.mark is Mark.PROPOSAL:
                yield says.letter, one.issue, one.passage


def _every(board: Board) -> Iterator[tuple[Marks, Act]]:
    for thing in board.things(MARKS):
        # A revision is written later than the sealing, whatever time it claims.
        yield from ((says, act) for says, act in board.history(MARKS, thing) if act.id == thing.id)


def _wish(said: str, text: str) -> Wish:
    word, _, issue = said.partition(":")
    known: Mapping[str, Mark] = {str(mark): mark for mark in Mark}
    mark = known.get(word.strip())
    if mark is None or "=" not in text:
        raise UsageError(f"“{text[:60]}” is no mark; write such as 3=proposal:ISSUE, 2-4=position or all=exploration.")
    if (mark is Mark.PROPOSAL) is not bool(issue.strip()):
        raise UsageError(f"“{text[:60]}”: a proposal names its issue (3=proposal:ISSUE), and nothing else does.")
    return Wish(mark, " ".join(issue.split()))


def _keys(key: str, passages: int, enclosures: Sequence[str]) -> list[str]:
    if key in enclosures:
        return [key]
    found = _RANGE.fullmatch(key)
    first = int(found[1]) if found else 0
    last = int(found[2] or found[1]) if found else 0
    if not 1 <= first <= last <= passages:
        raise UsageError(
            f"“{key[:60]}” is no passage and no enclosure of this letter, which has {passages} passages; name one."
        )
    return [str(number) for number in range(first, last + 1)]
