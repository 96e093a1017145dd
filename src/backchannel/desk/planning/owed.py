"""What is owed beside letters, case by case: reactions that are waited for, promises to keep, papers that are due."""

from dataclasses import dataclass
from datetime import date

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.desk.planning.boards import board
from backchannel.desk.planning.resting import Rest, rest
from backchannel.planning import papers
from backchannel.planning.cases import named
from backchannel.planning.promises import Shown, promises
from backchannel.planning.reactions import Asked, asked
from backchannel.vault import acts

__all__ = ["OwedInCase", "owed"]


@dataclass(frozen=True, slots=True)
class OwedInCase:
    """What is owed in one case on a day, and the words on which it rests."""

    case: str
    reactions: tuple[Asked, ...]
    promises: tuple[Shown, ...]
    papers: tuple[papers.Owed, ...]
    rests: dict[str, Rest]
    id: bytes = b""


def owed(desk: Desk, on: date | None = None, case: str = "") -> list[OwedInCase]:
    """Give what is owed on a day in one case, or in every case of which this person sees anything.

    UsageError for a case that is not here.
    """
    day = on or desk.clock().date()
    found = []
    with desk.vault.read() as db:
        meant = [cases.find(db, desk, case)] if case else acts.cases(db)
        for number in meant:
            held = board(db, desk, number)
            waiting = tuple(one for one in asked(held, day) if one.is_open)
            due = tuple(one for one in promises(held, day) if one.is_open)
            written = papers.due(held, day)
            said = [*(one.act for one in waiting), *(one.act for one in due)]
            rests = {address: rest(db, desk, address) for act in said for address in act.rests}
            if waiting or due or written:
                found.append(OwedInCase(named(held), waiting, due, written, rests, number))
    return found
