"""Points: what is settled and what is not, who only has a view of it, and what waits for something else first.

A principal's view, even his first, is not a decision. What was put off until something has happened is there again by
itself when somebody says that it has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backchannel.planning.acts import Act, Ending
from backchannel.planning.authority import NoEffect, judged, same_person
from backchannel.planning.board import Board, Kept, Thing
from backchannel.planning.events import EVENT, Event, may_have_happened
from backchannel.planning.kinds import Kind
from backchannel.record.dates import DocumentDate

__all__ = ["ISSUE_OF", "POINT", "UNTIL", "Point", "Shown", "State", "Weight", "points", "rule"]

ISSUE_OF = "issue"
"""The part in which a point names the issue to which it belongs."""
UNTIL = "until"
"""The part in which a point that is put off names the event for which it waits."""


_LATER = "It was said later."


class State(StrEnum):
    """How a point stands."""

    UNSETTLED = "unsettled"
    SETTLED = "settled"
    POSTPONED = "postponed"


class Weight(StrEnum):
    """What was said of a point: somebody's view, or a decision."""

    VIEW = "view"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Point:
    """A point: what was said of it last, with what weight, and how open who said it is to a better way."""

    name: str
    on: DocumentDate
    state: State = State.UNSETTLED
    weight: Weight = Weight.VIEW
    says: str = ""
    open_to: str = ""


POINT = Kind("point", Point)


@dataclass(frozen=True, slots=True)
class Shown:
    """A point as it stands at the end of a day.

    `waits_for` is the event for which it was put off; `returned` says that it has happened, so that the point is
    unsettled again.
    """

    thing: Thing
    says: Point
    act: Act
    state: State
    waits_for: Kept[Event] | None = None
    returned: bool = False
    ended: Ending | None = None
    """How it was dropped, if it was."""
    beside: tuple[tuple[Point, Act], ...] = ()
    earlier: tuple[tuple[Point, Act], ...] = ()
    """What was said of it before, in words, the oldest first."""
    without_effect: tuple[NoEffect, ...] = ()


def points(board: Board, on: date) -> list[Shown]:
    """Give every point that was raised by the end of a day, in the order in which they were raised."""
    found = (_shown(board, thing, on) for thing in board.things(POINT))
    return [one for one in found if one is not None]


def rule(point: Thing, says: Point, act: Act, before: Sequence[tuple[Point, Act]]) -> str:
    """Give why an act of a point has no effect, '' where it has; `before` are those in whose place it would stand.

    A decision of a principal settles it, and only a principal opens what is settled again. Who raised it, or a
    principal, puts it off, takes it up before its time, or drops it.
    """
    may_put_off = act.writer.principal or same_person(act.writer.person, point.opened.writer.person)
    if says.state is State.SETTLED and not act.writer.principal:
        return f"{act.writer.person} is no principal, so nothing is settled by this."
    if says.state is State.SETTLED and says.weight is not Weight.DECISION:
        return "A view, a principal's too, settles nothing; a decision does."
    if any(one.state is State.SETTLED for one, _ in before) and not act.writer.principal:
        return "Only a principal opens again what a principal has decided."
    if (says.state is State.POSTPONED or act.ended is not None) and not may_put_off:
        return f"Only {point.opened.writer.person}, who raised it, or a principal puts a point off or drops it."
    if any(one.state is State.POSTPONED for one, _ in before) and not may_put_off:
        return f"Only {point.opened.writer.person}, who raised it, or a principal takes it up before its time."
    return ""


def _shown(board: Board, thing: Thing, on: date) -> Shown | None:
    found = judged(board, POINT, thing, lambda *said: _later(said[0], on) or rule(thing, *said))
    without = tuple(one for one in found.without_effect if one.rule != _LATER)
    # Where not even its opening has an effect, it was raised all the same, and nothing is settled.
    raised = [pair for pair in board.history(POINT, thing) if not _later(pair[0], on)]
    if not raised:
        return None
    statements = found.statements or (raised[0],)
    told = {by.id for _, by in statements} | {one.act.id for one in without}
    says, act = statements[-1]
    waits_for = _event(board, act)
    returned = says.state is State.POSTPONED and waits_for is not None and may_have_happened(waits_for, on)
    states = {one.state for one, _ in statements} if found.statements else set()
    state = states.pop() if len(states) == 1 and not returned else State.UNSETTLED
    over = act.ended is not None and act.time[:10] <= on.isoformat()
    return Shown(
        thing,
        says,
        act,
        state,
        waits_for,
        returned,
        act.ended if over else None,
        statements[:-1],
        tuple((one, by) for one, by in raised if one.says and by.id not in told),
        without,
    )


def _later(says: Point, on: date) -> str:
    return _LATER if says.on.earliest.date() > on else ""


def _event(board: Board, act: Act) -> Kept[Event] | None:
    named = act.names.get(UNTIL, ())
    return board.get(EVENT, named[0]) if named else None
