"""Gains: what a proposal brings to each party against what it has now, what it only keeps, and what it gives.

A party that is promised what it holds already has gained nothing; if it gives something for it as well, it has bought
the same horse twice. What is new and what is merely kept is said by a person, with the present position beside it and
the passage of the proposal. Nothing is added up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from backchannel.planning.board import Board, Kept
from backchannel.planning.cases import PARTY, Side
from backchannel.planning.kinds import Kind
from backchannel.planning.names import folded
from backchannel.planning.said import said, standing

__all__ = ["GAIN", "Balance", "Flag", "Gain", "Share", "Sort", "balance", "proposals"]


class Sort(StrEnum):
    """What a passage of a proposal does for a party."""

    NEW = "new"
    KEPT = "merely kept"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Gain:
    """What a party gains, keeps or gives by a proposal, and how it stands at present; rests on the passage."""

    proposal: str
    """The id of a document, or the name of a thing of the case."""
    party: str
    sort: Sort
    what: str
    present: str


GAIN = Kind("gain", Gain)


class Flag(StrEnum):
    """What stands out in a party's share."""

    NO_NEW_GAIN = "no new gain"
    TWICE = "gives for what it already holds"


@dataclass(frozen=True, slots=True)
class Share:
    """What a proposal does for one party, in the order in which it was said; what it only keeps is among it."""

    party: str
    side: Side | None
    lines: tuple[Kept[Gain], ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """A proposal, party by party, ours first; `unsaid` are our parties of which nobody has said anything."""

    proposal: str
    shares: tuple[Share, ...]
    unsaid: tuple[str, ...]

    @property
    def is_settled(self) -> bool:
        """Whether somebody has said what each of ours gains, and it is something new."""
        ours = [one for one in self.shares if one.side is Side.OURS]
        return not self.unsaid and not any(Flag.NO_NEW_GAIN in one.flags for one in ours)


def balance(board: Board, proposal: str, ours: str) -> Balance:
    """Give who gains what by a proposal, as it stands. `ours` is our own party, named on the board or not."""
    sides = {folded(one.says.name): one.says.side for one in board.standing(PARTY)} | {folded(ours): Side.OURS}
    names = {folded(one.says.name): one.says.name for one in board.standing(PARTY)}
    found: dict[str, list[Kept[Gain]]] = {}
    for kept in standing(board, GAIN):
        if folded(kept.says.proposal) == folded(proposal):
            for party in dict.fromkeys(folded(says.party) for says, _ in said(kept)):
                found.setdefault(party, []).append(kept)
    order = list(Side)
    shares = [
        Share(names.get(party, lines[0].says.party), sides.get(party), tuple(lines), _flags(party, lines))
        for party, lines in found.items()
    ]
    shares.sort(key=lambda one: order.index(one.side) if one.side is not None else len(order))
    mine = [party for party, side in sides.items() if side is Side.OURS and party not in found]
    return Balance(proposal, tuple(shares), tuple(names.get(party, ours) for party in mine))


def proposals(board: Board) -> tuple[str, ...]:
    """Give the proposals of which somebody has said who gains what, in the order in which they were first spoken of."""
    spoken = reversed(standing(board, GAIN))
    return tuple({folded(one.says.proposal): one.says.proposal for one in spoken}.values())[::-1]


def _flags(party: str, lines: Sequence[Kept[Gain]]) -> tuple[Flag, ...]:
    # What two desks said apart is new only if both say so.
    sorts = [{says.sort for says, _ in said(kept) if folded(says.party) == party} for kept in lines]
    flags = [Flag.NO_NEW_GAIN] if {Sort.NEW} not in sorts else []
    if any(Sort.KEPT in one for one in sorts) and any(Sort.GIVEN in one for one in sorts):
        flags.append(Flag.TWICE)
    return tuple(flags)
