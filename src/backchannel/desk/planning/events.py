"""Events of a case: noted before or after they happen, and marked when they have."""

from collections.abc import Sequence
from dataclasses import replace

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting
from backchannel.desk.planning.resting import Rest, rest
from backchannel.errors import UsageError
from backchannel.planning.board import Kept
from backchannel.planning.events import EVENT, Event
from backchannel.planning.names import on_one_line
from backchannel.record.dates import DocumentDate, parse

__all__ = ["every", "found_or_noted", "happened", "line", "note", "today"]


def today(desk: Desk) -> DocumentDate:
    """Give the day at this desk."""
    return parse(desk.clock().date().isoformat())


def note(
    desk: Desk,
    name: str,
    on: DocumentDate | None = None,
    *,
    written: str = "",
    happened: bool = False,
    by: str = "",
    offer: bool = False,
    about: str = "",
    rests: Sequence[str] = (),
    case: str = "",
    onto: str = "",
) -> Kept[Event]:
    """Note an event of the case, with its date if it has one. UsageError where one has this name."""
    with cases.change(desk, case) as acting:
        wanted = line(name, "An event")
        if any(one.says.name.casefold() == wanted.casefold() for one in acting.board.standing(EVENT)):
            raise UsageError(f"There is an event “{wanted[:60]}” in this case already.")
        event = Event(wanted, on, written.strip(), happened, by.strip(), offer, about.strip())
        return acting.open(EVENT, event, onto=onto, rests=rests)


def happened(
    desk: Desk,
    name: str,
    on: DocumentDate | None = None,
    *,
    rests: Sequence[str] = (),
    case: str = "",
    settle: bool = False,
) -> Kept[Event]:
    """Mark an event as having happened, on a day (else on the day that it has, or today).

    What was bound to it follows by itself. UsageError where it is marked already.
    """
    with cases.change(desk, case) as acting:
        kept = acting.board.find(EVENT, name, "event")
        if kept.says.happened and not kept.is_disputed:
            raise UsageError(f"“{kept.says.name}” is marked as having happened already.")
        value = replace(kept.says, happened=True, on=on or kept.says.on or today(desk))
        kept_rests = (*kept.act.rests, *rests)
        return acting.revise(EVENT, kept, value, rests=kept_rests if rests else None, settle=settle)


def every(desk: Desk, case: str = "") -> tuple[list[Kept[Event]], dict[str, Rest]]:
    """Give the events of a case by date, those without one last, and the words on which each rests."""
    with cases.reading(desk, case) as (db, board):
        found = board.standing(EVENT)
        found.sort(key=lambda one: (one.says.on is None, str(one.says.on.earliest) if one.says.on else ""))
        return found, {one: rest(db, desk, one) for event in found for one in event.act.rests}


def found_or_noted(acting: Acting, name: str, onto: str) -> Kept[Event]:
    """Give the event of a name, noted anew without a date where the case has none of that name."""
    wanted = line(name, "An event")
    if any(one.says.name.casefold() == wanted.casefold() for one in acting.board.standing(EVENT)):
        return acting.board.find(EVENT, wanted, "event")
    return acting.open(EVENT, Event(wanted), onto=onto)


def line(text: str, what: str) -> str:
    """Give a name on one line; UsageError where there is none."""
    return on_one_line(text, f"{what} needs a name.")
