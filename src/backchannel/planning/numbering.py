"""Numbered series as a party hands them over: where one runs, with which number it begins, and who may see its gaps.

It stands on the channel on which the series runs, so that who writes there and who reads there know the same. A gap
tells its reader that there is something which he may not read. Whether that is his business is for the party to say
whose series it is; without its word nobody is shown a gap in the series of another.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from backchannel.planning.board import Board
from backchannel.planning.kinds import Kind

__all__ = ["SERIES", "Series", "entitled", "first_number"]


@dataclass(frozen=True, slots=True)
class Series:
    """A series: its name in capitals, its first number, and whether who reads this may see which numbers he lacks."""

    name: str
    first: int = 1
    gaps: bool = False


SERIES = Kind("series", Series)


def first_number(board: Board, name: str, party: str) -> int | None:
    """Give the number with which a series of a party begins; the highest, where it was handed over again."""
    found = [says.first for says, by, _ in _said(board, name) if by == party]
    return max(found, default=None)


def entitled(board: Board, name: str, party: str) -> frozenset[bytes]:
    """Give the channels on whose readers a party lets the gaps of its series be shown."""
    return frozenset(channel for says, by, channel in _said(board, name) if by == party and says.gaps)


def _said(board: Board, name: str) -> Iterable[tuple[Series, str, bytes]]:
    for kept in board.standing(SERIES):
        if kept.says.name == name:
            # Of two statements that were made apart the one that shows less holds.
            gaps = all(says.gaps for says in (kept.says, *(says for says, _ in kept.beside)))
            yield Series(name, kept.says.first, gaps), kept.act.writer.party, kept.act.channel
