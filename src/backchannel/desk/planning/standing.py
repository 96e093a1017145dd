"""How a case stands for the person who opens it: what waits for him, what comes next, and who reads what is said of it.

It is a fold of the board and of nothing else, so that the first page of a case is there at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from backchannel.desk.book import Books, find_channel
from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Person, members
from backchannel.desk.planning.resting import Rest, rest
from backchannel.desk.planning.tracks import lanes
from backchannel.errors import UsageError
from backchannel.planning.authority import same_person
from backchannel.planning.board import Board, Kept
from backchannel.planning.calendar.contacts import Proposed, proposed
from backchannel.planning.calendar.slips import Conflict, conflicts
from backchannel.planning.calendar.stages import Dated, strip
from backchannel.planning.cases import CASE, DOCUMENT, CaseDocument, Lane
from backchannel.planning.points import Shown as Point
from backchannel.planning.points import State, points
from backchannel.planning.promises import Shown as Promise
from backchannel.planning.promises import State as Kept_
from backchannel.planning.promises import promises
from backchannel.planning.reactions import Asked, asked
from backchannel.vault import channels
from backchannel.vault.channels import Channel

__all__ = ["Filed", "Opened", "Standing", "Waiting", "could_open", "of_ours", "standing", "would_learn"]

_NEXT = 6
"""Dates that are shown as the next."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A channel on which a case is open, and who reads what stands there."""

    channel: Channel
    readers: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Filed:
    """A document that belongs to a case, and where it is at this desk."""

    kept: Kept[CaseDocument]
    rest: Rest | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in a case, for this person first.

    `apart` are the things of which two desks wrote without seeing each other: what each is, and it.
    """

    decide: tuple[Proposed, ...]
    answer: tuple[Asked, ...]
    overdue: tuple[Promise, ...]
    unsettled: tuple[Point, ...]
    troubles: tuple[Conflict, ...]
    apart: tuple[tuple[str, Kept[Any]], ...]

    @property
    def is_anything(self) -> bool:
        """Whether anything waits."""
        return any((self.decide, self.answer, self.overdue, self.unsettled, self.troubles, self.apart))


@dataclass(frozen=True, slots=True)
class Standing:
    """A case as its first page shows it."""

    opened: tuple[Opened, ...]
    waiting: Waiting
    coming: tuple[Dated, ...]
    lanes: tuple[tuple[Kept[Lane], Channel | None], ...]
    joined: tuple[Channel, ...]
    """The channels that this person is on, of which one may run in a lane."""
    documents: tuple[Filed, ...]


def standing(desk: Desk, case: str = "") -> Standing:
    """Give how a case stands today. UsageError as `cases.find`."""
    with cases.reading(desk, case) as (db, board):
        today = desk.clock().date()
        books = Books(db, desk)
        opened = [
            Opened(channel, tuple(sorted(members(books.of(channel.id)))))
            for one in board.every(CASE)
            if (channel := channels.get(db, one.act.channel))
        ]
        filed = [
            Filed(one, next((rest(db, desk, address) for address in one.act.rests[:1]), None))
            for one in board.standing(DOCUMENT)
        ]
        return Standing(
            tuple(opened),
            _waiting(board, desk.card.person, today),
            tuple(_coming(board, today))[:_NEXT],
            tuple(lanes(db, board)),
            tuple(one for one in channels.every(db) if one.standing == channels.JOINED),
            tuple(filed),
        )


def _waiting(board: Board, person: str, today: date) -> Waiting:
    return Waiting(
        tuple(
            one
            for one in proposed(board)
            if one.state in ("waiting", "decided twice") and same_person(one.decider, person)
        ),
        tuple(one for one in asked(board, today) if any(same_person(who.person, person) for who in one.waiting)),
        tuple(one for one in promises(board, today) if one.state in (Kept_.DUE, Kept_.OVERDUE)),
        tuple(one for one in points(board, today) if one.state is State.UNSETTLED and one.ended is None),
        tuple(conflicts(board)),
        tuple(board.folded(_apart)),
    )


def _apart(board: Board) -> tuple[tuple[str, Kept[Any]], ...]:
    # Imported where a case is shown: it brings every subject with it.
    from backchannel.planning.vocabulary import KINDS

    return tuple((kind.name, kept) for kind in KINDS for kept in board.every(kind) if kept.is_disputed)


def _coming(board: Board, today: date) -> Iterator[Dated]:
    for one in strip(board):
        latest = one.when.latest if one.when else None
        if one.kept.ended is None and one.when is not None and (latest is None or latest.date() >= today):
            yield one


def of_ours(desk: Desk) -> list[Channel]:
    """Give the channels of our own party alone, on which a case may be opened, without one's own ledger."""
    with desk.vault.read() as db:
        books = Books(db, desk)
        return [one for one in channels.every(db) if one.standing == channels.JOINED and _is_ours(desk, books, one)]


def could_open(desk: Desk, case: str = "") -> tuple[list[Channel], bool]:
    """Give the channels of our own party on which a case is not open yet, and whether one's own ledger is such too."""
    with cases.reading(desk, case) as (db, board):
        on = {one.act.channel for one in board.every(CASE)}
        known = channels.every(db)
        books = Books(db, desk)
        ours = [
            one for one in known if one.id not in on and one.standing == channels.JOINED and _is_ours(desk, books, one)
        ]
        return ours, all(one.id not in on for one in known if one.standing == channels.OWN)


def _is_ours(desk: Desk, books: Books, channel: Channel) -> bool:
    return {one.party for one in books.of(channel.id).state.members.values()} <= {desk.card.party}


def would_learn(desk: Desk, case: str, channel: str) -> tuple[Channel, tuple[Person, ...]]:
    """Give who would learn of a case if it were opened on a channel of others. UsageError where it is open there."""
    with cases.reading(desk, case) as (db, board):
        found = find_channel(db, channel)
        if any(one.act.channel == found.id for one in board.every(CASE)):
            raise UsageError(f"The case is open on “{found.name}” already.")
        return found, tuple(sorted(members(Books(db, desk).of(found.id))))
