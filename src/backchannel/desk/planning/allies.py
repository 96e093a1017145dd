"""Allies: how each stands on an issue, noted with the passage on which that rests, and the grid of them on a day."""

from collections.abc import Sequence
from datetime import date

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.acting import Acting, passage
from backchannel.desk.planning.events import today
from backchannel.desk.planning.resting import Rest, item_of, rest
from backchannel.errors import UsageError
from backchannel.planning import allies
from backchannel.planning.allies import OF, ON, STANCE, Grid, Stance, Word
from backchannel.planning.board import Kept
from backchannel.planning.cases import ISSUE, PARTY, Side
from backchannel.record.dates import DocumentDate, parse

__all__ = ["grid", "history", "named", "note", "withdraw"]

_NOT_ALLIES = (Side.OURS, Side.OTHER)


def note(
    desk: Desk,
    ally: str,
    issue: str,
    stance: Word,
    says: str = "",
    *,
    since: DocumentDate | None = None,
    rests: Sequence[str] = (),
    case: str = "",
    onto: str = "",
) -> Kept[Stance]:
    """Note how an ally stands on an issue, since a date (else that of the document on which it rests, else today).

    It is written on our own side alone. UsageError for a party or an issue that the case has not, or a party that is no
    ally; RuleError where a member of the channel may not know of the issue.
    """
    with cases.change(desk, case) as acting:
        party = acting.board.find(PARTY, ally, "party")
        if party.says.side in _NOT_ALLIES:
            raise UsageError(f"{party.says.name} is {party.says.side} in this case, and no ally.")
        about = acting.board.find(ISSUE, issue, "issue")
        day = since or _day(acting, rests) or today(desk)
        value = Stance(stance, day, says.strip())
        return acting.open(STANCE, value, onto=onto, names={OF: [party.id], ON: [about.id]}, rests=rests)


def withdraw(desk: Desk, number: str, why: str, *, case: str = "", settle: bool = False) -> Kept[Stance]:
    """Take back a stance, named by its number, saying why; it stays in the history. UsageError where there is none."""
    if not why.strip():
        raise UsageError("Say why the stance is taken back.", typed="--why")
    with cases.change(desk, case) as acting:
        return acting.end(STANCE, acting.board.find(STANCE, number, "stance"), "withdrawn", why, settle=settle)


def grid(desk: Desk, issue: str = "", on: date | None = None, case: str = "") -> tuple[Grid, dict[str, Rest]]:
    """Give the allies by issues (or by one) as they stood on a day, and the words on which each stance rests."""
    with cases.reading(desk, case) as (db, board):
        about = board.find(ISSUE, issue, "issue").id if issue else b""
        found = allies.grid(board, on or desk.clock().date(), about)
        shown = [one for cell in found.cells.values() for one in (*cell.now, *filter(None, (cell.before,)))]
        return found, {address: rest(db, desk, address) for one in shown for address in one.act.rests}


def history(desk: Desk, ally: str, issue: str, case: str = "") -> tuple[list[Kept[Stance]], dict[str, Rest]]:
    """Give every stance of one ally on one issue, the oldest first, and the words on which each rests."""
    with cases.reading(desk, case) as (db, board):
        party, about = board.find(PARTY, ally, "party"), board.find(ISSUE, issue, "issue")
        found = allies.history(board, party.id, about.id)
        return found, {address: rest(db, desk, address) for one in found for address in one.act.rests}


def named(desk: Desk, ally: str, issue: str, case: str = "") -> tuple[str, str]:
    """Give what a party and an issue of a case are called. UsageError where there is none."""
    with cases.reading(desk, case) as (_, board):
        return board.find(PARTY, ally, "party").says.name, board.find(ISSUE, issue, "issue").says.name


def _day(acting: Acting, rests: Sequence[str]) -> DocumentDate | None:
    for address in rests:
        item = item_of(acting.db, passage(acting.db, acting.desk, address))
        if item is not None and item.first_day:
            # Of a document of a whole month nobody knows the day; then neither does the stance.
            return parse(item.first_day if item.first_day == item.last_day else item.first_day[:7])
    return None
