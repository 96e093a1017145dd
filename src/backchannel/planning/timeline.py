"""The timeline of a case: what lies where on one axis of time, lane beside lane, with dates as fuzzy as they are."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from backchannel.planning.acts import Act
from backchannel.planning.allies import OF, STANCE
from backchannel.planning.allies import ON as ON_ISSUE
from backchannel.planning.board import Board, Kept
from backchannel.planning.calendar.stages import Dated, strip
from backchannel.planning.cases import ISSUE, PARTY
from backchannel.planning.events import EVENT
from backchannel.planning.tracks import CONTACT, EFFORT
from backchannel.planning.tracks import ON as ON_LANE
from backchannel.record.dates import DocumentDate

__all__ = ["Item", "Laid", "laid", "of_board"]


@dataclass(frozen=True, slots=True)
class Item:
    """Something on the axis: in which lane (its id; none for what belongs to the whole case), what, and when.

    `first` and `last` are the earliest and the latest moment that its date can mean, None where it has no date; `when`
    is the date as it is shown.
    """

    lane: bytes
    kind: str
    what: str
    when: str = ""
    first: datetime | None = None
    last: datetime | None = None
    rests: tuple[str, ...] = ()
    id: bytes = b""
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Laid:
    """What is shown of a timeline, the oldest first, what has no date last, and how many lie before and after it."""

    items: tuple[Item, ...]
    more: int
    after: int = 0


def of_board(board: Board, lanes: Collection[bytes]) -> Iterator[Item]:
    """Give the contacts, efforts, events, stages and stances of a case; of the first two only those on these lanes."""
    for contact in board.standing(CONTACT):
        for lane in contact.act.names.get(ON_LANE, ()):
            if lane in lanes:
                says = contact.says
                yield _item(contact, "contact", f"with {says.whom}" + _more(says.what), says.on, lane)
    for effort in board.standing(EFFORT):
        lane = next(iter(effort.act.names.get(ON_LANE, ())), b"")
        if not lane or lane in lanes:
            yield _item(effort, "effort", f"{effort.says.what} ({effort.says.by})", effort.says.on, lane)
    for event in board.standing(EVENT):
        said = event.says.name + (f" ({event.says.by})" if event.says.by else "")
        yield _item(event, "event" if event.says.happened else "event, not yet", said, event.says.on)
    for stage in strip(board):
        yield _stage(stage)
    parties = {one.id: one.says.name for one in board.every(PARTY)}
    issues = {one.id: one.says.name for one in board.every(ISSUE)}
    for stance in board.standing(STANCE):
        whose, what = (_first(stance.act, part) for part in (OF, ON_ISSUE))
        if whose in parties and what in issues:
            said = f"{parties[whose]} on {issues[what]}: {stance.says.stance}"
            yield _item(stance, "stance", said, stance.says.since)


def laid(items: Iterable[Item], since: date | None, until: date | None, limit: int, skip: int = 0) -> Laid:
    """Lay the items on the axis that may lie within these days, the latest `limit` of them but for the last `skip`."""
    within = [one for one in items if _within(one, since, until)]
    within.sort(key=lambda one: (one.first is None, str(one.first or ""), str(one.last or ""), one.id))
    ends = max(0, len(within) - skip)
    shown = within[max(0, ends - limit) : ends] if limit > 0 else []
    return Laid(tuple(shown), ends - len(shown), len(within) - ends)


def _within(one: Item, since: date | None, until: date | None) -> bool:
    if one.first is None or one.last is None:
        return since is None and until is None
    return (since is None or one.last.date() >= since) and (until is None or one.first.date() <= until)


def _item(kept: Kept[Any], kind: str, what: str, on: DocumentDate | None, lane: bytes = b"") -> Item:
    when = str(on) if on else "no date yet"
    first, last = (on.earliest, on.latest) if on else (None, None)
    return Item(lane, kind, what, when, first, last, kept.act.rests, kept.id, kept.is_disputed)


def _stage(dated: Dated) -> Item:
    kept, when = dated.kept, dated.when
    says = kept.says
    written = f" (“{says.written}”)" if says.written else ""
    waits = f", waits for: {dated.waits_for}" if dated.waits_for else ""
    first, last = (when.earliest, when.latest) if when else (None, None)
    # What lies before a day, or after one, is drawn at that day.
    return Item(
        b"",
        str(says.form),
        says.name + written + waits,
        str(when) if when else "no date yet",
        first or last,
        last or first,
        kept.act.rests,
        kept.id,
        kept.is_disputed,
    )


def _first(act: Act, part: str) -> bytes:
    return next(iter(act.names.get(part, ())), b"")


def _more(words: str) -> str:
    return f": {words}" if words else ""
