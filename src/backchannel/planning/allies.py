"""Where each ally stands on each issue, as our people saw it at a time, with the passage on which that rests.

Each stance has the date since when it is seen so; that an ally has moved follows from two of them, one after the other.
In which direction better lies is for nobody to compute. An ally's own papers are not touched.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from backchannel.planning.board import Board, Kept
from backchannel.planning.cases import ISSUE, PARTY, Side
from backchannel.planning.kinds import Kind
from backchannel.record.dates import DocumentDate, certainly_before

__all__ = ["OF", "ON", "STANCE", "Cell", "Grid", "Stance", "Word", "grid", "history"]

OF, ON = "party", "issue"
"""The parts in which a stance names whose it is, and on what."""


class Word(StrEnum):
    """How an ally stands, in one word; the words of the act say it as somebody said it."""

    READY = "ready"
    MOVING = "moving"
    RESERVED = "reserved"
    BEHIND = "behind"
    OPPOSED = "opposed"
    OPEN = "remains to be seen"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Stance:
    """Where an ally stands on an issue since a date, in a word and in words."""

    stance: Word
    since: DocumentDate
    says: str = ""


STANCE = Kind("stance", Stance)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one ally stands on one issue on a day.

    `now` are the stances of the latest date: several where dates cannot be told apart; () where nobody has said
    anything. `before` is the last stance before them that was another, and so `moved` from there.
    """

    ally: str
    issue: str
    now: tuple[Kept[Stance], ...]
    before: Kept[Stance] | None = None
    ids: tuple[bytes, bytes] = (b"", b"")
    """Of the ally and of the issue on the board."""

    @property
    def moved(self) -> bool:
        """Whether the ally has moved: there are two stances in time, and the later is one, and another."""
        return self.before is not None


@dataclass(frozen=True, slots=True)
class Grid:
    """Allies by issues, with a cell for each."""

    allies: tuple[str, ...]
    issues: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]


def grid(board: Board, on: date, issue: bytes = b"") -> Grid:
    """Give the allies of a case by its issues (or by one alone, by its id), as they stood at the end of a day."""
    parties = {one.id: one for one in board.every(PARTY)}
    issues = {one.id: one for one in board.every(ISSUE) if not issue or one.id == issue}
    said: dict[tuple[bytes, bytes], list[Kept[Stance]]] = {}
    for stance in board.standing(STANCE):
        whose, what = _about(stance)
        if whose in parties and what in issues and stance.says.since.earliest.date() <= on:
            said.setdefault((whose, what), []).append(stance)
    heard = {whose for whose, _ in said}
    named = {what for _, what in said}
    rows = [one for one in parties.values() if (one.says.side is Side.ALLY and one.ended is None) or one.id in heard]
    columns = [one for one in issues.values() if one.ended is None or one.id in named]
    cells = {
        (ally.says.name, about.says.name): replace(
            _cell(ally.says.name, about.says.name, said.get((ally.id, about.id), ())), ids=(ally.id, about.id)
        )
        for ally in rows
        for about in columns
    }
    return Grid(tuple(one.says.name for one in rows), tuple(one.says.name for one in columns), cells)


def history(board: Board, ally: bytes, issue: bytes) -> list[Kept[Stance]]:
    """Give every stance of one ally on one issue, ended ones too, by the date since when it is seen so."""
    found = [one for one in board.naming(STANCE, ally, OF) if issue in one.act.names.get(ON, ())]
    return sorted(found, key=lambda one: one.says.since.earliest)


def _about(stance: Kept[Stance]) -> tuple[bytes, bytes]:
    whose, what = (stance.act.names.get(part, (b"",)) for part in (OF, ON))
    return whose[0], what[0]


def _cell(ally: str, issue: str, said: Iterable[Kept[Stance]]) -> Cell:
    ordered = sorted(said, key=lambda one: (one.says.since.earliest, one.says.since.latest))
    if not ordered:
        return Cell(ally, issue, ())
    last = ordered[-1]
    # Dates that may coincide give no order; then both are how it stands.
    now = tuple(one for one in ordered if not certainly_before(one.says.since, last.says.since))
    if len({word for one in now for word in _words(one)}) > 1:
        return Cell(ally, issue, now)
    together = {one.id for one in now}
    earlier = [one for one in ordered if one.id not in together]
    before = earlier[-1] if earlier and set(_words(earlier[-1])) != set(_words(last)) else None
    return Cell(ally, issue, now[-1:], before)


def _words(stance: Kept[Stance]) -> tuple[Word, ...]:
    return (stance.says.stance, *(says.stance for says, _ in stance.beside))
