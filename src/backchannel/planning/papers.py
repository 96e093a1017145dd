"""Taskings and their papers: who asks whom for what, by whose order, and what is due by when.

A tasking has products, each at a stage, owed by somebody, by a date that is kept as it was written beside how it was
read. A product is there when a paper was delivered for it, and one that is to be a decision when it was decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backchannel.errors import BadInputError
from backchannel.planning import comments, decisions
from backchannel.planning.acts import Act
from backchannel.planning.authority import NoEffect, judged
from backchannel.planning.board import Board, Kept
from backchannel.planning.calendar.phrases import Certainty
from backchannel.planning.comments import Said
from backchannel.planning.decisions import Decided, View
from backchannel.planning.kinds import Kind
from backchannel.record.dates import DocumentDate
from backchannel.record.intervals import Interval, parse

__all__ = [
    "FOR",
    "GROUP",
    "PAPER",
    "PRODUCT",
    "TASKING",
    "Due",
    "Owed",
    "Paper",
    "Product",
    "Stage",
    "Tasked",
    "Tasking",
    "deciders",
    "due",
    "tasked",
    "taskings",
]

GROUP, FOR, TASKED = "group", "for", "tasking"
"""The parts in which a tasking names the group, a product its tasking and a paper its product, a set its tasking."""


class Stage(StrEnum):
    """At which stage of the work a product is due."""

    PRELIMINARY = "preliminary"
    SESSION = "session"
    DECISION = "decision"
    ALLIED_USE = "allied use"


@dataclass(frozen=True, slots=True)
class Tasking:
    """What is asked for: by whom, of whom, and by whose order; `decides` are who decide on it beside the principals."""

    name: str
    about: str
    asked_by: str
    asked: tuple[str, ...]
    by_order_of: str = ""
    decides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """One thing that is due: its stage, who owes it, and its date.

    `written` are the words that say when, and `when` is what they say as an EDTF interval, empty where nothing was
    found; `steps` are how that was read against the document's date `read_on` (`calendar.phrases`).
    """

    name: str
    stage: Stage
    owes: tuple[str, ...]
    written: str = ""
    when: str = ""
    certainty: Certainty = Certainty.UNRESOLVED
    steps: tuple[str, ...] = ()
    read_on: DocumentDate | None = None

    def __post_init__(self) -> None:
        """Refuse (BadInputError) a date that is none, or one that nobody is sure of in any way."""
        if self.when:
            parse(self.when)
        if (self.certainty == Certainty.UNRESOLVED) != (not self.when):
            raise BadInputError("A product has a date and no certainty, or the other way round; give its date anew.")

    @property
    def by(self) -> Interval | None:
        """Its date; None where none was found."""
        return parse(self.when) if self.when else None

    @property
    def date_in_words(self) -> str:
        """Its date as it was written, and how it was read where that is not the same."""
        written = " ".join(self.written.split())
        if self.by is None:
            return f"“{written}”, read as no date" if written else "no date"
        said = self.by.in_words()
        inferred = ", inferred" if self.certainty == Certainty.INFERRED else ""
        return f"“{written}”: {said}{inferred}" if self.written != self.when else said


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper delivered for a product; it rests on the paper's address."""

    remark: str = ""


TASKING = Kind("tasking", Tasking)
PRODUCT = Kind("product", Product)
PAPER = Kind("paper", Paper)


class Due(StrEnum):
    """Where a product stands on a day."""

    OVERDUE = "overdue"
    NEXT = "next"
    LATER = "later"
    UNDATED = "no date"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Owed:
    """A product of a tasking on a day; `days` are left until the end of its date (less than 0: since then)."""

    tasking: Kept[Tasking]
    product: Kept[Product]
    papers: tuple[Kept[Paper], ...]
    state: Due
    days: int | None

    @property
    def in_words(self) -> str:
        """Where it stands, with how many days are left, or have passed."""
        if self.state not in (Due.OVERDUE, Due.NEXT, Due.LATER) or self.days is None:
            return str(self.state)
        count = abs(self.days)
        return f"{self.state}, {'today' if not count else f'{count} day' if count == 1 else f'{count} days'}"


@dataclass(frozen=True, slots=True)
class Tasked:
    """A tasking with its products on a day, and what was said and decided on it."""

    kept: Kept[Tasking]
    products: tuple[Owed, ...]
    comments: tuple[Said, ...]
    views: tuple[Kept[View], ...]
    decided: Decided
    without_effect: tuple[NoEffect, ...]


def deciders(board: Board, opened: Act) -> tuple[str, ...]:
    """Give whom principals named to decide what an act opened: a tasking, or what names one.

    Where two statements of a tasking stand, who is named in both. Nobody names himself: what somebody who is no
    principal says of it has no effect.
    """
    identifier = opened.of if opened.type == TASKING.name else next(iter(opened.names.get(TASKED, ())), b"")
    thing = board.thing(identifier)
    if thing is None or thing.opened.type != TASKING.name or thing.opened.channel != opened.channel:
        return ()

    def rule(says: Tasking, act: Act, before: Sequence[tuple[Tasking, Act]]) -> str:
        # Who is no principal may word a tasking anew where it names nobody else to decide.
        same = bool(before) and all(set(says.decides) == set(one.decides) for one, _ in before)
        return "" if act.writer.principal or same else decisions.NOT_HIS

    standing = [says for says, _ in judged(board, TASKING, thing, rule).statements]
    return (
        tuple(name for name in standing[0].decides if all(name in one.decides for one in standing)) if standing else ()
    )


def taskings(board: Board, on: date) -> tuple[Tasked, ...]:
    """Give every tasking with its products on a day, in the order in which they were opened."""
    return tuple(tasked(board, kept, on) for kept in board.every(TASKING))


def tasked(board: Board, kept: Kept[Tasking], on: date) -> Tasked:
    """Give a tasking with its products on a day."""
    opened = kept.thing.opened
    views, without = decisions.views(board, opened)
    decided = decisions.decided(board, opened, deciders(board, opened))
    return Tasked(
        kept,
        _products(board, kept, on, is_decided=bool(decided.standing)),
        comments.on_thing(board, kept.id),
        views,
        decided,
        (*without, *decided.without_effect),
    )


def due(board: Board, on: date) -> tuple[Owed, ...]:
    """Give what is due on a day and later, what is overdue first, then by date; what has none comes last."""
    found: list[Owed] = []
    for kept in board.standing(TASKING):
        opened = kept.thing.opened
        is_decided = bool(decisions.decided(board, opened, deciders(board, opened)).standing)
        found += _products(board, kept, on, is_decided=is_decided)
    open_ = [one for one in found if one.state not in (Due.DONE, Due.DROPPED)]
    return tuple(sorted(open_, key=lambda one: (one.days is None, one.days or 0)))


def _products(board: Board, tasking: Kept[Tasking], on: date, *, is_decided: bool) -> tuple[Owed, ...]:
    found = []
    for product in board.opened_naming(PRODUCT, tasking.id, FOR):
        papers = tuple(one for one in board.opened_naming(PAPER, product.id, FOR) if one.act.rests)
        # Where desks dated a product apart, it is due by the earlier date: better asked for too soon than too late.
        dates = [says.by for says in (product.says, *(says for says, _ in product.beside))]
        days = min(((by.latest.date() - on).days for by in dates if by and by.latest), default=None)
        done = any(one.ended is None for one in papers) or (product.says.stage == Stage.DECISION and is_decided)
        found.append(Owed(tasking, product, papers, _state(product, days, done=done), days))
    coming = min((one.days for one in found if one.state == Due.LATER and one.days is not None), default=None)
    return tuple(
        Owed(one.tasking, one.product, one.papers, Due.NEXT, one.days)
        if one.state == Due.LATER and one.days == coming
        else one
        for one in found
    )


def _state(product: Kept[Product], days: int | None, *, done: bool) -> Due:
    if product.ended is not None:
        return Due.DROPPED
    if done:
        return Due.DONE
    if days is None:
        return Due.UNDATED
    return Due.OVERDUE if days < 0 else Due.LATER
