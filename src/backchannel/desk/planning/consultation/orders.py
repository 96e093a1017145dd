"""Standing orders and waivers at the desk: given, ended and listed."""

from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases
from backchannel.errors import RuleError, UsageError
from backchannel.planning.acts import Ending
from backchannel.planning.board import Board, Kept
from backchannel.planning.cases import ISSUE, PARTY, Side
from backchannel.planning.consultation.concerns import Degree
from backchannel.planning.consultation.orders import (
    BASIS,
    ORDER,
    WAIVER,
    Order,
    StandingOrder,
    Waived,
    Waiver,
    is_no_precedent,
    orders,
    waivers,
)
from backchannel.planning.names import same

__all__ = ["Ordered", "end", "every_waiver", "give", "listed", "take_back", "waive"]


@dataclass(frozen=True, slots=True)
class Ordered:
    """A standing order with the waivers under it."""

    order: Order
    waivers: tuple[Waived, ...]


def give(
    desk: Desk,
    name: str,
    issue: str,
    towards: str,
    degree: Degree = Degree.PLAIN,
    why: str = "",
    *,
    case: str = "",
    onto: str = "",
) -> Ordered:
    """Order that no proposal on an issue goes to a party before those concerned, from a degree on, were heard.

    RuleError for somebody who is no principal where it stands; UsageError for an issue or party that the case has not,
    for a party that is not its other side, and for a name that is used.
    """
    with cases.change(desk, case) as acting:
        board = acting.board
        whom = board.find(PARTY, towards, "party").says
        if whom.side is not Side.OTHER:
            raise UsageError(f"{whom.name} is {whom.side} in this case; a standing order is towards its other side.")
        if any(same(one.says.name, name) for one in orders(board)) or not name.strip():
            raise UsageError(f"A standing order needs a name of its own; “{name[:60]}” is used or empty.")
        about = board.find(ISSUE, issue, "issue").says.name
        value = StandingOrder(" ".join(name.split()), about, whom.name, degree, why.strip())
        kept = acting.open(ORDER, value, onto=onto)
        return _shown(acting.board, kept.id, "gives a standing order")


def end(desk: Desk, name: str, why: str, *, case: str = "", settle: bool = False) -> None:
    """End a standing order, and say why. RuleError for somebody who is no principal where it stands."""
    if not why.strip():
        raise UsageError("Say why the standing order ends.", typed="--why")
    with cases.change(desk, case) as acting:
        kept = acting.board.find(ORDER, name, "standing order")
        acting.revise(ORDER, kept, kept.says, ended=Ending("ended", why.strip()), settle=settle)
        if any(one.thing.id == kept.id for one in orders(acting.board)):
            raise RuleError("Only a principal of the channel on which a standing order stands ends it.")


def waive(
    desk: Desk,
    name: str,
    issue: str,
    party: str,
    why: str,
    *,
    no_precedent: bool = False,
    basis: str = "",
    case: str = "",
    onto: str = "",
) -> Waived:
    """Record why a party that an issue concerns is not consulted; with `no_precedent` it is the basis of no other.

    RuleError for somebody who is no principal under the order, and for a basis that was given as no precedent.
    UsageError for no reason, a name that is used, and an issue, party or basis that the case has not.
    """
    if not why.strip():
        raise UsageError("Say why it is not consulted.", typed="--why")
    with cases.change(desk, case) as acting:
        board = acting.board
        if any(same(one.says.name, name) for one in board.every(WAIVER)) or not name.strip():
            raise UsageError(f"A waiver needs a name of its own; “{name[:60]}” is used or empty.")
        about = board.find(ISSUE, issue, "issue").says.name
        whom = board.find(PARTY, party, "party").says.name
        named = {}
        if basis:
            cited = board.find(WAIVER, basis, "waiver")
            if is_no_precedent(board, cited.thing):
                raise RuleError(f"“{cited.says.name[:60]}” was given as no precedent, so it is the basis of no other.")
            named = {BASIS: (cited.id,)}
        value = Waiver(" ".join(name.split()), about, whom, why.strip(), no_precedent)
        kept = acting.open(WAIVER, value, onto=onto, names=named)
        standing: list[Order | None] = [*orders(acting.board, issue=about)]
        results = [
            one
            for order in standing or [None]
            for one in waivers(acting.board, about, order)
            if one.thing.id == kept.id
        ]
        if all(one.effect for one in results):
            raise RuleError(f"This would have no effect: {results[0].effect}.")
        return next(one for one in results if not one.effect)


def take_back(desk: Desk, name: str, why: str, *, case: str = "", settle: bool = False) -> None:
    """Take a waiver back, and say why. RuleError for somebody who is no principal under the order."""
    with cases.change(desk, case) as acting:
        kept = acting.board.find(WAIVER, name, "waiver")
        acting.revise(WAIVER, kept, kept.says, ended=Ending("taken back", why.strip()), settle=settle)
        standing: list[Order | None] = [*orders(acting.board, issue=kept.says.issue)]
        for order in standing or [None]:
            if any(not one.effect and one.thing.id == kept.id for one in waivers(acting.board, kept.says.issue, order)):
                raise RuleError("Only a principal of the channel on which the order stands takes a waiver back.")


def listed(desk: Desk, *, case: str = "") -> list[Ordered]:
    """Give the standing orders of a case, with the waivers under each."""
    with cases.reading(desk, case) as (_, board):
        return [Ordered(one, tuple(waivers(board, one.says.issue, one))) for one in orders(board)]


def every_waiver(desk: Desk, *, case: str = "") -> list[Kept[Waiver]]:
    """Give the waivers of a case that have not been taken back, whether or not they have an effect under an order."""
    with cases.reading(desk, case) as (_, board):
        return board.standing(WAIVER)


def _shown(board: Board, identifier: bytes, what: str) -> Ordered:
    found = next((one for one in orders(board) if one.thing.id == identifier), None)
    if found is None:
        raise RuleError(f"Only a principal of the channel {what} there; write it where you are one.", typed="--onto")
    return Ordered(found, tuple(waivers(board, found.says.issue, found)))
