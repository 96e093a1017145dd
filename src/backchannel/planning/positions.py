"""Positions: for each issue the rungs of a ladder, from the opening through the target to the fall-back.

Each rung is an act of its own on a channel of its own, and whoever is on that channel reads it. A view is made of the
rungs that a person reads and of nothing else: it has no place for one that is not there. That there is no fall-back is
said by somebody, with why; it is not a rung left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from backchannel.planning.acts import Act
from backchannel.planning.authority import NoEffect, judged
from backchannel.planning.board import Board, Kept
from backchannel.planning.kinds import Kind
from backchannel.planning.names import folded
from backchannel.planning.said import said, standing

__all__ = [
    "APART",
    "LIMIT",
    "NOT_A_PRINCIPAL",
    "RUNG",
    "RUNGS",
    "Apart",
    "Distance",
    "Judged",
    "Ladder",
    "Limit",
    "Pair",
    "Rung",
    "Said",
    "Step",
    "distances",
    "ladders",
    "limit_rule",
    "number",
]

NOT_A_PRINCIPAL = "Only a principal sets, changes or lifts a limit."
RUNGS = "rungs"
"""The part that rungs have in a limit, and in what somebody says of their distance."""
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)


class Step(StrEnum):
    """Where on the ladder a rung is."""

    OPENING = "opening"
    TARGET = "target"
    FALL_BACK = "fall-back"


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung: its words, and an amount with its unit if it has one; or that there is none by choice, and why."""

    issue: str
    step: Step
    words: str
    amount: str = ""
    unit: str = ""
    none: bool = False
    """There is no such rung, by choice; `words` say why."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How far the rungs of an issue may be apart."""

    issue: str
    amount: str
    unit: str


@dataclass(frozen=True, slots=True)
class Apart:
    """How far apart two rungs are, in somebody's words."""

    issue: str
    words: str


RUNG = Kind("rung", Rung)
LIMIT = Kind("position-limit", Limit)
APART = Kind("rungs-apart", Apart)


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a rung that stands."""

    says: Rung
    act: Act
    kept: Kept[Rung]

    @property
    def amount(self) -> Decimal | None:
        """Its amount; None where it has none."""
        return None if self.says.none else number(self.says.amount)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of an issue that a person reads, from the opening on."""

    issue: str
    rungs: tuple[Kept[Rung], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rungs, and how far they are apart: in their unit where both have it, and in the words of who said so."""

    one: Said
    other: Said
    difference: Decimal | None
    said: tuple[tuple[Apart, Act], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A limit held against what one sees: `widest` in its unit; None where the rungs cannot be held against it."""

    limit: Limit
    act: Act
    widest: Decimal | None
    is_open: bool
    """Whether rungs are there that it cannot be held against."""

    @property
    def is_over(self) -> bool:
        """Whether the rungs are farther apart than the limit allows."""
        allowed = number(self.limit.amount)
        return self.widest is not None and allowed is not None and self.widest > allowed


@dataclass(frozen=True, slots=True)
class Distance:
    """The rungs of an issue that one sees, how far each is from the next and the first from the last, and its limits.

    `without_effect` are limits that somebody set who may not.
    """

    issue: str
    rungs: tuple[Said, ...]
    pairs: tuple[Pair, ...]
    limits: tuple[Judged, ...]
    without_effect: tuple[NoEffect, ...]

    @property
    def is_settled(self) -> bool:
        """Whether no limit is passed, and each can be held against the rungs."""
        return not any(one.is_over or one.is_open for one in self.limits)


def number(text: str) -> Decimal | None:
    """Give an amount such as 12 or -3.5; None for what is none."""
    return Decimal(text) if _NUMBER.fullmatch(text.strip()) else None


def limit_rule(_says: Limit, act: Act, _before: Sequence[tuple[Limit, Act]]) -> str:
    """Give the rule by which an act on a limit has no effect, or ''."""
    return "" if act.writer.principal else NOT_A_PRINCIPAL


def ladders(board: Board, issue: str = "", *, ended: bool = False) -> tuple[Ladder, ...]:
    """Give the ladders of which a person sees a rung, or that of one issue; with `ended`, withdrawn rungs too."""
    rungs = board.every(RUNG) if ended else standing(board, RUNG)
    return tuple(Ladder(found[0].says.issue, tuple(found)) for found in _by_issue(rungs, issue))


def distances(board: Board, issue: str = "") -> tuple[Distance, ...]:
    """Give, for each issue of which a person sees a rung, how far the rungs that he sees are apart."""
    found = board.folded(_distances)
    return tuple(one for one in found if not issue or folded(one.issue) == folded(issue))


def _distances(board: Board) -> tuple[Distance, ...]:
    limits = _limits(board)
    words = _words(board)
    return tuple(
        _distance(found, words, *limits.get(folded(found[0].says.issue), ((), ())))
        for found in _by_issue(standing(board, RUNG), "")
    )


def _by_issue(rungs: Iterable[Kept[Rung]], issue: str) -> Iterator[list[Kept[Rung]]]:
    found: dict[str, list[Kept[Rung]]] = {}
    for kept in rungs:
        found.setdefault(folded(kept.says.issue), []).append(kept)
    order = list(Step)
    for name, ladder in found.items():
        if not issue or name == folded(issue):
            yield sorted(ladder, key=lambda kept: order.index(kept.says.step))


def _limits(board: Board) -> dict[str, tuple[list[tuple[Limit, Act]], list[NoEffect]]]:
    found: dict[str, tuple[list[tuple[Limit, Act]], list[NoEffect]]] = {}
    for thing in board.things(LIMIT):
        by = judged(board, LIMIT, thing, limit_rule)
        for says, act in by.statements:
            if act.ended is None:
                found.setdefault(folded(says.issue), ([], []))[0].append((says, act))
        issues = dict.fromkeys(folded(says.issue) for says, _ in board.history(LIMIT, thing))
        for issue in issues if by.without_effect else ():
            found.setdefault(issue, ([], []))[1].extend(by.without_effect)
    return found


def _words(board: Board) -> dict[frozenset[bytes], list[tuple[Apart, Act]]]:
    found: dict[frozenset[bytes], list[tuple[Apart, Act]]] = {}
    for kept in standing(board, APART):
        for says, act in said(kept):
            found.setdefault(frozenset(act.names.get(RUNGS, ())), []).append((says, act))
    return found


def _distance(
    rungs: Sequence[Kept[Rung]],
    words: Mapping[frozenset[bytes], Sequence[tuple[Apart, Act]]],
    limits: Sequence[tuple[Limit, Act]],
    without: Sequence[NoEffect],
) -> Distance:
    statements = [Said(says, act, kept) for kept in rungs for says, act in said(kept)]
    real = [one for one in statements if not one.says.none]
    steps = list(pairwise(real)) + ([(real[0], real[-1])] if len(real) > 2 else [])
    pairs = tuple(
        Pair(one, other, _apart(one, other), tuple(words.get(frozenset((one.kept.id, other.kept.id)), ())))
        for one, other in steps
    )
    spreads = _spreads(real) if limits else {}
    held = []
    for says, act in limits:
        counted, widest = spreads.get(folded(says.unit), (0, None))
        is_open = len(real) > 1 and counted < len(real)
        held.append(Judged(says, act, widest if counted > 1 else None, is_open))
    return Distance(rungs[0].says.issue, tuple(statements), pairs, tuple(held), tuple(without))


def _apart(one: Said, other: Said) -> Decimal | None:
    if one.amount is None or other.amount is None or folded(one.says.unit) != folded(other.says.unit):
        return None
    return abs(one.amount - other.amount)


def _spreads(rungs: Sequence[Said]) -> dict[str, tuple[int, Decimal]]:
    """Give, for each unit, how many rungs have an amount in it, and how far the two farthest of these are apart."""
    amounts: dict[str, list[Decimal]] = {}
    for one in rungs:
        if one.amount is not None:
            amounts.setdefault(folded(one.says.unit), []).append(one.amount)
    return {unit: (len(found), max(found) - min(found)) for unit, found in amounts.items()}
