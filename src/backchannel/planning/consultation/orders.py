"""Standing orders: nobody of ours puts a proposal on an issue to a party before those concerned were heard; waivers.

A principal of the channel on which an order stands gives it, changes it and ends it, and says why one of those
concerned need not be heard. What is said to be no precedent is never the basis of another, whatever is said later.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backchannel.planning.acts import Act
from backchannel.planning.authority import NoEffect, judged, same_person
from backchannel.planning.board import Board, Thing
from backchannel.planning.consultation.concerns import Degree, is_called
from backchannel.planning.kinds import Kind

__all__ = [
    "BASIS",
    "ORDER",
    "WAIVER",
    "Order",
    "StandingOrder",
    "Waived",
    "Waiver",
    "is_no_precedent",
    "is_one_who_may",
    "orders",
    "waivers",
]

BASIS = "basis"
"""The part in which a waiver names the one on which it is based."""


@dataclass(frozen=True, slots=True)
class StandingOrder:
    """No proposal on an issue to a party before those concerned, from a degree on, were heard."""

    name: str
    issue: str
    towards: str
    degree: Degree = Degree.PLAIN
    why: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why a party that an issue concerns is not consulted; and whether this may be the basis of another such."""

    name: str
    issue: str
    party: str
    why: str
    no_precedent: bool = False


ORDER = Kind("standing-order", StandingOrder)
WAIVER = Kind("consultation-waiver", Waiver)


@dataclass(frozen=True, slots=True)
class Order:
    """A statement of a standing order that has an effect; what has none is with it, each with the rule."""

    says: StandingOrder
    act: Act
    thing: Thing
    without_effect: tuple[NoEffect, ...]


@dataclass(frozen=True, slots=True)
class Waived:
    """A waiver as it stands under an order; `effect` is '' where it has one, else why not."""

    says: Waiver
    act: Act
    thing: Thing
    effect: str = ""


def orders(board: Board, towards: str = "", issue: str = "") -> list[Order]:
    """Give the standing orders, or those towards a party, or on an issue: every statement of a principal that stands.

    Where two principals wrote apart both hold, so an order ends when every one of its statements has.
    """
    found = []
    for thing in board.things(ORDER):
        judgement = judged(board, ORDER, thing, _by_principal)
        for says, act in judgement.statements:
            named = (not towards or is_called(says.towards, towards)) and (not issue or is_called(says.issue, issue))
            if act.ended is None and named:
                found.append(Order(says, act, thing, judgement.without_effect))
    return found


def waivers(board: Board, issue: str, order: Order | None = None) -> list[Waived]:
    """Give the waivers on an issue as they were given, each with whether it has an effect under an order.

    The order may be left out where none stands; then every principal may give one.
    """
    found = []
    for thing in board.things(WAIVER):

        def rule(_says: Waiver, act: Act, _before: Sequence[tuple[Waiver, Act]]) -> str:
            if is_one_who_may(order, act):
                return ""
            return "only a principal of the channel on which the order stands says who is not heard"

        judgement = judged(board, WAIVER, thing, rule)
        baseless = _baseless(board, thing)
        for says, act in judgement.statements:
            if act.ended is None and is_called(says.issue, issue):
                found.append(Waived(says, act, thing, baseless))
        refused = {one.act.id: one.rule for one in judgement.without_effect}
        for says, act in board.history(WAIVER, thing):
            if act.id in refused and is_called(says.issue, issue):
                found.append(Waived(says, act, thing, refused[act.id]))
    return found


def is_one_who_may(order: Order | None, act: Act) -> bool:
    """Whether an act under an order is by somebody who could have given it: a principal there, or the one who gave it.

    A person is the principal of his own ledger, which makes him none under an order that stands elsewhere.
    """
    if order is None or not act.writer.principal:
        return act.writer.principal
    giver, writer = order.act.writer, act.writer
    is_giver = same_person(giver.person, writer.person) and giver.principal
    return giver.party == writer.party and (act.channel == order.act.channel or is_giver)


def is_no_precedent(board: Board, thing: Thing) -> bool:
    """Whether a waiver is no precedent: said so by anybody, at any time, it stays so."""
    return any(says.no_precedent for says, _ in board.history(WAIVER, thing))


def _baseless(board: Board, thing: Thing) -> str:
    for basis in _bases(board, thing):
        if basis is None:
            return "its basis is not seen from this desk"
        if is_no_precedent(board, basis):
            return "its basis was given as no precedent"
    return ""


def _bases(board: Board, thing: Thing) -> Iterator[Thing | None]:
    """Give all on which a waiver is based, and on which these are."""
    waiting, seen = [thing], {thing.id}
    while waiting:
        for act in waiting.pop().history:
            for identifier in act.names.get(BASIS, ()):
                if identifier in seen:
                    continue
                seen.add(identifier)
                basis = board.thing(identifier)
                if basis is not None:
                    waiting.append(basis)
                yield basis


def _by_principal(_says: StandingOrder, act: Act, _before: Sequence[tuple[StandingOrder, Act]]) -> str:
    return "" if act.writer.principal else "only a principal gives, changes or ends a standing order"
