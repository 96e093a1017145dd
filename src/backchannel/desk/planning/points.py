"""Points: raised, viewed, decided, put off until something has happened."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning import events as noted
from backchannel.desk.planning.acting import Acting
from backchannel.desk.planning.events import found_or_noted, line, today
from backchannel.desk.planning.resting import Rest, rest
from backchannel.errors import RuleError, UsageError
from backchannel.planning.acts import Ending
from backchannel.planning.authority import find, same_person
from backchannel.planning.board import Kept
from backchannel.planning.cases import ISSUE
from backchannel.planning.events import Event
from backchannel.planning.points import ISSUE_OF, POINT, UNTIL, Point, Shown, State, Weight, points
from backchannel.record.dates import DocumentDate

__all__ = ["drop", "every", "met", "postpone", "raise_", "settle", "view"]


def raise_(
    desk: Desk,
    name: str,
    says: str = "",
    *,
    issue: str = "",
    open_to: str = "",
    on: DocumentDate | None = None,
    rests: Sequence[str] = (),
    case: str = "",
    onto: str = "",
) -> Shown:
    """Raise a point that is not settled, with a first view of it, and how open that is to a better way.

    UsageError where a point that stands has this name, or the case has no such issue.
    """
    with cases.change(desk, case) as acting:
        wanted = line(name, "A point")
        if any(one.ended is None and same_person(one.says.name, wanted) for one in points(acting.board, date.max)):
            raise UsageError(f"There is a point “{wanted[:60]}” in this case already.")
        about = acting.board.find(ISSUE, issue, "issue") if issue else None
        kept = acting.open(
            POINT,
            Point(wanted, on or today(desk), says=says.strip(), open_to=open_to.strip()),
            onto=onto,
            names={ISSUE_OF: [about.id]} if about else {},
            rests=rests,
        )
        return _point(acting, kept.id.hex())


def view(
    desk: Desk,
    name: str,
    says: str,
    *,
    open_to: str = "",
    on: DocumentDate | None = None,
    rests: Sequence[str] | None = None,
    case: str = "",
    join: bool = False,
) -> Shown:
    """State a view of a point: it settles nothing. RuleError from who is no principal, where one has decided."""
    value = Point(name, on or today(desk), says=_words(says), open_to=open_to.strip())
    return _state(desk, name, value, case, rests=rests, join=join)


def settle(
    desk: Desk,
    name: str,
    says: str,
    *,
    on: DocumentDate | None = None,
    rests: Sequence[str] | None = None,
    case: str = "",
    join: bool = False,
) -> Shown:
    """Decide a point. RuleError where this person is no principal."""
    value = Point(name, on or today(desk), State.SETTLED, Weight.DECISION, _words(says))
    return _state(desk, name, value, case, rests=rests, join=join)


def postpone(
    desk: Desk,
    name: str,
    until: str,
    says: str = "",
    *,
    on: DocumentDate | None = None,
    rests: Sequence[str] | None = None,
    case: str = "",
    join: bool = False,
) -> Shown:
    """Put a point off until an event has happened; one that the case has not is noted without a date.

    RuleError where this person neither raised it nor is a principal.
    """
    value = Point(name, on or today(desk), State.POSTPONED, says=says.strip())
    return _state(desk, name, value, case, until=until, rests=rests, join=join)


def drop(desk: Desk, name: str, why: str, *, case: str = "", join: bool = False) -> Shown:
    """Drop a point, saying why. RuleError as `postpone`."""
    if not why.strip():
        raise UsageError("Say why the point is dropped.", typed="--why")
    return _state(desk, name, None, case, ended=Ending("dropped", why.strip()), join=join)


def met(
    desk: Desk, condition: str, on: DocumentDate | None = None, *, case: str = ""
) -> tuple[Kept[Event], list[Shown]]:
    """Mark the condition for which points wait as met; give it and the points that have returned by it."""
    event = noted.happened(desk, condition, on, case=case)
    day = max(desk.clock().date(), event.says.on.earliest.date() if event.says.on else date.min)
    found, _ = every(desk, day, case)
    return event, [one for one in found if one.returned and one.waits_for and one.waits_for.id == event.id]


def every(desk: Desk, on: date | None = None, case: str = "") -> tuple[list[Shown], dict[str, Rest]]:
    """Give the points of a case as they stand on a day, and the words on which each rests."""
    with cases.reading(desk, case) as (db, board):
        found = points(board, on or desk.clock().date())
        acts = [act for one in found for act in (one.act, *(act for _, act in one.beside))]
        return found, {address: rest(db, desk, address) for act in acts for address in act.rests}


def _state(
    desk: Desk,
    name: str,
    value: Point | None,
    case: str,
    *,
    until: str = "",
    rests: Sequence[str] | None = None,
    ended: Ending | None = None,
    join: bool = False,
) -> Shown:
    with cases.change(desk, case) as acting:
        found = _point(acting, name)
        kept = acting.board.get(POINT, found.thing.id)
        if kept is None:
            raise UsageError("Somebody rewrote this point with a newer version of the program; state it there.")
        if found.beside and not join:
            raise UsageError(
                f"Two desks wrote of “{found.says.name}” without seeing each other, and both statements stand; look at "
                "them, and say that yours is put in place of both.",
                typed="--settle",
            )
        names: dict[str, Sequence[bytes]] = {
            part: ids for part, ids in found.thing.opened.names.items() if part != UNTIL
        }
        if until:
            names[UNTIL] = [found_or_noted(acting, until, found.act.channel.hex()).id]
        stated = replace(value, name=found.says.name) if value else found.says
        acting.revise(POINT, kept, stated, names=names, rests=rests, ended=ended, settle=True)
        shown = _point(acting, found.thing.id.hex())
        mine = next((one for one in shown.without_effect if one.act.id not in _without(found)), None)
        if mine is not None:
            raise RuleError(mine.rule)
        return shown


def _without(found: Shown) -> set[bytes]:
    return {one.act.id for one in found.without_effect}


def _point(acting: Acting, text: str) -> Shown:
    return find(points(acting.board, date.max), text, "point", is_open=lambda one: one.ended is None)


def _words(says: str) -> str:
    if not says.strip():
        raise UsageError("Say it in words.")
    return says.strip()
