"""Promises: whose, to whom, due by a date or after an event, and what keeps them.

A promise is kept by a document that is filed against it, or by an event that has happened. Only who promised, to whom
it was promised, or a principal says so. One that waits for an event without a date stays open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backchannel.planning.acts import Act, Ending
from backchannel.planning.authority import NoEffect, is_one_of, judged
from backchannel.planning.board import Board, Kept
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

    kept: Kept[Promise]
    says: Promise
    act: Act
    state: State
    days: int
    after: Kept[Event] | None = None
    kept_by: Kept[Event] | None = None
    fulfilled: Kept[Fulfilment] | None = None
    ended: Ending | None = None
    beside: tuple[tuple[Promise, Act], ...] = ()
    without_effect: tuple[NoEffect, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be kept."""
        return self.state in (State.OPEN, State.DUE, State.OVERDUE)


def promises(board: Board, on: date) -> list[Shown]:
    """Give every promise that was made by the end of a day, in the order in which they were noted."""
    filed = _filed(board)
    found = (_shown(board, kept, filed.get(kept.id, []), on) for kept in board.every(PROMISE))
    return [one for one in found if one is not None]


def may_say(promise: Promise, act: Act) -> str:
    """Give why an act about a promise has no effect, '' where it has."""
    if act.writer.principal or is_one_of(act.writer, (promise.whose, promise.to)):
        return ""
    return f"Only {promise.whose}, {promise.to} or a principal says what becomes of this promise."


def _filed(board: Board) -> Mapping[bytes, list[Kept[Fulfilment]]]:
    filed: dict[bytes, list[Kept[Fulfilment]]] = {}
    for one in board.every(FULFILMENT):
        for promise in one.act.names.get(PROMISED, ()):
            filed.setdefault(promise, []).append(one)
    return filed


def _shown(board: Board, kept: Kept[Promise], filed: list[Kept[Fulfilment]], on: date) -> Shown | None:
    first = next((says for says, act in board.history(PROMISE, kept.thing) if act.id == kept.id), kept.says)
    # Whoever notes a promise may be neither of the two; what becomes of it is theirs to say.
    found = judged(board, PROMISE, kept.thing, lambda _, act, __: "" if act.id == kept.id else may_say(first, act))
    if not found.statements:
        return None
    says, act = found.statements[-1]
    if says.since.earliest.date() > on:
        return None
    after, by = (_event(board, act, part) for part in (AFTER, BY))
    without = list(found.without_effect)
    fulfilled = None
    for one in filed:
        why = may_say(first, one.act) or _empty(board, one, on)
        if why:
            without.append(NoEffect(one.act, why))
        elif one.ended is None and one.says.on.earliest.date() <= on:
            fulfilled = fulfilled or one
    over = act.ended if act.ended is not None and act.time[:10] <= on.isoformat() else None
    is_kept = fulfilled is not None or (by is not None and happened(by, on))
    return Shown(
        kept,
        says,
        act,
        State.KEPT if is_kept else State.WITHDRAWN if over else _due(says, after, on),
        (on - says.since.earliest.date()).days,
        after,
        by,
        fulfilled,
        over,
        found.statements[:-1],
        tuple(without),
    )


def _empty(board: Board, filed: Kept[Fulfilment], on: date) -> str:
    event = _event(board, filed.act, EVENT_THAT_KEPT)
    if event is not None and happened(event, on):
        return ""
    if event is not None and not filed.act.rests:
        return f"“{event.says.name}” has not happened, as far as anybody says."
    return "" if filed.act.rests else "It rests on no document and names no event."


def _due(promise: Promise, after: Kept[Event] | None, on: date) -> State:
    if promise.due is not None and promise.due.latest.date() < on:
        return State.OVERDUE
    if promise.due is not None and promise.due.earliest.date() <= on:
        return State.DUE
    return State.DUE if after is not None and may_have_happened(after, on) else State.OPEN


def _event(board: Board, act: Act, part: str) -> Kept[Event] | None:
    named = act.names.get(part, ())
    return board.get(EVENT, named[0]) if named else None
