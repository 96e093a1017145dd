"""Wedge: what the other side told each ally on one issue, side by side, and its offers over a line of events (R54).

The words are set beside each other and the days between them counted. What follows from it, nobody computes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from backchannel.desk.book import Book
from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.words import tensions
from backchannel.desk.words.bank import Bank, Selection, Statement
from backchannel.desk.words.tensions import Ally
from backchannel.errors import UsageError
from backchannel.planning.board import Board, Kept
from backchannel.planning.cases import ISSUE, PARTY, PERSON, Side
from backchannel.planning.events import EVENT, Event
from backchannel.record.dates import parse
from backchannel.vault import channels
from backchannel.vault.sqlcipher import Connection

__all__ = ["OFFERS", "OnLine", "Wedge", "wedge"]

OFFERS = ("offer", "invitation")
"""The kinds of statements by which something is offered."""
_ENTERED = (channels.JOINED, channels.GONE)


@dataclass(frozen=True, slots=True)
class OnLine:
    """An event of the case or a statement by which something was offered, in the line of days.

    Of an offer, `after` is the event before it, and `days` those between them; None where a date is not known to the
    day.
    """

    day: str
    event: Kept[Event] | None = None
    statement: Statement | None = None
    after: Kept[Event] | None = None
    days: int | None = None

    @property
    def is_offer(self) -> bool:
        """Whether something was offered by it."""
        return self.statement is not None or (self.event is not None and self.event.says.offer)

    @property
    def is_taken(self) -> bool:
        """Whether a person has taken it for an offer; what only its words suggest is not called one before."""
        return self.statement is None or self.statement.judged in OFFERS


@dataclass(frozen=True, slots=True)
class Wedge:
    """What the other side told each on one issue, with the words that no other was told, and the line of events."""

    issue: str
    who: tuple[str, ...]
    told: tuple[Ally, ...]
    line: tuple[OnLine, ...]


def wedge(desk: Desk, issue: str, on: date | None = None, *, offers: str = "", case: str = "") -> Wedge:
    """Lay side by side what the other side told each ally on an issue, up to a day.

    `offers` are words of what was offered, where that is not the issue itself. UsageError where the case has no such
    issue, or no party on the other side.
    """
    with cases.reading(desk, case) as (db, board):
        about = board.find(ISSUE, issue, "issue").says.name
        parties = {one.says.name: one.says.side for one in board.standing(PARTY)}
        other = [name for name, side in parties.items() if side is Side.OTHER]
        if not other:
            raise UsageError("The case has no party on the other side; name it first.", typed="backchannel case party")
        belongs = _parties(db, desk, board)
        who = (*other, *(person for person, party in belongs.items() if party in other))
        events = board.standing(EVENT)
        until = (on or desk.clock().date()).isoformat()
        made = Bank(db, desk).chosen(Selection(who=who, about=offers or about, kind=OFFERS, until=until))
        line = tuple(_line(events, [one for one in made if one.day], until))
    rows = tensions.told(desk, Selection(who=who, about=about, until=until), belongs)
    told = [row for row in rows if row.name not in other]
    told.sort(key=lambda row: (parties.get(row.name) is not Side.ALLY, row.name))
    return Wedge(about, who, tuple(told), line)


def _parties(db: Connection, desk: Desk, board: Board) -> dict[str, str]:
    """Give the party of each person whom the case or a channel of this desk names."""
    found = {}
    for channel in channels.every(db):
        if channel.standing in _ENTERED:
            found.update({one.name: one.party for one in Book(db, desk, channel).state.members.values()})
    found.update({one.says.name: one.says.party for one in board.standing(PERSON)})
    return found


def _line(events: Iterable[Kept[Event]], offers: Iterable[Statement], until: str) -> Iterator[OnLine]:
    points: list[tuple[str, int, Kept[Event] | None, Statement | None]] = [
        (day, 0, one, None) for one in events if one.says.on and (day := str(one.says.on))[:10] <= until
    ]
    points += [(one.day, 1, None, one) for one in offers]
    before: Kept[Event] | None = None
    for day, _, event, statement in sorted(points, key=lambda point: (point[0], point[1])):
        is_offer = statement is not None or (event is not None and event.says.offer)
        yield OnLine(day, event, statement, before if is_offer else None, _days(before, day) if is_offer else None)
        if not is_offer:
            before = event


def _days(before: Kept[Event] | None, day: str) -> int | None:
    first = before.says.on if before is not None else None
    then = parse(day)
    if first is None or first.day is None or then.day is None:
        return None
    return (then.earliest.date() - first.earliest.date()).days
