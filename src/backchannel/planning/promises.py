"""Promises: whose, to whom, due by a date or after an event, and what keeps them.

A promise is kept by a document that is filed against it, or by an event that has happened. Only who promised, to whom
it was promised, or a principal says so. One that waits for an event without a date stays open.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backchannel.planning.acts import Act, Ending
from backchannel.planning.authority import NoEffect, is_one_of, judged
from backchannel.planning.board import Board, Kept, Thing
from backchannel.planning.events import EVENT, Event, happened, may_have_happened
from backchannel.planning.kinds import Kind
from backchannel.record.dates import DocumentDate

__all__ = [
    "AFTER", "BY", "EVENT_THAT_KEPT", "FULFILMENT", "PROMISE", "PROMISED", "Fulfilment", "Promise", "Shown", "State",
    "may_say", "promises",
]  # fmt: skip

AFTER = "after"
"""The part in which a promise names the event after which it is due."""
BY = "kept by"
"""The part in which a promise names the event that keeps it."""
PROMISED = "promise"
"""The part in which a fulfilment names its promise."""
EVENT_THAT_KEPT = "event"
"""The part in which a fulfilment names the event that kept it."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody promised whom, and when; due by a date, after an event that the act names, or both."""

    name: str
    whose: str
    to: str
    since: DocumentDate
    says: str = ""
    due: DocumentDate | None = None
    written: str = ""


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """That a promise was kept: by the document on which the act rests, or by the event that it names."""

    on: DocumentDate
    says: str = ""


PROMISE = Kind("promise", Promise)
FULFILMENT = Kind("fulfilment", Fulfilment)


class State(StrEnum):
    """How a promise stands: nothing is due yet, it is due, its day has passed, it was kept, it was taken back."""

    OPEN = "open"
    DUE = "due"
    OVERDUE = "overdue"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Shown:
    """A promise as it stands at the end of a day; `after` is the event for which it waits, `days` how old it is."""

    thing: Thing
    says: Promise
    act: Act
    state: State
    days: int
    after: Kept[Event] | None = None
    kept_by: Kept[Event] | None = None
    fulfilled: tuple[Fulfilment, Act] | None = None
    ended: Ending | None = None
    beside: tuple[tuple[Promise, Act], ...] = ()
    without_effect: tuple[NoEffect, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be kept."""
        return self.state in (State.OPEN, State.DUE, State.OVERDUE)


def promises(board: Board, on: date) -> list[Shown]:
    """Give every promise that was made by the end of a day, in the order in which they were noted."""
    filed: dict[bytes, list[Thing]] = {}
    for fulfilment in board.things(FULFILMENT):
        # Which promise it keeps is said when it is filed, and by nobody afterwards.
        for promise in fulfilment.opened.names.get(PROMISED, ()):
            filed.setdefault(promise, []).append(fulfilment)
    found = (_shown(board, thing, filed.get(thing.id, []), on) for thing in board.things(PROMISE))
    return [one for one in found if one is not None]


def may_say(promise: Promise, act: Act) -> str:
    """Give why an act about a promise has no effect, '' where it has."""
    if act.writer.principal or is_one_of(act.writer, (promise.whose, promise.to)):
        return ""
    return f"Only {promise.whose}, {promise.to} or a principal says what becomes of this promise."


def _shown(board: Board, thing: Thing, filed: list[Thing], on: date) -> Shown | None:
    first = next((says for says, act in board.history(PROMISE, thing) if act.id == thing.id), None)
    if first is None:
        return None
    # Whoever notes a promise may be neither of the two; what becomes of it is theirs to say, as it was noted first.
    found = judged(board, PROMISE, thing, lambda _, act, __: "" if act.id == thing.id else may_say(first, act))
    says, act = found.statements[-1]
    if says.since.earliest.date() > on:
        return None
    after, by = (_event(board, act, part) for part in (AFTER, BY))
    fulfilled, refused = _fulfilled(board, first, filed, on)
    over = act.ended if act.ended is not None and act.time[:10] <= on.isoformat() else None
    is_kept = fulfilled is not None or (by is not None and happened(by, on))
    return Shown(
        thing,
        says,
        act,
        State.KEPT if is_kept else State.WITHDRAWN if over else _due(says, after, on),
        (on - says.since.earliest.date()).days,
        after,
        by,
        fulfilled,
        over,
        found.statements[:-1],
        (*found.without_effect, *refused),
    )


def _fulfilled(
    board: Board, promise: Promise, filed: list[Thing], on: date
) -> tuple[tuple[Fulfilment, Act] | None, list[NoEffect]]:
    fulfilled: tuple[Fulfilment, Act] | None = None
    without: list[NoEffect] = []
    for thing in filed:
        found = judged(board, FULFILMENT, thing, lambda _, act, __: may_say(promise, act) or _empty(board, act, on))
        without += found.without_effect
        for says, act in found.statements[-1:]:
            if fulfilled is None and act.ended is None and says.on.earliest.date() <= on:
                fulfilled = says, act
    return fulfilled, without


def _empty(board: Board, act: Act, on: date) -> str:
    event = _event(board, act, EVENT_THAT_KEPT)
    if act.rests or (event is not None and happened(event, on)):
        return ""
    if event is not None:
        return f"“{event.says.name}” has not happened, as far as anybody says."
    return "It rests on no document and names no event."


def _due(promise: Promise, after: Kept[Event] | None, on: date) -> State:
    if promise.due is not None and promise.due.latest.date() < on:
        return State.OVERDUE
    if promise.due is not None and promise.due.earliest.date() <= on:
        return State.DUE
    return State.DUE if after is not None and may_have_happened(after, on) else State.OPEN


def _event(board: Board, act: Act, part: str) -> Kept[Event] | None:
    named = act.names.get(part, ())
    return board.get(EVENT, named[0]) if named else None
